/**
 * What happens to a server at work: keys that are changed, a disk that is full, a clock that is set back, an end under
 * load, an old copy of the database put back while it issues. Each ends in a state that is told here.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { nodeFiles } from '@pratique/node/data-folder'
import pg from 'pg'
import { readBundleFile } from 'pratique/bundle'
import type { PratiqueError } from 'pratique/errors'
import { issueEuDcc } from 'pratique/issue'
import { nameIssuers, openList, readListFile } from 'pratique/revocation'
import { PROFILE } from '../../pratique/test/made-issuer.ts'
import {
  COMMON_NAME,
  COUNTRY,
  makeCertificate,
  makeKeys,
} from '../../pratique/test/make-certificate.ts'
import { toSigner } from '../../pratique/test/make-signer.ts'
import { readConfig } from '../src/config/read-config.ts'
import { keepSpecimenAuthority } from '../src/demonstration/specimen-authority.ts'
import { openWithdrawnKeys } from '../src/identity/withdrawn-keys.ts'
import { createAuthority, type Signatory } from '../src/issuing/authority.ts'
import { readEditionIndex } from '../src/lists/published.ts'
import { keepPublishedHeads } from '../src/lists/published-heads.ts'
import { createPublisher } from '../src/lists/publisher.ts'
import { openKey } from '../src/signing/open-key.ts'
import { createListStore } from '../src/storage/list-store.ts'
import {
  type DatabaseKind,
  embedded,
  type PostgresServer,
  postgres,
  startPostgres,
  whyNoPostgres,
} from './databases.ts'
import { ORDER } from './made-requests.ts'
import { read, Work } from './made-work.ts'

const DAY = 86_400
const HALF_HOUR = 1800
/** What may be told while a database is put back. */
const FORESEEN = ['usage.lists-restored', 'unavailable.database']

for (const kind of [embedded(), postgres()]) {
  const skip = kind.name === 'PostgreSQL' ? await whyNoPostgres() : false
  describe(`over ${kind.name}`, { skip }, () => {
    after(() => kind.end())
    test('keys are changed without a pause', () => changeKeys(kind))
    test('a full disk leaves what was published', () => fillDisk(kind))
  })
}

test('a clock that is set back is seen at a start, and takes nothing back', async () => {
  const work = new Work()
  try {
    await work.start()
    assert.ok('text' in (await work.issue()))
    const before = work.index()
    // By less than the age of the list: it goes on. To before the list: nothing can be said of a place.
    work.now += HALF_HOUR
    assert.ok('text' in (await work.issue()))
    work.now -= HALF_HOUR / 2
    assert.ok('text' in (await work.issue()))
    work.now -= DAY
    assert.deepEqual(await work.issue(), { code: 'usage.lists' })
    await work.stop()
    work.now -= 2 * DAY
    await assert.rejects(work.start(), (error: PratiqueError) => error.code === 'usage.lists')
    assert.deepEqual(work.index(), before)
    work.now += 4 * DAY
    await work.start()
    assert.ok('text' in (await work.issue()))
    assert.deepEqual(
      work.index().lists.map(({ number }) => number),
      [2],
    )
    work.requireEachPlaceOnce()
  } finally {
    await work.end()
  }
})

test('a server that is ended under load answers what it has taken, and gives no place twice', async () => {
  const work = new Work()
  let begun = 0
  let tellMany = () => {}
  const isMany = new Promise<void>((resolve) => {
    tellMany = resolve
  })
  const note = () => {
    if (++begun === 10) tellMany()
  }
  try {
    await work.start()
    subscribe('http.server.request.start', note)
    const asked = Array.from({ length: 30 }, () => work.issue())
    await isMany
    const taken = begun
    await work.stop()
    const codes = (await Promise.all(asked)).flatMap((each) => ('code' in each ? [each.code] : []))
    assert.ok(codes.every((code) => code === 'gone'))
    // Whatever it had begun was answered.
    assert.ok(work.receipts.length >= taken, `${work.receipts.length} of ${taken}`)
    await work.start()
    assert.ok('text' in (await work.issue()))
    work.requireEachPlaceOnce()
  } finally {
    unsubscribe('http.server.request.start', note)
    await work.end()
  }
})

test('whoever never ends a request does not keep a server from its end', async () => {
  const work = new Work({ graceMs: 200 })
  try {
    await work.start()
    const { hostname, port } = new URL(work.address)
    const asking = connect(Number(port), hostname)
    asking.on('error', () => {})
    asking.resume()
    asking.write('POST /v1/certificates HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{')
    await work.issueOne()
    const cut = once(asking, 'close')
    await work.stop()
    await cut
    await work.start()
    await work.issueOne()
  } finally {
    await work.end()
  }
})

