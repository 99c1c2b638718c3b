import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { readRevoked } from 'pratique/revocation'
import { makeSigner } from '../../pratique/test/make-signer.ts'
import type { Act } from '../src/identity/acts.ts'
import { closeHours, countAct, countMissingHeads } from '../src/identity/audit.ts'
import { openWithdrawnKeys } from '../src/identity/withdrawn-keys.ts'
import { keepPublishedHeads } from '../src/lists/published-heads.ts'
import { createPublisher } from '../src/lists/publisher.ts'
import { createListStore } from '../src/storage/list-store.ts'
import { embedded, postgres, whyNoPostgres } from './databases.ts'
import { makeServer, type TestServer } from './made-authority.ts'
import { REQUEST } from './made-requests.ts'

const HOUR = 3600
const DAY = 24 * HOUR

interface Answer {
  readonly status: number
  readonly code?: string
  readonly key?: string
  readonly id?: string
  readonly proposal?: string
  readonly receipt?: string
  // biome-ignore lint/suspicious/noExplicitAny: what the description says of each is held against it already
  readonly [member: string]: any
}

for (const kind of [embedded(), postgres()]) {
  const skip = kind.name === 'PostgreSQL' ? await whyNoPostgres() : false
  describe(`keys, acts and approvals over ${kind.name}`, { skip }, () => {
    const clock = { now: Date.now() / 1000 }
    const heads: string[] = []
    let server: TestServer
    before(async () => {
      server = await makeServer(await kind.open(), { now: () => clock.now, heads })
    })
    after(() => kind.end())

    const keyFor = (...acts: readonly Act[]) => server.key({ acts, sites: ['*'], days: 30 })

    async function ask(key: string, method: string, path: string, body?: unknown): Promise<Answer> {
      const response = await server.app.request(path, {
        method,
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${key}`,
          'Idempotency-Key': randomUUID(),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { ...(text !== '' && JSON.parse(text)), status: response.status }
    }

    const issue = (key: string, site = 'lab-1') =>
      ask(key, 'POST', '/v1/certificates', { ...REQUEST, site })

    async function audit(): Promise<Answer> {
      clock.now += HOUR
      await closeHours(server.database.db, clock.now)
      return ask(await keyFor('read-audit'), 'GET', '/v1/audit')
    }

    const actsOf = ({ lines }: Answer, operator: string): readonly string[] =>
      lines
        .filter((line: Answer) => line['operator'] === operator)
        .map(({ act, count }: Answer) => `${act} ${count}`)

    const idOf = (key: string): string => key.split('_')[1] ?? ''

    test('a key is made, works, is listed without its secret, and taken back', async () => {
      const manager = await keyFor('manage-keys')
      const asked = { name: 'Laboratory 7', acts: ['issue'], sites: ['lab-7'], days: 10 }
      const made = await ask(manager, 'POST', '/v1/api-keys', asked)
      assert.equal(made.status, 201)
      assert.equal((await issue(made.key ?? '', 'lab-7')).status, 201)
      assert.equal((await issue(made.key ?? '', 'lab-8')).code, 'request.scope')
      const listed = await ask(manager, 'GET', '/v1/api-keys')
      const known = listed['keys'].find(({ id }: Answer) => id === made.id)
      assert.deepEqual(
        [known.state, known.name, known.madeBy],
        ['in-force', asked.name, idOf(manager)],
      )
      assert.ok(!JSON.stringify(listed).includes(made.key?.slice(-43) ?? ''))
      const path = `/v1/api-keys/${made.id}`
      assert.equal((await ask(manager, 'DELETE', path)).status, 204)
      assert.equal((await issue(made.key ?? '', 'lab-7')).code, 'request.key')
      assert.equal((await ask(manager, 'DELETE', path)).status, 204)
      assert.equal((await ask(manager, 'DELETE', '/v1/api-keys/none')).code, 'request.unknown')
      const acts = actsOf(await audit(), idOf(manager))
      assert.deepEqual(acts.toSorted(), ['create-key 1', 'revoke-key 1'])
    })

    test('whoever is for one site gives, sees and takes back keys of that site alone', async () => {
      const own = await server.key({ acts: ['manage-keys'], sites: ['lab-1'], days: 1 })
      for (const sites of [['lab-2'], ['*'], ['lab-1', 'lab-2']]) {
        const refused = await ask(own, 'POST', '/v1/api-keys', {
          name: 'x',
          acts: ['issue'],
          sites,
        })
        assert.equal(refused.code, 'request.scope')
      }
      const other = await ask(await keyFor('manage-keys'), 'POST', '/v1/api-keys', {
        ...{ name: 'x', acts: ['issue'], sites: ['lab-2'] },
      })
      const { keys } = await ask(own, 'GET', '/v1/api-keys')
      assert.ok(keys.every(({ sites }: Answer) => JSON.stringify(sites) === '["lab-1"]'))
      const taken = await ask(own, 'DELETE', `/v1/api-keys/${other.id}`)
      assert.equal(taken.code, 'request.unknown')
    })

    test('a key for strong acts is good for nothing until another approves it', async () => {
      const manager = await keyFor('manage-keys', 'approve')
      const second = await keyFor('approve')
      const asked = { name: 'Second manager', acts: ['manage-keys', 'approve'], sites: ['*'] }
      const made = await ask(manager, 'POST', '/v1/api-keys', asked)
      assert.equal(made.status, 202)
      const key = made.key ?? ''
      assert.equal((await ask(key, 'GET', '/v1/api-keys')).code, 'request.key')
      const approval = `/v1/proposals/${made.proposal}/approval`
      assert.equal((await ask(manager, 'POST', approval)).code, 'request.own-proposal')
      const { proposals } = await ask(second, 'GET', '/v1/proposals')
      assert.ok(!JSON.stringify(proposals).includes('hash'))
      assert.equal((await ask(second, 'POST', approval)).status, 204)
      assert.equal((await ask(second, 'POST', approval)).code, 'request.unknown')
      assert.equal((await ask(key, 'GET', '/v1/api-keys')).status, 200)
      // A key that somebody has made is theirs: it approves nothing of them, nor they of it.
      const another = await ask(manager, 'POST', '/v1/api-keys', asked)
      const ofTheirs = `/v1/proposals/${another.proposal}/approval`
      assert.equal((await ask(key, 'POST', ofTheirs)).code, 'request.own-proposal')
      const reverse = await ask(key, 'POST', '/v1/api-keys', asked)
      const ofItself = `/v1/proposals/${reverse.proposal}/approval`
      assert.equal((await ask(manager, 'POST', ofItself)).code, 'request.own-proposal')
      const log = await audit()
      assert.deepEqual(actsOf(log, idOf(second)), ['approve-create-key 1'])
    })

    test('a key ends with the one that made it, unless another has approved it', async () => {
      const manager = await server.key({ acts: ['manage-keys'], sites: ['*'], days: 2 })
      const asked = { name: 'x', acts: ['issue'], sites: ['lab-1'], days: 10 }
      const made = await ask(manager, 'POST', '/v1/api-keys', asked)
      const end = new Date(made['expiresAt']).valueOf() / 1000
      assert.ok(Math.abs(end - (clock.now + 2 * DAY)) < 2)
      const strong = await ask(manager, 'POST', '/v1/api-keys', { ...asked, acts: ['approve'] })
      const approved = new Date(strong['expiresAt']).valueOf() / 1000
      assert.ok(Math.abs(approved - (clock.now + 10 * DAY)) < 2)
    })

    test('with a key everything is taken back that it proposed, and if asked for all that it made', async () => {
      const [first, second] = [await keyFor('manage-keys'), await keyFor('approve')]
      const revoker = await keyFor('manage-keys')
      const make = (key: string, ...acts: readonly Act[]) =>
        ask(key, 'POST', '/v1/api-keys', { name: 'x', acts, sites: ['lab-1'] })
      const approve = ({ proposal }: Answer) =>
        ask(second, 'POST', `/v1/proposals/${proposal}/approval`)
      const thief = await make(first, 'manage-keys')
      assert.equal((await approve(thief)).status, 204)
      const child = await make(thief.key ?? '', 'issue')
      const proposal = await make(thief.key ?? '', 'approve')
      const path = `/v1/api-keys/${thief.id}`
      assert.equal((await ask(revoker, 'DELETE', path)).status, 204)
      assert.equal((await approve(proposal)).code, 'request.unknown')
      assert.equal((await issue(child.key ?? '')).status, 201)
      const { keys } = await ask(revoker, 'GET', '/v1/api-keys')
      assert.equal(keys.find(({ id }: Answer) => id === child.id).madeBy, thief.id)
      assert.equal((await ask(revoker, 'DELETE', `${path}?made=true`)).status, 204)
      assert.equal((await issue(child.key ?? '')).code, 'request.key')
      assert.equal((await ask(first, 'GET', '/v1/api-keys')).status, 200)
      assert.equal((await ask(revoker, 'DELETE', `${path}?made=1`)).code, 'request.body')
      assert.deepEqual(actsOf(await audit(), idOf(revoker)), ['revoke-key 2'])
    })

    test('a key that is taken back while it makes another leaves none behind', async () => {
      const revoker = await keyFor('manage-keys')
      for (let round = 0; round < 4; round++) {
        const thief = await keyFor('manage-keys')
        const asked = { name: 'x', acts: ['issue'], sites: ['lab-1'] }
        const path = `/v1/api-keys/${idOf(thief)}?made=true`
        const [made] = await Promise.all([
          ask(thief, 'POST', '/v1/api-keys', asked),
          ask(revoker, 'DELETE', path),
        ])
        if (made.status !== 201) assert.equal(made.code, 'request.key')
        else assert.equal((await issue(made.key ?? '')).code, 'request.key')
      }
    })

    test('a proposal takes 50,000 receipts, in one body', async () => {
      const receipts = Array.from({ length: 50_000 }, (_, at) => `65535/${4_294_900_000 + at}`)
      const body = { site: 'lab-1', reason: 'faulty-batch', receipts, count: receipts.length }
      const key = await keyFor('revoke-mass')
      const read = await ask(key, 'POST', '/v1/mass-revocations', body)
      assert.equal(read.code, 'usage.token')
      const more = { ...body, receipts: [...receipts, '1/1'] }
      assert.equal((await ask(key, 'POST', '/v1/mass-revocations', more)).code, 'request.body')
      assert.equal((await ask('none', 'POST', '/v1/mass-revocations', body)).code, 'request.key')
    })

    test('a batch is taken back when another approves it, all of it, and once', async () => {
      const issuer = await keyFor('issue')
      const receipts = [(await issue(issuer)).receipt ?? '', (await issue(issuer)).receipt ?? '']
      const proposer = await keyFor('revoke-mass')
      const second = await keyFor('approve')
      const body = { site: 'lab-1', reason: 'faulty-batch', receipts, count: 2 }
      const path = '/v1/mass-revocations'
      for (const wrong of [
        { ...body, count: 3 },
        { ...body, receipts: [receipts[0], receipts[0]] },
        { ...body, receipts: [receipts[0], '65535/1'] },
      ]) {
        assert.equal((await ask(proposer, 'POST', path, wrong)).status, 422)
      }
      // No receipt tells its site: whoever approves is for all of them, and sees which they are.
      const ofSite = await server.key({ acts: ['approve', 'revoke-mass'], sites: ['lab-1'] })
      const { proposal } = await ask(proposer, 'POST', path, body)
      const seen = await ask(ofSite, 'GET', '/v1/proposals')
      assert.ok(seen['proposals'].every(({ id }: Answer) => id !== proposal))
      const listed = await ask(second, 'GET', '/v1/proposals')
      const { act } = listed['proposals'].find(({ id }: Answer) => id === proposal)
      const lines = receipts.toSorted().map((receipt) => `${receipt}\n`)
      assert.equal(act.digest, createHash('sha256').update(lines.join('')).digest('hex'))
      assert.deepEqual([act.count, act.lists], [2, { [receipts[0]?.split('/')[0] ?? '']: 2 }])
      assert.ok(!JSON.stringify(listed).includes(receipts[0] ?? '?'))
      const revoked = async () => {
        const [list, index] = (receipts[0] ?? '').split('/').map(Number)
        const state = await readRevoked(createListStore(server.database.db), list ?? 0)
        return [...(state.get('faulty-batch') ?? [])].includes(index ?? 0)
      }
      assert.equal(await revoked(), false)
      const approval = `/v1/proposals/${proposal}/approval`
      assert.equal((await ask(ofSite, 'POST', approval)).code, 'request.unknown')
      const answers = await Promise.all([1, 2, 3].map(() => ask(second, 'POST', approval)))
      assert.ok(answers.some(({ status }) => status === 204))
      assert.ok(answers.every(({ status }) => status === 204 || status === 404))
      assert.equal(await revoked(), true)
      const log = await audit()
      assert.deepEqual(actsOf(log, idOf(second)), ['approve-revoke-mass 1'])
      assert.deepEqual(actsOf(log, idOf(proposer)).toSorted(), [
        'propose-revoke-mass 1',
        'revoke 2',
      ])
    })

    test('approved and refused at once, it is one of both, and the log says which', async () => {
      const manager = await keyFor('manage-keys')
      const second = await keyFor('approve')
      const asked = { name: 'x', acts: ['approve'], sites: ['*'] }
      let approved = 0
      for (let round = 0; round < 6; round++) {
        const { key, proposal } = await ask(manager, 'POST', '/v1/api-keys', asked)
        const path = `/v1/proposals/${proposal}`
        const decisions = await Promise.all([
          ask(second, 'POST', `${path}/approval`),
          ask(manager, 'DELETE', path),
        ])
        assert.deepEqual(decisions.map(({ status }) => status).toSorted(), [204, 404])
        const isDone = decisions[0].status === 204
        assert.equal((await ask(key ?? '', 'GET', '/v1/proposals')).status, isDone ? 200 : 401)
        if (isDone) approved++
      }
      const log = await audit()
      const counted = (operator: string, act: string) =>
        Number(
          actsOf(log, idOf(operator))
            .find((each) => each.startsWith(`${act} `))
            ?.split(' ')[1] ?? 0,
        )
      assert.equal(counted(second, 'approve-create-key'), approved)
      assert.equal(counted(manager, 'create-key'), approved)
      assert.equal(counted(manager, 'refuse-create-key'), 6 - approved)
    })

    test('whoever may propose sees and takes back their own, and nobody else’s, 20 at once', async () => {
      const manager = await keyFor('manage-keys')
      const other = await keyFor('manage-keys')
      const asked = { name: 'x', acts: ['approve'], sites: ['lab-1'] }
      const made = await Promise.all(
        Array.from({ length: 22 }, () => ask(manager, 'POST', '/v1/api-keys', asked)),
      )
      assert.equal(made.filter(({ status }) => status === 202).length, 20)
      assert.equal(made.filter(({ code }) => code === 'request.rate').length, 2)
      const { proposals } = await ask(manager, 'GET', '/v1/proposals')
      assert.equal(proposals.length, 20)
      assert.deepEqual((await ask(other, 'GET', '/v1/proposals'))['proposals'], [])
      const path = `/v1/proposals/${proposals[0].id}`
      assert.equal((await ask(other, 'DELETE', path)).code, 'request.unknown')
      assert.equal((await ask(manager, 'POST', `${path}/approval`)).code, 'request.scope')
      assert.equal((await ask(manager, 'DELETE', path)).status, 204)
      assert.equal((await ask(manager, 'DELETE', path)).code, 'request.unknown')
      assert.equal((await ask(manager, 'POST', '/v1/api-keys', asked)).status, 202)
      assert.equal((await ask(other, 'POST', '/v1/api-keys', asked)).status, 202)
      clock.now += DAY
    })

    test('what is proposed is decided at its own sites alone, may be refused, and ends after a day', async () => {
      const manager = await keyFor('manage-keys')
      const asked = { name: 'x', acts: ['approve'], sites: ['lab-1'] }
      const elsewhere = await server.key({ acts: ['approve'], sites: ['lab-2'], days: 30 })
      const first = await ask(manager, 'POST', '/v1/api-keys', asked)
      const path = `/v1/proposals/${first.proposal}`
      assert.equal((await ask(elsewhere, 'POST', `${path}/approval`)).code, 'request.unknown')
      assert.deepEqual((await ask(elsewhere, 'GET', '/v1/proposals'))['proposals'], [])
      const second = await keyFor('approve')
      assert.equal((await ask(second, 'DELETE', path)).status, 204)
      assert.equal((await ask(second, 'POST', `${path}/approval`)).code, 'request.unknown')
      const late = await ask(manager, 'POST', '/v1/api-keys', asked)
      clock.now += DAY
      const approval = `/v1/proposals/${late.proposal}/approval`
      assert.equal((await ask(second, 'POST', approval)).code, 'request.unknown')
      assert.equal((await ask(first.key ?? '', 'GET', '/v1/proposals')).code, 'request.key')
    })

    test('a key that was withdrawn signs nothing any more', async () => {
      const own = await makeServer(await kind.open(), { now: () => clock.now })
      const all = await own.key({ sites: ['*'] })
      const other = await own.key({ acts: ['approve'], sites: ['*'] })
      const one = server
      server = own
      try {
        const { keys } = await ask(all, 'GET', '/v1/signing-keys')
        const [{ fingerprint, state }] = keys
        assert.equal(state, 'in-force')
        const path = `/v1/signing-keys/${fingerprint}/withdrawal`
        const unknown = await ask(all, 'POST', path.replace(fingerprint, 'f'.repeat(64)))
        assert.equal(unknown.code, 'request.unknown')
        const { proposal } = await ask(all, 'POST', path)
        assert.equal((await issue(all)).status, 201)
        assert.equal((await ask(other, 'POST', `/v1/proposals/${proposal}/approval`)).status, 204)
        assert.equal((await issue(all)).code, 'usage.issuer')
        assert.equal((await ask(all, 'GET', '/v1/signing-keys'))['keys'][0].state, 'withdrawn')
      } finally {
        server = one
      }
    })

    test('the log is read in parts, and says that it is whole', async () => {
      const { db } = server.database
      const act = { act: 'issue', operator: 'many', count: 1 } as const
      for (let at = 0; at < 520; at++) await countAct(db, { ...act, site: `s-${at}` }, clock.now)
      const first = await audit()
      const { lines, next, chain } = first
      assert.deepEqual([lines.length, next, chain.state], [500, 500, 'whole'])
      heads.splice(0, heads.length, lines[3].hash, '0'.repeat(64))
      const auditor = await keyFor('read-audit')
      const second = await ask(auditor, 'GET', `/v1/audit?after=${next}`)
      assert.equal(second['lines'][0].sequence, 501)
      assert.deepEqual([second['next'], second['chain'].state], [undefined, 'whole'])
      for (const after of ['-1', 'x', '1e9', ' ']) {
        const refused = await ask(auditor, 'GET', `/v1/audit?after=${encodeURIComponent(after)}`)
        assert.equal(refused.code, 'request.body', after)
      }
    })

    test('lines that were published and are gone stay gone, whatever is published next', async () => {
      const database = await kind.open()
      const { db, query } = database
      const own = await makeServer(database, { now: () => clock.now })
      const folder = mkdtempSync(join(tmpdir(), 'pratique-heads-'))
      const open = () =>
        createPublisher({
          ...{ database, signer: makeSigner(), earlier: [], folder, days: 7, periodSeconds: DAY },
          withdrawnKeys: openWithdrawnKeys(db, own.secrets),
          heads: keepPublishedHeads(own.secrets),
          now: () => clock.now,
        })
      const publisher = open()
      const publish = async (operator: string) => {
        await countAct(db, { act: 'issue', operator, site: 'lab-1', count: 1 }, clock.now)
        clock.now += DAY
        await closeHours(db, clock.now)
        await publisher.publish()
      }
      const missing = async () => countMissingHeads(db, await publisher.readHeads())
      try {
        for (const operator of ['one', 'two']) await publish(operator)
        assert.equal(await missing(), 0)
        // As whoever owns the tables could.
        await query('ALTER TABLE audit DISABLE TRIGGER USER')
        await query('DELETE FROM audit WHERE sequence > 1')
        assert.equal(await missing(), 1)
        for (const operator of ['three', 'four']) await publish(operator)
        assert.equal(await missing(), 1)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })

    test('what is of the whole authority takes a key for all of it', async () => {
      const own = await server.key({ acts: ['read-audit', 'read-metrics'], sites: ['lab-1'] })
      const whole = await keyFor('read-audit', 'read-metrics')
      for (const path of ['/v1/audit', '/metrics']) {
        const [refused, read] = await Promise.all(
          [own, whole].map((key) =>
            server.app.request(path, { headers: { Authorization: `Bearer ${key}` } }),
          ),
        )
        assert.deepEqual([refused?.status, read?.status], [403, 200], path)
      }
    })

    test('a revocation without its line of the log is none', async () => {
      const key = await keyFor('issue', 'revoke')
      const { texts, receipt = '' } = await issue(key)
      const [list, index] = receipt.split('/').map(Number)
      const isRevoked = async () => {
        const state = await readRevoked(createListStore(server.database.db), list ?? 0)
        return [...(state.get('wrong') ?? [])].includes(index ?? 0)
      }
      const body = { site: 'lab-1', reason: 'wrong', certificates: texts }
      const { query } = server.database
      await query("ALTER TABLE acts_of_hour ADD CONSTRAINT none CHECK (act <> 'revoke') NOT VALID")
      const failed = await server.post('/v1/revocations', body, { key })
      assert.deepEqual([failed.status, await isRevoked()], [500, false])
      await query('ALTER TABLE acts_of_hour DROP CONSTRAINT none')
      assert.equal((await ask(key, 'POST', '/v1/revocations', body)).status, 200)
      assert.equal(await isRevoked(), true)
    })

    test('a line that is changed, taken out or cut off the end is seen', async () => {
      const { query } = server.database
      await assert.rejects(query('UPDATE audit SET count = 99 WHERE sequence = 2'), /only grows/)
      await assert.rejects(query('DELETE FROM audit'), /only grows/)
      await assert.rejects(query('TRUNCATE audit'), /only grows/)
      const auditor = await keyFor('read-audit')
      const stateAfter = async (statement: string, after = 0): Promise<Answer['chain']> => {
        await query('CREATE TABLE copy AS SELECT * FROM audit')
        // As whoever owns the tables could.
        await query('ALTER TABLE audit DISABLE TRIGGER USER')
        await query(statement)
        const { chain } = await ask(auditor, 'GET', `/v1/audit?after=${after}`)
        await query('DELETE FROM audit')
        await query('INSERT INTO audit SELECT * FROM copy')
        await query('DROP TABLE copy')
        await query('ALTER TABLE audit ENABLE TRIGGER USER')
        return chain
      }
      const brokenBy = async (statement: string) => (await stateAfter(statement)).brokenAt
      assert.equal(await brokenBy('UPDATE audit SET count = 99 WHERE sequence = 5'), 5)
      assert.equal(await brokenBy(`UPDATE audit SET operator = 'other' WHERE sequence = 1`), 1)
      assert.equal(await brokenBy('DELETE FROM audit WHERE sequence = 7'), 7)
      assert.equal(await brokenBy('DELETE FROM audit WHERE sequence = 1'), 1)
      const swapped = 'UPDATE audit SET sequence = CASE sequence WHEN 8 THEN 9999 ELSE 8 END'
      assert.equal(await brokenBy(`${swapped} WHERE sequence = 8`), 8)
      const cut = await stateAfter('DELETE FROM audit WHERE sequence > 2')
      assert.deepEqual([cut.state, cut.missingHeads, cut.brokenAt], ['broken', 1, undefined])
      assert.equal((await stateAfter('SELECT 1')).state, 'whole')
    })
  })
}
