import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { nodeCrypto } from '@pratique/node/crypto'
import { readSymbols } from '@pratique/node/pictures'
import { sql } from 'kysely'
import type { JsonValue } from 'pratique/codecs'
import { euDcc } from 'pratique/eu-dcc'
import { findSealToken, readRevoked } from 'pratique/revocation'
import { createTrustStore } from 'pratique/trust'
import { vdsNc } from 'pratique/vds-nc'
import { createVerifier, type Format } from 'pratique/verify'
import { makeIssuer } from '../../pratique/test/made-issuer.ts'
import { doOnce, type Run } from '../src/http/idempotency.ts'
import { type KeptAnswer, readRequest } from '../src/http/kept-answer.ts'
import { countIssued } from '../src/issuing/counts.ts'
import type { Database } from '../src/storage/database.ts'
import { createListStore } from '../src/storage/list-store.ts'
import { embedded, postgres, whyNoPostgres } from './databases.ts'
import { makeServer, type TestServer } from './made-authority.ts'
import { ORDER, REQUEST } from './made-requests.ts'

interface Certificate {
  readonly texts: readonly [string, ...string[]]
  readonly receipt: string
  readonly verdict: string
}

/** What a certificate states, whoever signed it. */
async function readBack(text: string, format: Format = euDcc) {
  const trust = createTrustStore({ records: [] })
  const verifier = createVerifier({ formats: [format], trust, crypto: nodeCrypto })
  const verification = await verifier.verify(text, { now: Date.now() / 1000 })
  assert.ok('unverified' in verification)
  return verification.unverified
}

async function issue(server: TestServer, body: unknown = REQUEST): Promise<Certificate> {
  const response = await server.post('/v1/certificates', body)
  assert.equal(response.status, 201)
  return JSON.parse(await response.text())
}

const ISSUED = { act: 'issue', operator: 'test', site: 'lab-1', count: 1 } as const

async function countAll({ database }: TestServer): Promise<number> {
  const rows = await database.db.selectFrom('issued_counts').select('count').execute()
  return rows.reduce((sum, { count }) => sum + count, 0)
}

/** Has the database fail with each statement of a kind, as if it were asked to end. */
async function cut(database: Database, event: string, table: string): Promise<void> {
  await database.query(`CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION USING errcode = '57014'; END $$`)
  await database.query(
    `CREATE TRIGGER cut BEFORE ${event} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION cut()`,
  )
}

/** The name in a key. */
function idOf(key: string): string {
  return key.split('_')[1] ?? ''
}

async function codeOf(response: Response): Promise<string> {
  return (await response.json()).code
}

/** Why a certificate of this receipt was taken back, if it was. */
async function whyRevoked({ database }: TestServer, receipt: string): Promise<string | undefined> {
  const [list = 0, index = 0] = receipt.split('/').map(Number)
  const revoked = await readRevoked(createListStore(database.db), list)
  return [...revoked].find(([, indices]) => indices.includes(index))?.[0]
}

/** How many answers wait to be given out. */
async function heldOf({ database }: TestServer): Promise<number> {
  const rows = await database.db
    .selectFrom('idempotency')
    .select('lease')
    .where('is_final', '=', false)
    .where('answer', 'is not', null)
    .execute()
  assert.ok(rows.every(({ lease }) => lease === null))
  return rows.length
}