test('a copy that lacks nothing but what was taken back is known by what was published', async () => {
  const work = new Work()
  try {
    await work.start()
    const wrong = await work.issueOne()
    await work.stop()
    work.copyDatabase('data', 'old')
    await work.start()
    await work.takeBack(wrong)
    await work.goOn(DAY)
    const [list = 0] = work.revoked().keys()
    assert.equal(work.revoked().get(list), 1)
    await work.stop()
    work.copyDatabase('old', 'data')
    work.now += DAY
    await work.start()
    assert.equal(work.revoked().get(list), 1)
    assert.equal(work.index().lists.find((entry) => entry.list === list)?.number, 3)
    assert.equal(work.revoked().size, 2)
  } finally {
    await work.end()
  }
})

describe('PostgreSQL', { skip: await whyNoPostgres() }, () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgres()
  })
  after(() => server.stop())

  test('a copy of the day before that is put back under load gives no place twice, and takes nothing back', async () => {
    const url = await server.createUrl()
    const work = new Work({ url })
    try {
      await work.start()
      await work.issue()
      await swap(url, 'copy')
      assert.ok('text' in (await untilIssued(work)))
      const wrong = await untilIssued(work)
      assert.ok('text' in wrong)
      await work.takeBack(wrong)
      await work.goOn(DAY)
      const [list = 0] = work.revoked().keys()
      assert.equal(work.revoked().get(list), 1)
      // More is claimed now than the copy knows of.
      assert.ok('text' in (await work.issue()))
      const codes = new Set<string>()
      let isOver = false
      const load = Array.from({ length: 4 }, async () => {
        while (!isOver) {
          const answer = await work.issue()
          if (!('code' in answer)) continue
          codes.add(answer.code)
          await wait(50)
        }
      })
      try {
        await swap(url, 'put back')
        // The old copy is seen by whoever claims the next places.
        await untilSeen(() => codes.has('usage.lists-restored'))
        for (const each of codes) assert.ok(FORESEEN.includes(each), each)
      } finally {
        isOver = true
        await Promise.all(load)
      }
      await work.stop()
      work.now += HALF_HOUR
      await work.start()
      work.now += HALF_HOUR
      assert.ok('text' in (await untilIssued(work)))
      assert.notEqual(work.receipts.at(-1)?.split('/')[0], String(list))
      work.requireEachPlaceOnce()
      await work.stop()
      work.now += DAY
      await work.start()
      assert.equal(work.revoked().get(list), 1)
      assert.equal(work.revoked().size, 2)
    } finally {
      await work.end()
    }
  })

  test('a database that is restarted loses no place, and the server goes on', async () => {
    const work = new Work({ url: await server.createUrl() })
    try {
      await work.start()
      const asked = Array.from({ length: 40 }, () => work.issue())
      await Promise.race(asked)
      await server.restart()
      for (const answer of await Promise.all(asked)) {
        if ('code' in answer) assert.equal(answer.code, 'unavailable.database')
      }
      assert.ok('text' in (await untilIssued(work)))
      work.requireEachPlaceOnce()
    } finally {
      await work.end()
    }
  })
})

/** Asks until a certificate is issued: connections that were cut are made anew. */
async function untilIssued(work: Work): ReturnType<Work['issue']> {
  for (let left = 50; ; left--) {
    const answer = await work.issue()
    if ('text' in answer || left === 0) return answer
    await wait(100)
  }
}

async function untilSeen(isSo: () => boolean): Promise<void> {
  for (let left = 600; left > 0 && !isSo(); left--) await wait(100)
  assert.ok(isSo())
}

/** Makes a copy of a database beside it, or puts that in its place, whoever is connected. */
async function swap(url: string, how: 'copy' | 'put back'): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  const client = new pg.Client({ connectionString: url.replace(/[^/]+$/, 'postgres') })
  await client.connect()
  const cut = (database: string) =>
    client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
      database,
    ])
  try {
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
    await cut(name)
    if (how === 'copy') await client.query(`CREATE DATABASE ${name}_old TEMPLATE ${name}`)
    else {
      await client.query(`ALTER DATABASE ${name} RENAME TO ${name}_newer`)
      await client.query(`ALTER DATABASE ${name}_old RENAME TO ${name}`)
    }
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
  } finally {
    await client.end()
  }
}

