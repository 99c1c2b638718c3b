/**
 * `trust sync` against a server that misbehaves on demand: what is kept, each time.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { type DataFolder, openDataFolder } from '@pratique/node/data-folder'
import { SIGNED_AT } from '../../pratique/test/make-gdhcn.ts'
import { makeGdhcnSource, makeVciSource } from '../../pratique/test/make-sources.ts'
import type { FailureReason } from '../src/sync/failure.ts'
import type { FetchPorts } from '../src/sync/fetch-file.ts'
import { readStoredSource, type StoredSource } from '../src/sync/stored-source.ts'
import { type SyncedSource, syncAll } from '../src/sync/sync-all.ts'
import {
  BEHAVIOUR_NAMES,
  BEHAVIOURS,
  type Behaviour,
  type BehaviourName,
  serve,
  startServer,
} from './local-server.ts'
import {
  anchorPath,
  impatientPorts,
  LIST,
  serveGdhcn,
  serveNz,
  serveVci,
  sourcesAt,
} from './made-sources.ts'

const ROOT = mkdtempSync(join(tmpdir(), 'pratique-sync-'))
const server = await startServer()
after(async () => {
  await server.close()
  rmSync(ROOT, { recursive: true, force: true })
})

const DAY = 86_400
const NOW = SIGNED_AT + 10 * DAY

let folder: DataFolder

beforeEach(() => {
  folder = openDataFolder(mkdtempSync(join(ROOT, 'data-')))
  server.files.clear()
  server.misbehaving.clear()
  serveGdhcn(server, makeGdhcnSource())
  serveVci(server, makeVciSource())
  serveNz(server)
  server.requests.length = 0
})

/** Longer than any machine takes. */
const PATIENT = { idleMs: 20_000, totalMs: 30_000 }

async function sync(
  names: readonly string[] = ['gdhcn', 'vci', 'nz'],
  more: Partial<Parameters<typeof syncAll>[3]> = {},
  ports: FetchPorts = impatientPorts(server, PATIENT),
): Promise<readonly SyncedSource[]> {
  const sources = sourcesAt(server).filter(({ name }) => names.includes(name))
  const options = { now: NOW, isDryRun: false, ...more }
  return folder.withLock(() => syncAll(sources, folder, ports, options))
}

async function syncOne(
  name: string,
  now: number = NOW,
  ports?: FetchPorts,
): Promise<SyncedSource['synced']> {
  const [one] = await sync([name], { now }, ports)
  assert.ok(one)
  return one.synced
}

/** A source that is held, and what it is. */
async function hold(name: string): Promise<StoredSource> {
  const { result } = await syncOne(name)
  assert.equal(result, 'updated')
  const held = readStoredSource(folder, name)
  assert.ok(held)
  server.requests.length = 0
  return held
}

/** Newer than what is held. */
function publishNext(): void {
  serveGdhcn(server, makeGdhcnSource({ signedAt: SIGNED_AT + DAY }))
  serveVci(server, makeVciSource({ signedAt: SIGNED_AT + DAY }))
}

async function assertKept(
  name: string,
  held: StoredSource,
  reason: FailureReason,
  now: number = NOW,
): Promise<void> {
  // Only what must take too long is not waited for: a machine may be busy.
  const ports = reason === 'timeout' ? impatientPorts(server) : undefined
  const synced = await syncOne(name, now, ports)
  assert.ok(synced.result === 'kept', synced.result)
  assert.equal(synced.failure.reason, reason, synced.failure.words)
  assert.deepEqual(synced.state, held)
  assert.deepEqual(readStoredSource(folder, name), held)
}

