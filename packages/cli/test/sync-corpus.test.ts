/**
 * `trust sync` of the lists that the world really publishes, from a server of our own. They lie beside
 * the repository and never in it.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { openDataFolder } from '@pratique/node/data-folder'
import { DEFAULT_SOURCES, type SourceConfig } from '../src/sync/sources.ts'
import { readStoredSource } from '../src/sync/stored-source.ts'
import { type SyncedSource, syncAll } from '../src/sync/sync-all.ts'
import { startServer } from './local-server.ts'
import { impatientPorts } from './made-sources.ts'

const CORPUS = new URL('../../../../shared/corpus/trust/', import.meta.url)
const skip = existsSync(CORPUS) ? false : '../shared/corpus/trust is not here'

/** 2026-08-23, the day after both lists were signed. */
const NOW = 1787443200

const folder = openDataFolder(mkdtempSync(join(tmpdir(), 'pratique-corpus-')))
const server = await startServer()
after(async () => {
  await server.close()
  rmSync(folder.path, { recursive: true, force: true })
})

/** The sources that come with the program, with this server's addresses. */
const sources: readonly SourceConfig[] = DEFAULT_SOURCES.sources.flatMap(
  (source): SourceConfig[] => {
    const here = (address: string) => address.replace(/^https:\/\/[^/]+/, server.url)
    if (source.kind === 'gdhcn' && source.anchors !== undefined) {
      return [{ ...source, list: here(source.list), anchors: here(source.anchors) }]
    }
    if (source.kind !== 'vci' || source.directory === undefined) return []
    const { snapshot, signature, certificate, directory } = source
    return [
      {
        ...source,
        snapshot: here(snapshot),
        signature: here(signature),
        certificate: here(certificate),
        directory: here(directory),
      },
    ]
  },
)

function serveCorpus(): void {
  const read = (name: string) => new Uint8Array(readFileSync(new URL(name, CORPUS)))
  const of = (address: string, name: string) => {
    server.files.set(new URL(address).pathname, read(name))
  }
  for (const source of sources) {
    if (source.kind === 'gdhcn') of(source.list, 'gdhcn-prod-trustlist-v2.json')
    if (source.kind !== 'vci') continue
    of(source.snapshot, 'vci-snapshot.json')
    of(source.signature, 'vci-snapshot.sig')
    of(source.certificate, 'vci-snapshot.crt.pem')
    of(source.directory ?? '', 'vci-issuers.json')
  }
  for (const line of readFileSync(new URL('gdhcn-prod-cms.jsonl', CORPUS), 'utf8').split('\n')) {
    if (line === '') continue
    const { path, ...file } = JSON.parse(line)
    const folders = '/WorldHealthOrganization/tng-participants-prod/main/'
    server.files.set(`${folders}${path}`, new TextEncoder().encode(JSON.stringify(file)))
  }
}

function sync(now: number): Promise<readonly SyncedSource[]> {
  const patient = impatientPorts(server, { idleMs: 20_000, totalMs: 60_000 })
  return syncAll(sources, folder, patient, { now, isDryRun: false })
}

describe('the lists of the world', { skip }, () => {
  test('are all taken, with every file of the anchor that covers an authority', async (t) => {
    serveCorpus()
    const [gdhcn, vci] = await sync(NOW)
    assert.ok(gdhcn?.synced.result === 'updated' && vci?.synced.result === 'updated')
    const { state, absent, imported } = gdhcn.synced
    assert.deepEqual([state.keys, state.anchored, state.isSigned], [499, 464, false])
    assert.deepEqual([vci.synced.state.keys, vci.synced.state.isSigned], [848, true])
    assert.ok(imported.kind === 'gdhcn')
    assert.deepEqual(imported.refusedFiles, [])
    // All of them but the one for the exchange of data.
    assert.equal(state.files.length, 1 + 48)
    t.diagnostic(`${server.requests.length} requests, ${absent} files that do not exist`)
  })

  test('are hardly asked for again', async () => {
    const before = readStoredSource(folder, 'gdhcn')
    server.requests.length = 0
    const results = await sync(NOW + 3600)
    assert.deepEqual(
      results.map(({ synced }) => synced.result),
      ['unchanged', 'unchanged'],
    )
    const asked = server.requests.filter(({ headers }) => headers['if-none-match'] !== undefined)
    assert.equal(asked.length, 1 + 48 + 4)
    assert.deepEqual(readStoredSource(folder, 'gdhcn')?.files, before?.files)
  })

  test('stay when a byte of what is signed is another', async () => {
    const before = sources.map(({ name }) => readStoredSource(folder, name))
    for (const source of sources) {
      const address = source.kind === 'gdhcn' ? source.list : ''
      const path = new URL(source.kind === 'vci' ? source.snapshot : address).pathname
      const bytes = new Uint8Array(server.files.get(path) ?? [])
      const at = bytes.length >> 1
      bytes[at] = (bytes[at] ?? 0) ^ 1
      server.files.set(path, bytes)
    }
    for (const { synced } of await sync(NOW + 7200)) {
      assert.ok(synced.result === 'kept')
      assert.equal(synced.failure.reason, 'unverified')
    }
    assert.deepEqual(
      sources.map(({ name }) => readStoredSource(folder, name)),
      before,
    )
  })
})
