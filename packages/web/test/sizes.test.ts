import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { it } from 'node:test'
import { gzipSync } from 'node:zlib'

const ASSETS = new URL('../dist/assets/', import.meta.url)
const INDEX = new URL('../dist/index.html', import.meta.url)

const FILES = readdirSync(ASSETS).filter((file) => file.endsWith('.js'))
/** What a chunk imports at once, as the bundler writes it. */
const IMPORT = /(?:from|import)\s*"\.\/([^"]+\.js)"/g
const IN_PAGE = /assets\/([^"]+\.js)"/g

/** The chunks of a name; a hash follows it. */
function findChunks(name: string): readonly string[] {
  const found = FILES.filter(
    (file) => file.startsWith(`${name}-`) && file.length === `${name}-01234567.js`.length,
  )
  assert.ok(found.length > 0, `a chunk is called ${name}`)
  return found
}

function read(file: string): string {
  return readFileSync(new URL(file, ASSETS), 'utf8')
}

/** Chunks, and all that they import at once. */
function withImports(files: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>()
  const add = (file: string) => {
    if (all.has(file)) return
    all.add(file)
    for (const [, name = ''] of read(file).matchAll(IMPORT)) add(name)
  }
  files.forEach(add)
  return all
}

function sizeOf(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0)
}

const FIRST = withImports(
  [...readFileSync(INDEX, 'utf8').matchAll(IN_PAGE)].map(([, file = '']) => file),
)

/** What chunks add to the first paint, in bytes of gzip. */
function added(names: readonly string[], to: ReadonlySet<string> = FIRST): number {
  return sizeOf([...withImports(names.flatMap(findChunks))].filter((file) => !to.has(file)))
}

const VERIFIER = ['verifier']
/** What a text of each kind loads before its verdict: the texts of HCERT all begin alike. */
const KINDS = {
  HC1: ['eu-dcc', 'who-ddcc', 'who-icvp', 'health-link'],
  SHC: ['smart-health-card'],
  NZ: ['nz-pass'],
} as const

it('paints first with at most 30 kB, the texts of the longest language in it', (t) => {
  const welcome = added(['Welcome'])
  const texts = Math.max(...findChunks('first.ts').map((file) => sizeOf([file])))
  const size = sizeOf(FIRST) + welcome + texts
  t.diagnostic(`${size} bytes`)
  assert.ok(size <= 30_000, `${size} bytes`)
})

for (const [kind, formats] of Object.entries(KINDS)) {
  it(`verifies ${kind} with at most 60 kB`, (t) => {
    const size = added([...VERIFIER, ...formats])
    t.diagnostic(`${size} bytes`)
    assert.ok(size <= 60_000, `${size} bytes`)
  })
}

it('loads what few need when it is needed', (t) => {
  const known = withImports([...FIRST, ...VERIFIER.flatMap(findChunks)])
  const seals = added(['vds-nc', 'vds-nc-signer'], known)
  const divoc = added(['divoc'], known)
  t.diagnostic(`VDS-NC ${seals} bytes, DIVOC ${divoc} bytes`)
  assert.ok(seals <= 60_000, `VDS-NC: ${seals} bytes`)
  assert.ok(divoc <= 45_000, `DIVOC: ${divoc} bytes`)
})