for (const kind of [embedded(), postgres()]) {
  const skip = kind.name === 'PostgreSQL' ? await whyNoPostgres() : false
  describe(`certificates over ${kind.name}`, { skip }, () => {
    let server: TestServer
    before(async () => {
      server = await makeServer(await kind.open(), { hasSeals: true })
    })
    after(() => kind.end())

    test('an order becomes a certificate that states it', async () => {
      const { texts, verdict, receipt } = await issue(server)
      assert.equal(verdict, 'genuine')
      assert.match(receipt, /^\d+\/\d+$/)
      const certificate = await readBack(texts[0])
      assert.equal(certificate?.holder.birthDate?.value, ORDER.holder.birthDate)
      assert.equal(certificate?.facts[0]?.kind, 'vaccination')
    })

    test('fifty at once with one key are one certificate', async () => {
      const before = await countAll(server)
      const once = randomUUID()
      const send = () => server.post('/v1/certificates', REQUEST, { once })
      const answers = await Promise.all(Array.from({ length: 50 }, send))
      assert.ok(answers.every(({ status }) => status === 201))
      const bodies = await Promise.all([...answers, await send()].map((each) => each.text()))
      assert.equal(new Set(bodies).size, 1)
      assert.equal(await countAll(server), before + 1)
    })

    test('what was answered is answered again though it would be refused now, until a day is over', async () => {
      const { database, secret } = server
      let days = 0
      const now = () => Date.now() / 1000 + days * 86_400
      const later = await makeServer(database, { isSecond: true, secret, now })
      const key = await later.key({ days: 9 })
      const once = randomUUID()
      const send = async (body: unknown = REQUEST) =>
        later.post('/v1/certificates', body, { once, key })
      const first = await (await send()).text()
      // Before the vaccination that the order tells of.
      days = -365 * 20
      assert.equal((await later.post('/v1/certificates', REQUEST, { key })).status, 422)
      assert.equal(await (await send()).text(), first)
      const others = { ...REQUEST, order: { ...ORDER, holder: {} } }
      assert.equal(await codeOf(await send(others)), 'request.idempotency-reused')
      days = 2
      const second = await send()
      assert.equal(second.status, 201)
      assert.notEqual(await second.text(), first)
    })

    test('one that cannot be kept is given to nobody; sent again, it is issued once', async () => {
      const { database } = server
      const before = await countAll(server)
      const [key, once] = [await server.key(), randomUUID()]
      const send = () => server.post('/v1/certificates', REQUEST, { key, once })
      for (const table of ['idempotency', 'acts_of_hour', 'issued_counts']) {
        await cut(database, 'INSERT', table)
        const refused = await send()
        await database.query('DROP FUNCTION cut CASCADE')
        assert.equal(refused.status, 503)
        assert.equal(await codeOf(refused), 'unavailable.database')
      }
      assert.equal(await countAll(server), before)
      // As another release leaves it, which took the row before it began, and was killed.
      const first = await (await send()).text()
      const { hash } = readRequest({ key: once, caller: idOf(key), head: 'POST' })
      const left = { answer: null, is_final: false, lease: randomUUID() }
      const lease = (leased_until: Date) =>
        database.db
          .updateTable('idempotency')
          .set({ ...left, leased_until })
          .where('key_hash', '=', hash)
          .execute()
      await lease(new Date(Date.now() + 60_000))
      assert.equal(await codeOf(await send()), 'request.in-progress')
      await lease(new Date(Date.now() - 1000))
      const second = await send()
      assert.equal(second.status, 201)
      const text = await second.text()
      assert.notEqual(text, first)
      assert.equal(await (await send()).text(), text)
    })

    test('what was refused may be sent again with its key', async () => {
      const once = randomUUID()
      const faulty = { ...REQUEST, order: { ...ORDER, holder: {} } }
      assert.equal((await server.post('/v1/certificates', faulty, { once })).status, 422)
      assert.equal((await server.post('/v1/certificates', REQUEST, { once })).status, 201)
    })

    test('no index is given twice, by two servers over one database', async () => {
      const { database, secret } = server
      const second = await makeServer(database, { isSecond: true, secret })
      const all = await Promise.all(
        Array.from({ length: 40 }, (_, at) => issue(at % 2 === 0 ? server : second)),
      )
      assert.equal(new Set(all.map(({ receipt }) => receipt)).size, all.length)
    })

    test('each form is the same kind of certificate', async () => {
      const get = async (accept: string) => {
        const response = await server.post('/v1/certificates', REQUEST, { accept })
        assert.equal(response.headers.get('Content-Type'), accept)
        assert.equal(response.headers.get('Cache-Control'), 'no-store')
        return new Uint8Array(await response.arrayBuffer())
      }
      const asText = new TextDecoder().decode(await get('text/plain'))
      assert.match(asText, /^HC1:[^\n]+\n$/)
      for (const accept of ['image/png', 'image/svg+xml']) {
        const [read, ...more] = await readSymbols(await get(accept))
        assert.equal(more.length, 0)
        assert.ok(await readBack(read?.text ?? ''), accept)
      }
      const pdf = new TextDecoder('latin1').decode(await get('application/pdf'))
      assert.match(pdf, /^%PDF-/)
    })

    test('faults of an order are all told, by path and without a value', async () => {
      const fact = { ...ORDER.fact, date: '2999-13-41', 'Zaphodine Beeblebrox': 1 }
      const order = { holder: { family: 'Quxwortherly', birthDate: '1990-02-31' }, fact }
      const response = await server.post('/v1/certificates', { ...REQUEST, order })
      const body = await response.text()
      assert.equal(response.status, 422)
      const { errors }: { errors: readonly { path: string }[] } = JSON.parse(body)
      const paths = errors.map(({ path }) => path)
      assert.ok(paths.includes('order.holder.birthDate') && paths.includes('order.fact.date'))
      for (const value of ['Quxwortherly', '1990-02-31', '2999-13-41', 'Beeblebrox']) {
        assert.ok(!body.includes(value), value)
        assert.ok(!server.log.join('').includes(value), value)
      }
    })

    test('one that is taken back stands on its list; its own text or identifier names it', async () => {
      const [one, other] = [await issue(server), await issue(server)]
      const identifiers = (await readBack(other.texts[0]))?.identifiers ?? []
      const certificates = [one.texts[0], identifiers[0]?.value]
      const response = await server.post('/v1/revocations', { reason: 'wrong', certificates })
      assert.deepEqual(JSON.parse(await response.text()), { revoked: 2 })
      for (const { receipt } of [one, other]) {
        assert.equal(await whyRevoked(server, receipt), 'wrong')
      }
    })

    test('one of another authority is not taken back, and nothing with it', async () => {
      const stranger = await makeServer(await kind.open())
      const own = await issue(server)
      const foreign = await issue(stranger)
      const certificates = [own.texts[0], foreign.texts[0]]
      const response = await server.post('/v1/revocations', { reason: 'wrong', certificates })
      assert.equal(response.status, 422)
      assert.equal(await whyRevoked(server, own.receipt), undefined)
    })

    test('a seal is taken back by itself, and not by what somebody guesses of it', async () => {
      const own = await issue(server, { format: 'vds-nc', order: ORDER })
      const [identifier] = (await readBack(own.texts[0], vdsNc))?.identifiers ?? []
      const token = identifier && findSealToken(identifier)
      assert.ok(identifier && token)
      const stranger = await makeIssuer('vds-nc', {
        nextToken: () => ({
          ...token,
          suffix: Uint8Array.from([...token.suffix, 0, 0, 0, 0, 0, 0]),
        }),
      })
      const now = Date.now() / 1000
      const made = await stranger.issue(ORDER as unknown as JsonValue, { format: 'vds-nc', now })
      assert.ok('issued' in made)
      const [forged = ''] = made.issued.texts
      assert.equal((await readBack(forged, vdsNc))?.identifiers[0]?.value, identifier.value)
      for (const text of [identifier.value, forged]) {
        const body = { reason: 'wrong', certificates: [text] }
        assert.equal((await server.post('/v1/revocations', body)).status, 422)
        const replacement = { ...REQUEST, replaces: text }
        assert.equal((await server.post('/v1/replacements', replacement)).status, 422)
      }
      assert.equal(await whyRevoked(server, own.receipt), undefined)
      const body = { reason: 'wrong', certificates: [own.texts[0]] }
      assert.equal((await server.post('/v1/revocations', body)).status, 200)
      assert.equal(await whyRevoked(server, own.receipt), 'wrong')
    })

    test('a replacement gives one and takes the other; sent again, it is the same', async () => {
      const old = await issue(server)
      const once = randomUUID()
      const body = { ...REQUEST, replaces: old.texts[0] }
      const first = await server.post('/v1/replacements', body, { once })
      assert.equal(first.status, 201)
      const text = await first.text()
      const again = await server.post('/v1/replacements', body, { once })
      assert.equal(await again.text(), text)
      const { receipt }: Certificate = JSON.parse(text)
      assert.notEqual(receipt, old.receipt)
      assert.equal(await whyRevoked(server, old.receipt), 'replaced')
      assert.equal(await whyRevoked(server, receipt), undefined)
      const twice = await server.post('/v1/replacements', body)
      assert.equal(twice.status, 422)
    })

    for (const [step, table, event] of [
      ['before the old one is revoked', 'revoked', 'INSERT OR UPDATE'],
      ['when the old one is revoked', 'acts_of_hour', 'INSERT OR UPDATE'],
      ['before its answer is kept', 'idempotency', 'UPDATE OF is_final'],
    ] as const) {
      test(`a replacement that fails ${step} is ended when it is sent again`, async () => {
        const { database } = server
        const old = await issue(server)
        const [once, body] = [randomUUID(), { ...REQUEST, replaces: old.texts[0] }]
        const send = () => server.post('/v1/replacements', body, { once })
        const before = await countAll(server)
        await cut(database, event, table)
        assert.equal((await send()).status, 503)
        // What was held is what is given out: nothing is issued in between.
        assert.equal(await heldOf(server), 1)
        // As a process that is killed leaves it.
        if (step === 'before its answer is kept') {
          const killed = { lease: randomUUID(), leased_until: new Date(Date.now() - 1000) }
          const { db } = database
          await db.updateTable('idempotency').set(killed).where('is_final', '=', false).execute()
        }
        await database.query('DROP FUNCTION cut CASCADE')
        const ended = await send()
        assert.equal(ended.status, 201)
        const text = await ended.text()
        assert.equal(await (await send()).text(), text)
        const { receipt, texts }: Certificate = JSON.parse(text)
        assert.ok(await readBack(texts[0]))
        assert.equal(await whyRevoked(server, old.receipt), 'replaced')
        assert.equal(await whyRevoked(server, receipt), undefined)
        assert.equal(await countAll(server), before + 1)
      })
    }

    test('a run that is taken for stopped gives nothing out, counts nothing, and takes nothing of the next', async () => {
      const { db } = server.database
      const before = await countAll(server)
      for (const end of ['answers', 'issues', 'fails']) {
        const once = randomUUID()
        const run = async (act: (run: Run) => Promise<KeptAnswer>) => {
          const request = readRequest({ key: once, caller: 'test', head: 'POST' })
          return doOnce(db, request.end(), Date.now() / 1000, act)
        }
        const answer = (text: string) => ({
          ...{ status: 201, headers: {}, body: new TextEncoder().encode(text) },
        })
        let proceed = () => {}
        const stopped = new Promise<void>((resolve) => {
          proceed = resolve
        })
        let begun = () => {}
        const isBegun = new Promise<void>((resolve) => {
          begun = resolve
        })
        const first = run(async ({ finish }) => {
          begun()
          await stopped
          if (end === 'fails') throw new Error('late')
          if (end === 'issues')
            return finish(answer('first'), (trx) => countIssued(trx, ISSUED, Date.now() / 1000))
          return answer('first')
        })
        await isBegun
        await assert.rejects(
          run(async () => answer('second')),
          { code: 'request.in-progress' },
        )
        await sql`UPDATE idempotency SET leased_until = clock_timestamp() WHERE lease IS NOT NULL`.execute(
          db,
        )
        const second = await run(async () => answer('second'))
        proceed()
        await assert.rejects(first, end === 'fails' ? /late/ : { code: 'request.in-progress' })
        assert.deepEqual(await run(async () => answer('third')), second)
        assert.equal(await countAll(server), before)
      }
    })

    test('what is kept of an answer tells neither when it was made nor how long a name is', async () => {
      const { db } = server.database
      for (const family of ['U', 'Utopian'.padEnd(60, 'x')]) {
        await issue(server, {
          ...REQUEST,
          order: { ...ORDER, holder: { ...ORDER.holder, family } },
        })
      }
      const rows = await db.selectFrom('idempotency').select(['answer', 'expires_at']).execute()
      assert.ok(rows.length >= 2)
      const SEAL_BYTES = 28
      for (const { answer, expires_at } of rows) {
        assert.equal(((answer?.length ?? 0) - SEAL_BYTES) % 1024, 0)
        assert.equal(expires_at % 3600, 0)
      }
    })
  })
}
