import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { PratiqueError } from 'pratique/errors'
import { readConfig } from '../src/config/read-config.ts'
import { createApiKey, revokeApiKey } from '../src/identity/api-keys.ts'
import { startSession } from '../src/identity/sessions.ts'
import { openDatabase } from '../src/storage/database.ts'
import { embedded, postgres, whyNoPostgres } from './databases.ts'
import { makeServer, type TestServer } from './made-authority.ts'
import { ask, makeRecipient, openResult, sendBatch, toLines, untilEnded } from './made-batches.ts'
import { PEOPLE, PERSON } from './made-people.ts'
import { ORDER, REQUEST } from './made-requests.ts'

/** A row of `vectors/server/requests.jsonl`. */
interface Row {
  readonly id: string
  readonly request?: {
    readonly method: string
    readonly path: string
    readonly key?: 'none' | 'unknown' | 'expired' | 'revoked' | 'auditor' | 'session'
    readonly once?: string | null
    readonly type?: string
    readonly accept?: string
    readonly body?: unknown
    readonly text?: string
    readonly repeat?: number
    readonly after?: 'issued' | 'begun' | 'often' | 'slow' | 'proposed'
  }
  readonly batch?: 'unfinished' | 'old'
  readonly database?: string
  readonly config?: unknown
  readonly expect: { readonly status?: number; readonly code: string }
}

const ROWS: readonly Row[] = readFileSync(
  new URL('../../../vectors/server/requests.jsonl', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))

/** So many a minute, for the row about too many. */
const FEW = 2

for (const kind of [embedded(), postgres()]) {
  const skip = kind.name === 'PostgreSQL' ? await whyNoPostgres() : false
  describe(`requests over ${kind.name}`, { skip }, () => {
    after(() => kind.end())

    test('are refused with the code of their fault', async () => {
      const server = await makeServer(await kind.open(), { people: PEOPLE })
      const keys = await makeKeysOf(server)
      for (const { id, request, expect } of ROWS) {
        if (!request) continue
        const asked = await serverFor(request.after, server)
        const response = await sendRow(asked, request, keys)
        const problem: { readonly code?: string; readonly status?: number } = JSON.parse(
          await response.text(),
        )
        assert.deepEqual([response.status, problem.code], [expect.status, expect.code], id)
        assert.equal(problem.status, response.status, id)
        assert.match(response.headers.get('Content-Type') ?? '', /^application\/problem\+json/, id)
      }
    })
  })
}

test('batches end with the code of what befell them', async () => {
  const kind = embedded()
  let now = Date.now() / 1000
  const server = await makeServer(await kind.open(), { now: () => now })
  const recipient = await makeRecipient()
  for (const { id, batch, expect } of ROWS) {
    if (batch === undefined) continue
    const sent = await sendBatch(server, toLines([ORDER]), { recipient })
    const location = sent.headers.get('Location') ?? ''
    if (batch === 'unfinished') {
      const response = await ask(server, `${location}/result`)
      const { code } = JSON.parse(await response.text())
      assert.deepEqual([response.status, code], [expect.status, expect.code], id)
    } else {
      now += 2 * 86_400
      const worker = server.startWorker()
      const { state, code } = await untilEnded(server, location)
      await worker.end()
      assert.deepEqual([state, code], ['failed', expect.code], id)
      const [outcome] = await openResult(server, location, recipient)
      assert.deepEqual(
        outcome?.faults?.map(({ kind }) => kind),
        [expect.code],
      )
    }
  }
  await kind.end()
})

test('a database that is not there is said to be', async () => {
  for (const { id, database, expect } of ROWS) {
    if (database === undefined) continue
    await assert.rejects(
      openDatabase({ url: database }),
      (error: PratiqueError) => error.code === expect.code,
      id,
    )
  }
})

/** One that is set as the row needs it. */
async function serverFor(after: string | undefined, usual: TestServer): Promise<TestServer> {
  const { database } = usual
  switch (after) {
    case 'often':
      return makeServer(database, { limits: { perMinute: FEW }, isSecond: true })
    case 'slow':
      return makeServer(database, { limits: { seconds: 0.2 }, isSecond: true })
    default:
      return usual
  }
}

