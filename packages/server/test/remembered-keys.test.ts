/**
 * Keys that are remembered: what is taken back gets nothing more, though the door still knows it.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { findKey, revokeApiKey } from '../src/identity/api-keys.ts'
import { rememberKeys } from '../src/identity/remembered-keys.ts'
import { embedded, postgres, whyNoPostgres } from './databases.ts'
import { makeServer, type TestServer } from './made-authority.ts'
import { ORDER, REQUEST } from './made-requests.ts'

const CARDS = '/fhir/Patient/$health-cards-issue'
const BUNDLE = new URL('../../../vectors/intake/fhir-immunization.json', import.meta.url)
const NO_CARDS = {
  resourceType: 'Parameters',
  parameter: [
    { name: 'credentialType', valueUri: 'Condition' },
    { name: 'bundle', resource: JSON.parse(readFileSync(BUNDLE, 'utf8')) },
  ],
}

/** The name in a key. */
function idOf(key: string): string {
  return key.split('_')[1] ?? ''
}

for (const kind of [embedded(), postgres()]) {
  const skip = kind.name === 'PostgreSQL' ? await whyNoPostgres() : false
  describe(`remembered keys over ${kind.name}`, { skip }, () => {
    let server: TestServer
    before(async () => {
      server = await makeServer(await kind.open())
    })
    after(() => kind.end())

    const revoke = async (key: string) =>
      assert.equal(await revokeApiKey(server.database.db, idOf(key), Date.now() / 1000), 1)

    const countAll = async (): Promise<number> => {
      const { db } = server.database
      const rows = await db.selectFrom('issued_counts').select('count').execute()
      return rows.reduce((sum, { count }) => sum + count, 0)
    }

    const once = randomUUID()
    const faulty = { ...REQUEST, order: { ...ORDER, holder: {} } }
    const ways = [
      ['issues', '/v1/certificates', REQUEST, {}, 201],
      ['sends again what was answered', '/v1/certificates', REQUEST, { once }, 201],
      ['orders what has faults', '/v1/certificates', faulty, {}, 422],
      ['asks for cards of nothing', CARDS, NO_CARDS, { accept: 'application/fhir+json' }, 200],
    ] as const
    for (const [what, path, body, options, status] of ways) {
      it(`are refused when they are taken back, whoever ${what}`, async () => {
        const key = await server.key()
        // Each route remembers it by itself.
        const send = async () => (await server.post(path, body, { ...options, key })).status
        assert.equal(await send(), status)
        const before = await countAll()
        await revoke(key)
        assert.equal(await send(), 401)
        assert.equal(await send(), 401)
        assert.equal(await countAll(), before)
      })
    }

    it('are of one secret alone', async () => {
      const key = await server.key()
      assert.equal((await server.post('/v1/certificates', REQUEST, { key })).status, 201)
      const wrong = `${key.slice(0, -43)}${'A'.repeat(43)}`
      const refused = await server.post('/v1/certificates', REQUEST, { key: wrong })
      assert.equal(refused.status, 401)
    })

    it('are asked for anew after a minute, by a clock that was set back, and when they are forgotten', async () => {
      const { db } = server.database
      for (const end of ['later', 'earlier', 'forgotten']) {
        const id = idOf(await server.key())
        const { hash } = await db
          .selectFrom('api_keys')
          .select('hash')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        let at = 1_800_000_000
        const { find, forget } = rememberKeys(() => at)
        const isRevoked = async () => typeof (await find(db, { id, hash }))?.revoked_at === 'number'
        assert.equal(await isRevoked(), false)
        await revokeApiKey(db, id, at)
        assert.equal((await findKey(db, { id, hash }))?.revoked_at, at)
        assert.equal(await find(db, { id, hash: new Uint8Array(32) }), undefined)
        at += 59
        assert.equal(await isRevoked(), false, 'it is remembered')
        if (end === 'later') at += 2
        if (end === 'earlier') at -= 3600
        if (end === 'forgotten') forget(id)
        assert.equal(await isRevoked(), true, end)
      }
    })
  })
}
