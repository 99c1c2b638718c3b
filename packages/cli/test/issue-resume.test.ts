/**
 * `pratique issue`, stopped at any instant and run again: every order is issued once, whole or not at all.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import { createProcessPort, nodeFiles } from '@pratique/node/data-folder'
import { openJob } from '@pratique/node/job'
import { type MadeAuthority, makeAuthority, runAt, testOrder } from './made-authority.ts'
import { FOLDER, pratique, readLines, write } from './pratique.ts'

const BIN = fileURLToPath(new URL('../bin/pratique.js', import.meta.url))
const isLong = process.env['PRATIQUE_LONG'] === '1'
const RUNS = isLong ? 20 : 1
const ORDERS = isLong ? 300 : 120
const KILLS = isLong ? 10 : 3
const SEED = Number(process.env['PRATIQUE_SEED'] ?? Date.now() % 1_000_000)

/** As the machine has it: processes have no other clock. */
const now = Math.floor(Date.now() / 1000)

let authority: MadeAuthority
let input = ''
before(async () => {
  authority = await makeAuthority('authority', now)
  const rows = Array.from({ length: ORDERS }, (_, at) => testOrder(at, now - 86_400))
  input = write('orders.ndjson', `${rows.join('\n')}\n`)
})

const args = (folder: string, of: string = input): readonly string[] => [
  ...['issue', of, '--format', 'eu-dcc', ...authority.health.options],
  ...['--out', folder, '--qr', 'both'],
]