/** The next key is made ready, signs from its time on, and gives way to the one before if it is withdrawn. */
async function changeKeys(kind: DatabaseKind): Promise<void> {
  const { db } = await kind.open()
  const store = createListStore(db)
  let now = Date.now() / 1000
  const clock = { now: () => now }
  await openList({ store, ...clock })
  await nameIssuers(store, new Map([['hcert', PROFILE.country]]))
  const signed: string[] = []
  const withdrawn = new Set<string>()
  const from = now + 60
  const signatories = [toSignatory('before', signed), toSignatory('next', signed, from)]
  const secret = new Uint8Array(32).fill(3)
  const options = { profile: PROFILE, store, secret, ...clock, withdrawn: async () => withdrawn }
  // Two processes; the second was started before the next key was known.
  const [first, second] = [
    await createAuthority({ ...options, signatories }),
    await createAuthority({ ...options, signatories: signatories.slice(0, 1) }),
  ]
  const request = { site: 'lab-1', format: 'eu-dcc', order: ORDER, purpose: 'keeping' } as const
  const receipts = new Set<string>()
  const issue = async (authority: typeof first): Promise<string | undefined> => {
    const outcome = await authority.issue(request)
    assert.ok('issued' in outcome)
    const { receipt } = outcome.issued
    receipts.add(`${receipt?.list}/${receipt?.index}`)
    return signed.at(-1)
  }
  assert.deepEqual([await issue(first), await issue(second)], ['before', 'before'])
  now = from
  assert.equal(await issue(first), 'next')
  const third = await createAuthority({ ...options, signatories })
  assert.deepEqual([await issue(third), await issue(first)], ['next', 'next'])
  withdrawn.add(
    first.keys.find(({ fingerprint }) => fingerprint !== second.keys[0]?.fingerprint)
      ?.fingerprint ?? '',
  )
  assert.deepEqual([await issue(third), await issue(first)], ['before', 'before'])
  assert.equal(receipts.size, 7)
}

function toSignatory(name: string, signed: string[], from?: number): Signatory {
  const keys = makeKeys()
  const subject = [
    [COUNTRY, 'UT'],
    [COMMON_NAME, name],
  ] as const
  const { key, algorithm, sign } = toSigner(keys)
  return {
    signer: {
      ...{ key, algorithm },
      sign: (...given) => {
        signed.push(name)
        return sign(...given)
      },
    },
    certificate: makeCertificate({ keys, subject }),
    formats: [issueEuDcc],
    sites: ['*'],
    ...(from !== undefined && { from }),
  }
}

/** Whichever write fails: what readers have is the edition before, whole, and the next attempt publishes. */
async function fillDisk(kind: DatabaseKind): Promise<void> {
  const database = await kind.open()
  const folder = mkdtempSync(join(tmpdir(), 'pratique-full-'))
  try {
    let now = Date.now() / 1000 - 100 * DAY
    let room = Number.POSITIVE_INFINITY
    const store = createListStore(database.db)
    await openList({ store, now: () => now })
    await nameIssuers(store, new Map([['hcert', 'UT']]))
    const config = readConfig({
      file: await keepSpecimenAuthority(folder, now - DAY),
      ...{ environment: {}, flags: {} },
    })
    const files = config.bundle
    assert.ok(files)
    const published = config.lists.folder
    const publisher = createPublisher({
      ...{ database, folder: published, earlier: [], days: 7, periodSeconds: DAY, now: () => now },
      ...{
        withdrawnKeys: openWithdrawnKeys(database.db, folder),
        heads: keepPublishedHeads(folder),
      },
      signer: await openKey({ key: config.lists.key ?? '' }),
      bundle: {
        files,
        signers: [{ name: 'Utopia', port: await openKey({ key: join(folder, 'bundle.pem') }) }],
      },
      fs: {
        ...nodeFiles,
        writeSync: ((...given: Parameters<typeof nodeFiles.writeSync>) => {
          if (room-- <= 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
          return nodeFiles.writeSync(...given)
        }) as typeof nodeFiles.writeSync,
      },
    })
    assert.equal(await publisher.publish(), 2)
    let edition = 1
    for (let writes = 0; ; writes++) {
      now += DAY
      room = writes
      const isDone = await publisher.publish().then(
        () => true,
        () => false,
      )
      requireWhole(published, [edition, edition + 1])
      // Room again, on the same day.
      room = Number.POSITIVE_INFINITY
      await publisher.publish()
      requireWhole(published, [++edition])
      if (isDone) break
    }
    assert.ok(edition > 5, 'each write has failed once')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Everything that the index names can be read; so can the bundle of the fixed name, which is the one before at worst. */
function requireWhole(folder: string, editions: readonly number[]): void {
  const { lists, bundle } = readEditionIndex(folder)
  assert.ok(lists.length === 1 && editions.includes(lists[0]?.number ?? 0))
  for (const { file, deltas } of lists) {
    for (const name of [file, ...deltas]) readListFile(read(folder, name))
  }
  assert.ok(bundle)
  const { manifest } = readBundleFile(read(folder, bundle.file))
  assert.equal(manifest.number, bundle.number)
  const latest = readBundleFile(read(folder, 'latest.bundle')).manifest.number
  assert.ok(editions.length > 1 ? latest <= bundle.number : latest === bundle.number)
}
