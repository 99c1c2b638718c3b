import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { readPageFiles } from '../src/page.ts'

const BUILT = new URL('../../web/dist/', import.meta.url)

test('a page of another deployment is what a build for it would be', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-site-'))
  try {
    const quorum = { type: 'pratique-quorum', version: 1, threshold: 1, keys: [] }
    const site = {
      quorum: { ...quorum, keys: [{ name: '</script>', spki: SPKI }] },
      office: false,
      updates: 'v1/lists/latest.bundle',
    } as const
    const made = readPageFiles(BUILT, site)
    const built = readPageFiles(build(folder, site))
    assert.deepEqual([...made.keys()].toSorted(), [...built.keys()].toSorted())
    for (const [path, file] of made) {
      const { bytes } = await file.send('identity')
      const other = await built.get(path)?.send('identity')
      assert.ok(other && Buffer.compare(bytes, other.bytes) === 0, path)
    }
    const index = new TextDecoder().decode((await made.get('/')?.send('identity'))?.bytes)
    assert.equal(index.split('</script>').length, 3)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('what no build has made is not taken for a page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-site-'))
  try {
    assert.throws(() => readPageFiles(pathToFileURL(`${folder}/`), {}), /build it anew/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

/** Of a key that nobody uses. */
const SPKI =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q=='

/** As whoever deploys it builds it. */
function build(folder: string, members: object): URL {
  const [file, page] = [join(folder, 'site.json'), join(folder, 'page')]
  writeFileSync(file, JSON.stringify({ type: 'pratique-site', version: 1, ...members }))
  const env = { ...process.env, PRATIQUE_SITE: file, PRATIQUE_PAGE: page }
  const script = fileURLToPath(new URL('../../web/build/build-page.mjs', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  return pathToFileURL(`${page}/`)
}
