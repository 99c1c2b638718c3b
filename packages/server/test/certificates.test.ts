import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { nodeCrypto } from '@pratique/node/crypto'
import { readSymbols } from '@pratique/node/pictures'
import type { JsonValue } from 'pratique/codecs'
import { euDcc } from 'pratique/eu-dcc'
import { findSealToken, readRevoked } from 'pratique/revocation'
import { createTrustStore } from 'pratique/trust'
import { vdsNc } from 'pratique/vds-nc'
import { createVerifier, type Format } from 'pratique/verify'
import { makeIssuer } from '../../pratique/test/made-issuer.ts'
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

async function countAll({ database }: TestServer): Promise<number> {
  const rows = await database.db.selectFrom('issued_counts').select('count').execute()
  return rows.reduce((sum, { count }) => sum + count, 0)
}

/** Why a certificate of this receipt was taken back, if it was. */
async function whyRevoked({ database }: TestServer, receipt: string): Promise<string | undefined> {
  const [list = 0, index = 0] = receipt.split('/').map(Number)
  const revoked = await readRevoked(createListStore(database.db), list)
  return [...revoked].find(([, indices]) => indices.includes(index))?.[0]
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
      const done = answers.filter(({ status }) => status === 201)
      const others = answers.filter(({ status }) => status !== 201)
      assert.ok(done.length > 0)
      assert.ok(others.every(({ status }) => status === 409))
      const bodies = await Promise.all([...done, await send()].map((each) => each.text()))
      assert.equal(new Set(bodies).size, 1)
      assert.equal(await countAll(server), before + 1)
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
      assert.equal(first.headers.get('x-receipt'), null)
      assert.equal(await whyRevoked(server, old.receipt), 'replaced')
      assert.equal(await whyRevoked(server, receipt), undefined)
      const twice = await server.post('/v1/replacements', body)
      assert.equal(twice.status, 422)
    })
  })
}