describe('a first time', () => {
  test('brings all sources, and stores what was served', async () => {
    const results = await sync()
    assert.deepEqual(
      results.map(({ synced }) => synced.result),
      ['updated', 'updated', 'updated'],
    )
    const gdhcn = readStoredSource(folder, 'gdhcn')
    assert.deepEqual(
      gdhcn?.files.map(({ name }) => name),
      ['TNG_TA.signed.FRA.DCC.SCA.json', 'TNG_TA.signed.FRA.DCC.SCA_1.json', 'did.json'],
    )
    assert.deepEqual(gdhcn.files[2]?.bytes, new Uint8Array(server.files.get(LIST) ?? []))
    assert.deepEqual(
      [gdhcn.fetchedAt, gdhcn.signedAt, gdhcn.isSigned, gdhcn.keys, gdhcn.anchored],
      [NOW, SIGNED_AT, false, 5, 3],
    )
    assert.equal(readStoredSource(folder, 'vci')?.files.length, 4)
    assert.equal(readStoredSource(folder, 'nz')?.signedAt, undefined)
  })

  test('asks for the files of the anchor until they cover what is listed', async () => {
    const [gdhcn] = await sync(['gdhcn'])
    assert.ok(gdhcn && 'absent' in gdhcn.synced)
    const paths = server.requests.map(({ path }) => path)
    const ofFrance = ['SCA', 'SCA_1'].map((file) => anchorPath('FRA', file))
    const ofSpain = ['SCA', 'SCA_1', 'SCA_2', 'SCA_1_1', 'SCA-2024'].map((file) => {
      return anchorPath('ESP', file)
    })
    assert.deepEqual(paths.toSorted(), [LIST, ...ofFrance, ...ofSpain].toSorted())
    assert.equal(gdhcn.synced.absent, 5)
  })

  test('says nothing of who asks', async () => {
    await sync()
    for (const { headers } of server.requests) {
      assert.deepEqual(Object.keys(headers).toSorted(), [
        'accept',
        'accept-encoding',
        'connection',
        'host',
        'user-agent',
      ])
      assert.equal(headers['user-agent'], 'pratique/test')
    }
  })

  test('stores nothing in a dry run', async () => {
    const results = await sync(['gdhcn', 'nz'], { isDryRun: true })
    assert.ok(results.every(({ synced }) => synced.result === 'updated'))
    assert.deepEqual(readdirSync(folder.path), [])
  })

  test('that fails leaves nothing', async () => {
    server.misbehaving.set(anchorPath('FRA', 'SCA_1'), BEHAVIOURS['a server error'])
    const synced = await syncOne('gdhcn')
    assert.ok(synced.result === 'missing')
    assert.equal(synced.failure.reason, 'status')
    assert.deepEqual(readdirSync(folder.path), [])
  })
})

describe('a second time', () => {
  test('asks only for what is new, and renews the date of the rest', async () => {
    const held = await hold('gdhcn')
    const synced = await syncOne('gdhcn', NOW + DAY)
    assert.equal(synced.result, 'unchanged')
    const asked = server.requests.filter(({ headers }) => headers['if-none-match'] !== undefined)
    assert.equal(asked.length, 3)
    const { fetchedAt, ...rest } = readStoredSource(folder, 'gdhcn') ?? held
    const { fetchedAt: before, ...restBefore } = held
    assert.deepEqual([before, fetchedAt], [NOW, NOW + DAY])
    assert.deepEqual(rest, restBefore)
  })

  test('takes a newer list', async () => {
    for (const name of ['gdhcn', 'vci']) {
      await hold(name)
      publishNext()
      const synced = await syncOne(name)
      assert.ok(synced.result === 'updated')
      assert.equal(readStoredSource(folder, name)?.signedAt, SIGNED_AT + DAY)
      assert.equal(synced.state.signedAt, SIGNED_AT + DAY)
    }
  })

  test('takes another directory beside the snapshot of the same date', async () => {
    await hold('vci')
    server.files.set(
      '/vci/directory.json',
      makeVciSource({ name: 'Other' }).files.get('directory.json') ?? new Uint8Array(),
    )
    assert.equal((await syncOne('vci')).result, 'updated')
  })

  test('lets no tag through that is none', async () => {
    const odd: Behaviour = (response, bytes) => {
      const headers = { etag: 'W/"a\tb"', 'last-modified': 'yesterday; and more' }
      response.writeHead(200, { ...headers, 'content-length': bytes.length }).end(bytes)
    }
    server.misbehaving.set('/nz/did.json', odd)
    await hold('nz')
    await syncOne('nz')
    const names = server.requests.flatMap(({ headers }) => Object.keys(headers))
    assert.deepEqual(
      names.filter((name) => name.startsWith('if-')),
      [],
    )
  })

  test('asks by date where there is no tag', async () => {
    const date = 'Thu, 01 Jan 2026 00:00:00 GMT'
    server.misbehaving.set('/nz/did.json', (response, bytes, { headers }) => {
      if (headers['if-modified-since'] === date) response.writeHead(304).end()
      else {
        const length = { 'content-length': bytes.length }
        response.writeHead(200, { 'last-modified': date, ...length }).end(bytes)
      }
    })
    await hold('nz')
    assert.equal((await syncOne('nz')).result, 'unchanged')
  })

  test('fetches what was damaged on the disk again, and says so', async () => {
    await hold('nz')
    writeFileSync(join(folder.path, 'sources/nz/current'), 'damaged')
    const [nz] = await sync(['nz'])
    assert.deepEqual([nz?.synced.result, nz?.wasDamaged], ['updated', true])
    assert.equal(readStoredSource(folder, 'nz')?.keys, 1)
  })
})