/** Numbers that look like chance, the same for a seed. */
function createChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Runs it and kills it once its record has grown by so many bytes, or a while after it began. */
async function runAndKill(folder: string, chance: () => number): Promise<void> {
  const child = spawn(process.execPath, [BIN, ...args(folder)], {
    cwd: FOLDER,
    env: { PATH: process.env['PATH'], HOME: FOLDER },
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const isEnded = ended.then(() => true)
  while (!existsSync(join(FOLDER, folder, '.lock'))) {
    if (await Promise.race([isEnded, setTimeout(2, false)])) return
  }
  await Promise.race([isEnded, setTimeout(chance() * 250)])
  child.kill('SIGKILL')
  await ended
}

interface Entry {
  readonly number: number
  readonly place: string
  readonly texts: readonly string[]
  readonly receipt?: { readonly list: number; readonly index: number }
}

function requireWhole(folder: string): void {
  const path = join(FOLDER, folder)
  const record = readFileSync(join(path, 'certificates.ndjson'), 'utf8')
  assert.ok(record.endsWith('\n'))
  const entries = readLines(record) as readonly Entry[]
  assert.deepEqual(
    entries.map(({ number }) => number),
    Array.from({ length: ORDERS }, (_, at) => at + 1),
  )
  assert.equal(new Set(entries.map(({ place }) => place)).size, ORDERS)
  assert.equal(new Set(entries.map(({ texts }) => texts.join())).size, ORDERS)
  // Where certificates take places on a list, none takes another's.
  const receipts = entries.flatMap(({ receipt }) => (receipt ? [JSON.stringify(receipt)] : []))
  assert.equal(new Set(receipts).size, receipts.length)
  const expected = entries.flatMap(({ number }) => {
    const name = String(number).padStart(6, '0')
    return [`${name}.png`, `${name}.svg`]
  })
  assert.deepEqual(readdirSync(path), [...expected, 'certificates.ndjson', 'job-secret'])
  for (const name of expected) {
    const bytes = readFileSync(join(path, name))
    if (name.endsWith('.svg')) assert.match(bytes.toString('utf8'), /^<svg[\s\S]*<\/svg>\s*$/)
    else assert.ok(pixelsOf(bytes) > 1000)
  }
}

/** Bytes of the picture in a PNG, whose chunks are all there. */
function pixelsOf(png: Buffer): number {
  const data: Buffer[] = []
  let [at, type] = [8, '']
  for (; at < png.length; at += 12 + png.readUInt32BE(at)) {
    type = png.toString('latin1', at + 4, at + 8)
    if (type === 'IDAT') data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  assert.deepEqual([at, type], [png.length, 'IEND'])
  return inflateSync(Buffer.concat(data)).length
}

describe(`killed at any instant (PRATIQUE_SEED=${SEED})`, () => {
  const chance = createChance(SEED)
  for (let run = 1; run <= RUNS; run++) {
    test(`every order is issued once: ${run}`, async () => {
      const folder = `killed-${run}`
      for (let kill = 0; kill < KILLS; kill++) await runAndKill(folder, chance)
      const path = join(FOLDER, folder, 'certificates.ndjson')
      const there = existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0
      const last = await pratique(args(folder))
      assert.equal(last.exitCode, 0, last.stderr)
      const before = there > 0 ? `, ${there} were there before` : ''
      const [words] = last.stdout.split('\n')
      assert.equal(words, `${ORDERS - there} issued into "${folder}"${before}`)
      requireWhole(folder)
      const again = await runAt(args(folder), { now })
      const all = `0 issued into "${folder}", ${ORDERS} were there before\n`
      assert.deepEqual([again.exitCode, again.stdout], [0, all])
    })
  }
})

/** Takes long, and which of the two is first is chance: the test behind it says the same for sure. */
const it = isLong ? test : () => undefined

describe('two at once', () => {
  it('are not let into one folder', async () => {
    const both = await Promise.all([pratique(args('both')), pratique(args('both'))])
    const refused = both.filter(({ exitCode }) => exitCode === 2)
    // One may have ended before the other began, which then finds all there.
    for (const { stdout, stderr } of refused) {
      assert.equal(stdout, '')
      assert.match(stderr, /another process is working.*\[usage\.data-folder-locked\]\n$/)
    }
    assert.ok(both.some(({ exitCode }) => exitCode === 0))
    requireWhole('both')
  })

  test('of which one holds the folder', async () => {
    const held = openJob(nodeFiles, createProcessPort(nodeFiles), join(FOLDER, 'held'))
    const { exitCode, stdout, stderr } = await runAt(args('held'), { now })
    held.close()
    assert.deepEqual([exitCode, stdout], [2, ''])
    assert.match(stderr, /wait for it to end \[usage\.data-folder-locked\]\n$/)
    const { stdout: after } = await runAt(args('held'), { now })
    assert.ok(after.startsWith(`${ORDERS} issued into "held"\n`))
  })
})

describe('a row that was mended', () => {
  test('is issued alone, beside what was there', async () => {
    const rows = Array.from({ length: 5 }, (_, at) => testOrder(at, now - 86_400))
    const broken = rows.with(2, testOrder(2, now + 86_400))
    const first = await runAt(args('mended', write('rows.ndjson', broken.join('\n'))), { now })
    assert.equal(first.exitCode, 2)
    assert.match(first.stdout, /^4 issued.*\nNone.*\nRefused:\n {2}line 3\n {4}fact\.sampledAt/)
    const record = readFileSync(join(FOLDER, 'mended', 'certificates.ndjson'), 'utf8')
    const second = await runAt(args('mended', write('rows.ndjson', rows.join('\n'))), { now })
    const [words] = second.stdout.split('\n')
    const expected = '1 issued into "mended", 4 were there before'
    assert.deepEqual([second.exitCode, words, second.stderr], [0, expected, ''])
    const after = readFileSync(join(FOLDER, 'mended', 'certificates.ndjson'), 'utf8')
    assert.ok(after.startsWith(record))
    const [last] = readLines(after.slice(record.length)) as readonly Entry[]
    assert.deepEqual([last?.number, last?.place], [5, 'line 3'])
  })
})

describe('a disk that is full', () => {
  test('is told, and what was issued is kept', async (t) => {
    const mounted = join(FOLDER, 'small')
    if (!mountSmall(mounted)) {
      t.skip('only root on Linux can mount a small disk')
      return
    }
    try {
      const { exitCode, stderr } = await runAt(args(join(mounted, 'out')), { now })
      assert.equal(exitCode, 2)
      assert.match(stderr, /the disk is full: make room.*\[usage\.output-file\]\n$/)
      const record = readFileSync(join(mounted, 'out', 'certificates.ndjson'), 'utf8')
      assert.ok(record === '' || record.endsWith('\n'))
      const names = readdirSync(join(mounted, 'out'))
      assert.deepEqual(
        names.filter((name) => name.startsWith('.')),
        [],
      )
      spawnSync('mount', ['-o', 'remount,size=64m', mounted])
      const again = await runAt(args(join(mounted, 'out')), { now })
      assert.equal(again.exitCode, 0, again.stderr)
      requireWhole(join('small', 'out'))
    } finally {
      spawnSync('umount', [mounted])
    }
  })
})

function mountSmall(path: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  mkdirSync(path)
  const options = ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', path]
  return spawnSync('mount', options).status === 0
}