type Keys = Readonly<Record<NonNullable<NonNullable<Row['request']>['key']>, string>>

async function makeKeysOf({ database, key }: TestServer): Promise<Keys> {
  const now = Date.now() / 1000
  const made = { name: 'test', acts: ['issue'], sites: ['lab-1'] } as const
  const revoked = await createApiKey(database.db, { ...made, expiresAt: now + 60 })
  await revokeApiKey(database.db, revoked.id, now)
  return {
    none: '',
    unknown: `prat_${'a'.repeat(12)}_${'b'.repeat(43)}`,
    expired: await key({ days: -1 }),
    revoked: revoked.key,
    auditor: await key({ acts: ['read-audit'] }),
    session: await startSession(database.db, PERSON, now + 60),
  }
}

async function sendRow(
  server: TestServer,
  {
    method,
    path,
    key,
    once,
    type,
    accept,
    body = REQUEST,
    text,
    repeat = 1,
    after,
  }: NonNullable<Row['request']>,
  keys: Keys,
): Promise<Response> {
  const own = key === undefined ? await server.key() : keys[key]
  const uuid = once === undefined ? randomUUID() : once
  const headers = new Headers({
    'Content-Type': type ?? 'application/json',
    ...(own !== '' && key !== 'session' && { Authorization: `Bearer ${own}` }),
    ...(key === 'session' && { Cookie: `__Host-pratique-session=${own}` }),
    ...(uuid !== null && { 'Idempotency-Key': uuid }),
    ...(accept !== undefined && { Accept: accept }),
  })
  const content = text === undefined ? JSON.stringify(body) : text.repeat(repeat)
  const send = (said: string, to = path) =>
    server.app.request(to, { method, headers, ...(method === 'POST' && { body: said }) })
  switch (after) {
    case 'issued':
      assert.equal((await send(JSON.stringify(REQUEST))).status, 201)
      return send(content)
    case 'begun': {
      // As it is while another process is at work.
      await send(content)
      const busy = {
        answer: null,
        is_final: false,
        lease: randomUUID(),
        leased_until: new Date(Date.now() + 60_000),
      }
      await server.database.db.updateTable('idempotency').set(busy).execute()
      return send(content)
    }
    case 'proposed': {
      const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${own}` }
      const proposed = await server.app.request('/v1/api-keys', {
        method: 'POST',
        headers: { ...headers, 'Idempotency-Key': randomUUID() },
        body: JSON.stringify({ name: 'test', acts: ['approve'], sites: ['lab-1'] }),
      })
      assert.equal(proposed.status, 202)
      const { proposal }: { readonly proposal: string } = JSON.parse(await proposed.text())
      return send(content, path.replace('PROPOSAL', proposal))
    }
    case 'often':
      for (let count = 0; count < FEW; count++) await send(content)
      return send(content)
    case 'slow': {
      const release = await holdKeys(server)
      const response = await send(content)
      await release()
      return response
    }
    default:
      return send(content)
  }
}

test('a configuration that cannot be used is refused with all its faults', () => {
  for (const { id, config, expect } of ROWS) {
    if (config === undefined) continue
    const folder = mkdtempSync(join(tmpdir(), 'pratique-config-'))
    const file = join(folder, 'pratique.config.json')
    writeFileSync(file, JSON.stringify(config))
    assert.throws(
      () => readConfig({ file, environment: {}, flags: {} }),
      (error: PratiqueError) => error.code === expect.code,
      id,
    )
    rmSync(folder, { recursive: true })
  }
})

/** Keeps everybody from the table of keys, until it is released. */
async function holdKeys({ database }: TestServer): Promise<() => Promise<void>> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let holding: Promise<void> | undefined
  await new Promise<void>((held) => {
    holding = database.db.transaction().execute(async (trx) => {
      await sql`LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE`.execute(trx)
      held()
      await released
    })
  })
  return async () => {
    release()
    await holding
  }
}