/** What each behaviour is, and how often it is tried. */
const EXPECTED: Readonly<Record<BehaviourName, readonly [FailureReason, number]>> = {
  'slow headers': ['timeout', 4],
  'slow body': ['timeout', 4],
  'a body that trickles': ['timeout', 4],
  'a body cut short': ['truncated', 4],
  'a chunked body cut short': ['truncated', 4],
  'a packed body cut short': ['truncated', 4],
  'a body whose end nobody can tell': ['truncated', 1],
  'a connection that is reset': ['truncated', 4],
  'no HTTP': ['type', 1],
  'a page': ['type', 1],
  'an empty file': ['type', 1],
  'packing that was not asked for': ['type', 1],
  'packing that is none': ['type', 1],
  'a huge file': ['too-large', 1],
  'a huge file of no length': ['too-large', 1],
  'a small file that unpacks to a huge one': ['too-large', 1],
  'a redirect to http': ['redirect', 1],
  'a redirect to nowhere': ['redirect', 1],
  'a redirect in a circle': ['redirect', 4],
  'a server error': ['status', 4],
  'too many requests': ['status', 1],
  'a refusal': ['status', 1],
  'a refusal of many words': ['status', 1],
  'nothing new, though nothing was held': ['status', 1],
}

describe('what is held stays as it is', () => {
  for (const name of BEHAVIOUR_NAMES) {
    const [reason] = EXPECTED[name]

    test(`with ${name} for one file among good ones`, async () => {
      const held = await hold('gdhcn')
      publishNext()
      // Not there before, so that nothing of it is held.
      const path = anchorPath('ESP', 'SCA_2')
      server.files.set(path, server.files.get(anchorPath('FRA', 'SCA')) ?? new Uint8Array())
      server.misbehaving.set(path, BEHAVIOURS[name])
      await assertKept('gdhcn', held, reason)
    })
  }

  // A list that is held may well be the same.
  for (const name of BEHAVIOUR_NAMES.filter((each) => !each.startsWith('nothing new'))) {
    const [reason, requests] = EXPECTED[name]

    test(`with ${name} for a list`, async () => {
      const held = await hold('gdhcn')
      publishNext()
      server.misbehaving.set(LIST, BEHAVIOURS[name])
      await assertKept('gdhcn', held, reason)
      assert.equal(server.requests.length, requests)
      server.misbehaving.clear()
      assert.equal((await syncOne('gdhcn')).result, 'updated')
    })
  }

  test('with all of it together too slow', async () => {
    const held = await hold('vci')
    publishNext()
    server.misbehaving.set('/vci/snapshot.sig', BEHAVIOURS['slow headers'])
    const [vci] = await sync(['vci'], { sourceMs: 100 })
    assert.ok(vci?.synced.result === 'kept')
    assert.equal(vci.synced.failure.reason, 'timeout')
    assert.deepEqual(readStoredSource(folder, 'vci'), held)
  })

  test('with a file missing that must be there', async () => {
    const held = await hold('vci')
    server.files.delete('/vci/snapshot.sig')
    await assertKept('vci', held, 'status')
  })

  test('with a redirect to another host, unless that is named', async () => {
    const held = await hold('nz')
    server.misbehaving.set('/nz/did.json', (response) => {
      response.writeHead(301, { location: `${server.otherHost}/elsewhere.json` }).end()
    })
    server.files.set('/elsewhere.json', server.files.get('/nz/did.json') ?? new Uint8Array())
    await assertKept('nz', held, 'redirect')
    const { host } = new URL(server.otherHost)
    const sources = sourcesAt(server)
      .filter(({ name }) => name === 'nz')
      .map((source) => ({ ...source, redirectHosts: [host] }))
    const options = { now: NOW, isDryRun: false }
    const [nz] = await syncAll(sources, folder, impatientPorts(server), options)
    assert.equal(nz?.synced.result, 'unchanged')
  })

  test('with a server that cannot prove who it is', async () => {
    const held = await hold('nz')
    const ports = impatientPorts({ ca: (await startStranger()).ca })
    const sources = sourcesAt(server).filter(({ name }) => name === 'nz')
    server.requests.length = 0
    const [nz] = await syncAll(sources, folder, ports, { now: NOW, isDryRun: false })
    assert.ok(nz?.synced.result === 'kept')
    assert.equal(nz.synced.failure.reason, 'unreachable')
    assert.match(nz.synced.failure.words, /cannot prove who it is/)
    assert.equal(server.requests.length, 0)
    assert.deepEqual(readStoredSource(folder, 'nz'), held)
  })

  test('with a server that is not there, or a name that nobody has', async () => {
    const held = await hold('nz')
    const stranger = await startServer()
    await stranger.close()
    for (const url of [stranger.url, 'https://none.invalid']) {
      const sources = sourcesAt({ url }).filter(({ name }) => name === 'nz')
      const options = { now: NOW, isDryRun: false }
      const [nz] = await syncAll(sources, folder, impatientPorts(server), options)
      assert.ok(nz?.synced.result === 'kept')
      assert.match(
        nz.synced.failure.words,
        /cannot be reached \((?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN)\)|in time|too long/,
      )
      assert.deepEqual(readStoredSource(folder, 'nz'), held)
    }
  })

  test('with an older list, and with another one of the same date', async () => {
    for (const name of ['gdhcn', 'vci']) {
      publishNext()
      await hold(name)
      const held = readStoredSource(folder, name)
      assert.ok(held)
      serveGdhcn(server, makeGdhcnSource())
      serveVci(server, makeVciSource())
      await assertKept(name, held, 'older')
      serveGdhcn(server, makeGdhcnSource({ signedAt: SIGNED_AT + DAY }))
      serveVci(server, makeVciSource({ signedAt: SIGNED_AT + DAY, name: 'Other' }))
      await assertKept(name, held, 'replayed')
    }
  })

  test('with a list that is dated ahead of the clock', async () => {
    const held = await hold('gdhcn')
    serveGdhcn(server, makeGdhcnSource({ signedAt: NOW + 2 * 3600 }))
    await assertKept('gdhcn', held, 'future')
    // An hour is no more than clocks differ by.
    serveGdhcn(server, makeGdhcnSource({ signedAt: NOW + 1800 }))
    assert.equal((await syncOne('gdhcn')).result, 'updated')
  })

  test('with a forged snapshot, list, or document', async () => {
    const edit = (path: string, from: string, to: string) => {
      const text = new TextDecoder().decode(server.files.get(path))
      assert.ok(text.includes(from))
      server.files.set(path, new TextEncoder().encode(text.replace(from, to)))
    }
    for (const [name, path, from, to] of [
      ['vci', '/vci/snapshot.json', 'a.pratique.org', 'b.pratique.org'],
      ['gdhcn', LIST, '2026-01-02', '2026-01-03'],
      ['nz', '/nz/did.json', 'nzcp.identity', 'nzcp.identities'],
    ] as const) {
      const held = await hold(name)
      publishNext()
      edit(path, from, to)
      await assertKept(name, held, 'unverified')
    }
  })

  test('and one source that fails is nothing to the others', async () => {
    await hold('gdhcn')
    publishNext()
    server.misbehaving.set(LIST, BEHAVIOURS['a refusal'])
    const results = await sync()
    assert.deepEqual(
      results.map(({ synced }) => synced.result),
      ['kept', 'updated', 'updated'],
    )
  })
})

describe('what passes', () => {
  test('is a server that is well again', async () => {
    let left = 3
    server.misbehaving.set('/nz/did.json', (response, bytes, request) => {
      if (left-- > 0) response.writeHead(503, { 'retry-after': '0' }).end()
      else serve(response, bytes, request)
    })
    assert.equal((await syncOne('nz')).result, 'updated')
    assert.equal(server.requests.length, 4)
  })

  test('is a redirect on the same host', async () => {
    server.files.set('/moved.json', server.files.get('/nz/did.json') ?? new Uint8Array())
    server.misbehaving.set('/nz/did.json', (response) => {
      response.writeHead(308, { location: '../moved.json' }).end()
    })
    assert.equal((await syncOne('nz')).result, 'updated')
  })

  test('is a bad file of the anchor, which costs its own country alone, and is said', async () => {
    await hold('gdhcn')
    publishNext()
    server.files.set(anchorPath('FRA', 'SCA'), new TextEncoder().encode('{"country":"FR"}'))
    const synced = await syncOne('gdhcn')
    assert.ok(synced.result === 'updated' && synced.imported.kind === 'gdhcn')
    assert.deepEqual(
      synced.imported.refusedFiles.map(({ file }) => file),
      ['TNG_TA.signed.FRA.DCC.SCA.json'],
    )
    assert.equal(synced.state.anchored, 1)
  })

  test('is a file that is longer than it is packed', async () => {
    server.misbehaving.set('/nz/did.json', (response, bytes) => {
      response.writeHead(200, { 'transfer-encoding': 'chunked' })
      for (const byte of bytes) response.write(Uint8Array.of(byte))
      response.end()
    })
    assert.equal((await syncOne('nz')).result, 'updated')
  })
})

/** Another server, whose certificate is not that of the first. */
async function startStranger(): ReturnType<typeof startServer> {
  const stranger = await startServer()
  after(() => stranger.close())
  return stranger
}
