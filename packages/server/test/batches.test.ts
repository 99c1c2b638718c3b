import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { readSymbols } from '@pratique/node/pictures'
import { compactDecrypt } from 'jose'
import { sql } from 'kysely'
import { leaseChunk, releaseChunk, sweepBatches } from '../src/batches/batch-store.ts'
import { createDayKeys } from '../src/batches/day-keys.ts'
import type { BatchWorker } from '../src/batches/worker.ts'
import type { Tables } from '../src/storage/tables.ts'
import { embedded, postgres, whyNoPostgres } from './databases.ts'
import { makeServer, type TestServer } from './made-authority.ts'
import {
  ask,
  makeOrder,
  makeRecipient,
  type Outcome,
  openResult,
  type Recipient,
  runBatch,
  sendBatch,
  toLines,
  untilEnded,
} from './made-batches.ts'
import { ORDER } from './made-requests.ts'

const DAY = 86_400

/** Points to which everybody's shared secret is the same (RFC 7748 §6.1). */
const LOW_ORDER = [
  '00',
  '01',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map((hex) => Buffer.from(hex.padEnd(64, '0'), 'hex').toString('base64url'))

function sample(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(`../../../vectors/intake/${name}`, import.meta.url)))
}

function idOf(location: string): string {
  return location.split('/').at(-1) ?? ''
}

/** Statuses, with the paths of what is refused. */
function plain(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.map(({ place, status, faults = [] }) =>
    [place, status, ...faults.map(({ path, kind }) => `${path}:${kind}`)].join(' '),
  )
}

async function count({ database }: TestServer, table: keyof Tables): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`SELECT count(*)::int AS n FROM ${sql.table(table)}`.execute(database.db)
  return rows[0]?.n ?? Number.NaN
}

/** A body that begins and does not go on, until it is cut. */
function makeHanging(rows: readonly unknown[]) {
  let cut = () => {}
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      cut = () => controller.error(new Error('the line is cut'))
      if (rows.length > 0) controller.enqueue(new TextEncoder().encode(toLines(rows)))
    },
  })
  return { stream, cut: () => cut() }
}

async function codeOf(response: Response): Promise<string> {
  const { code, status } = JSON.parse(await response.text())
  return `${status} ${code}`
}

for (const kind of [embedded(), postgres()]) {
  const skip = kind.name === 'PostgreSQL' ? await whyNoPostgres() : false
  describe(`batches over ${kind.name}`, { skip }, () => {
    let server: TestServer
    let worker: BatchWorker
    let recipient: Recipient
    let now = Date.now() / 1000
    before(async () => {
      server = await makeServer(await kind.open(), { now: () => now })
      worker = server.startWorker()
      recipient = await makeRecipient()
    })
    after(async () => {
      await worker.end()
      await kind.end()
    })

    test('every row has its outcome, in the order of the rows', async () => {
      const isBad = (at: number) => at % 100 === 7
      const rows = Array.from({ length: 600 }, (_, at) =>
        isBad(at) ? { holder: {} } : makeOrder(at),
      )
      const { progress, outcomes } = await runBatch(server, toLines(rows), { recipient })
      const { state, rows: all, issued, refused } = progress
      assert.deepEqual([state, all, issued, refused], ['done', 600, 594, 6])
      for (const [at, { row, status, place, texts, receipt }] of outcomes.entries()) {
        assert.deepEqual([row, place], [at + 1, `line ${at + 1}`])
        assert.equal(status, isBad(at) ? 'refused' : 'issued')
        if (status === 'issued') assert.match(texts?.[0] ?? '', /^HC1:/)
        if (status === 'issued') assert.match(receipt ?? '', /^\d+\/\d+$/)
      }
      const receipts = outcomes.flatMap(({ receipt }) => receipt ?? [])
      assert.equal(new Set(receipts).size, receipts.length)
    })

    test('each form is read as its type says, good rows and bad', async () => {
      const run = async (type: string, body: BodyInit, headers = {}) => {
        const { outcomes } = await runBatch(server, body, { recipient, type, headers })
        return plain(outcomes)
      }
      const broken = '{"holder":\n'
      assert.deepEqual(await run('application/jsonl', `${JSON.stringify(ORDER)}\n${broken}`), [
        'line 1 issued',
        'line 2 refused :syntax',
      ])
      const mapping = Buffer.from(sample('laboratory-mapping.json')).toString('base64url')
      const csv = new TextDecoder().decode(sample('laboratory.csv')).trimEnd()
      const rows = await run('text/csv; charset=utf-8', `${csv}\nshort;row\n`, {
        'Pratique-Csv-Mapping': mapping,
      })
      assert.deepEqual(
        [rows[0], rows.at(-1)],
        ['row 2 issued', `row ${rows.length + 1} refused :syntax`],
      )
      const bundle = await run('application/fhir+json', sample('fhir-immunization.json'))
      assert.deepEqual(bundle, ['resource issued'])
      const lines = toLines([
        JSON.parse(new TextDecoder().decode(sample('fhir-immunization.json'))),
        {},
      ])
      assert.deepEqual(await run('application/fhir+ndjson', lines), [
        'line 1 issued',
        'line 2 refused resourceType:form',
      ])
      const result = new TextDecoder().decode(sample('result.hl7'))
      const messages = await run('application/hl7-v2', `${result}${result.replace('|P|2', '|T|2')}`)
      assert.match(messages[0] ?? '', /^message 1 OBX\[1\] /)
      assert.match(messages[1] ?? '', /^message 2 refused MSH-11:not-final/)
    })

    test('a correction counts across chunks', async () => {
      const result = new TextDecoder().decode(sample('result.hl7'))
      const doses = Array.from({ length: 300 }, (_, at) =>
        result
          .replaceAll('4711', `47${at}11`)
          .replaceAll('U12345678', `U${at}`)
          .replaceAll('R-1516', `R-${at}`)
          .replace('Hythloday', 'Utopian'.padEnd(9 + (at % 20), 'x').concat('a'.repeat(at))),
      )
      const back = (doses[0] ?? '').replace('|||F|||2026', '|||D|||2026')
      const body = [...doses, back].join('')
      const { outcomes } = await runBatch(server, body, { recipient, type: 'application/hl7-v2' })
      assert.equal(outcomes.length, 301)
      const notFinal = outcomes.filter(({ faults = [] }) =>
        faults.some((each) => each.kind === 'not-final'),
      )
      assert.deepEqual(
        notFinal.map(({ row }) => row),
        [1, 301],
      )
    })

    test('pictures are of the texts beside them', async () => {
      for (const pictures of ['svg', 'png'] as const) {
        const options = { recipient, query: `&pictures=${pictures}` }
        const { outcomes } = await runBatch(server, toLines([ORDER]), options)
        const [picture = ''] = outcomes[0]?.[pictures] ?? []
        const bytes = Buffer.from(picture, pictures === 'svg' ? 'utf8' : 'base64')
        const [symbol, ...more] = await readSymbols(new Uint8Array(bytes))
        assert.deepEqual([symbol?.text, more.length], [outcomes[0]?.texts?.[0], 0])
      }
    })

    test('a result is for the key that was sent, and no other', async () => {
      const own = await makeRecipient('P-256')
      const { location, outcomes } = await runBatch(server, toLines([ORDER]), { recipient: own })
      assert.equal(outcomes[0]?.status, 'issued')
      const text = await (await ask(server, `${location}/result`)).text()
      const other = await makeRecipient('P-256')
      await assert.rejects(compactDecrypt(text.trim(), other.privateKey))
      assert.ok(!text.includes('HC1'))
    })

    test('keys that a result cannot be encrypted to are refused before anything is read', async () => {
      const toHeader = (jwk: object) => Buffer.from(JSON.stringify(jwk)).toString('base64url')
      const point = 'A'.repeat(43)
      const jwk = JSON.parse(Buffer.from((await makeRecipient()).header, 'base64url').toString())
      const bad = [
        ...[
          '',
          'no',
          toHeader([]),
          toHeader({ ...jwk, d: point }),
          toHeader({ ...jwk, crv: 'P-256' }),
        ],
        toHeader({ kty: 'EC', crv: 'P-256', x: point, y: point }),
        ...LOW_ORDER.map((x) => toHeader({ kty: 'OKP', crv: 'X25519', x })),
      ]
      for (const header of bad) {
        const response = await sendBatch(server, toLines([ORDER]), {
          recipient: { ...recipient, header },
        })
        assert.equal(await codeOf(response), '400 request.body', header)
      }
    })

    test('a file that is none is a problem, and nothing is left of it', async () => {
      const before = await count(server, 'batches')
      const send = async (type: string, body: BodyInit, more = {}) =>
        codeOf(await sendBatch(server, body, { recipient, type, ...more }))
      assert.equal(await send('text/csv', 'some,thing\n1,2\n'), '400 request.body')
      assert.equal(await send('application/x-ndjson', ''), '400 request.body')
      assert.equal(await send('application/x-ndjson', '\n \n'), '400 request.body')
      assert.equal(await send('text/csv', new Uint8Array([0xff, 0xfe, 1, 0])), '400 request.body')
      assert.equal(await send('text/html', '<p>'), '415 request.media-type')
      assert.equal(
        await send('application/jsonl', toLines([ORDER]), { query: '&offset=Z' }),
        '400 request.body',
      )
      assert.equal(
        await send('application/jsonl', toLines([ORDER]), { query: '&format=vds-nc' }),
        '422 usage.issuer',
      )
      const { stream, cut } = makeHanging(Array(600).fill(ORDER))
      const broken = sendBatch(server, stream, { recipient })
      while ((await count(server, 'batch_chunks')) === 0) await setTimeout(20)
      cut()
      assert.equal(await codeOf(await broken), '400 request.body')
      assert.equal(await count(server, 'batches'), before)
    })

    test('fifty at once with one key are one batch', async () => {
      const [before, once, key] = [await count(server, 'batches'), randomUUID(), await server.key()]
      const body = toLines([makeOrder(1), makeOrder(2)])
      const send = (sent: string) => sendBatch(server, sent, { recipient, once, key })
      const answers = await Promise.all(Array.from({ length: 50 }, () => send(body)))
      assert.ok(answers.every(({ status }) => status === 202 || status === 409))
      const again = await send(body)
      const bodies = await Promise.all(
        [...answers.filter(({ status }) => status === 202), again].map((each) => each.text()),
      )
      assert.equal(again.status, 202)
      assert.equal(new Set(bodies).size, 1)
      assert.equal(await count(server, 'batches'), before + 1)
      assert.equal(await codeOf(await send(toLines([ORDER]))), '422 request.idempotency-reused')
      assert.equal(await count(server, 'batches'), before + 1)
    })

    test('a batch whose answer cannot be kept is not worked on, and is taken in again', async () => {
      const { database } = server
      const [before, once, key] = [await count(server, 'batches'), randomUUID(), await server.key()]
      const send = () => sendBatch(server, toLines([ORDER]), { recipient, once, key })
      await sql`CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION USING errcode = '57014'; END $$`.execute(database.db)
      await sql`CREATE TRIGGER cut BEFORE UPDATE ON idempotency EXECUTE FUNCTION cut()`.execute(
        database.db,
      )
      assert.equal(await codeOf(await send()), '503 unavailable.database')
      assert.equal(await count(server, 'batches'), before)
      await sql`DROP FUNCTION cut CASCADE`.execute(database.db)
      assert.equal((await send()).status, 202)
      assert.equal(await count(server, 'batches'), before + 1)
    })

    test('a batch whose taker was stopped is taken in again', async () => {
      const [once, key] = [randomUUID(), await server.key()]
      const { stream, cut } = makeHanging([])
      const stopped = sendBatch(server, stream, { recipient, once, key })
      const { db } = server.database
      const find = () => db.selectFrom('batches').select('id').where('state', '=', 'receiving')
      while (!(await find().executeTakeFirst())) await setTimeout(20)
      const send = () => sendBatch(server, toLines([ORDER]), { recipient, once, key })
      assert.equal((await send()).status, 409)
      now += 120
      assert.equal((await send()).status, 202)
      cut()
      assert.equal((await stopped).status, 400)
    })

    test('is of its site alone, and asks for the act', async () => {
      const { location } = await runBatch(server, toLines([ORDER]), { recipient })
      const [other, counter, every] = [
        await server.key({ sites: ['lab-2'] }),
        await server.key({ acts: ['issue'] }),
        await server.key({ sites: ['*'] }),
      ]
      for (const [method, path] of [
        ['GET', location],
        ['GET', `${location}/result`],
        ['DELETE', location],
      ] as const) {
        assert.equal(
          await codeOf(await ask(server, path, { key: other, method })),
          '404 request.unknown',
        )
        assert.equal(
          await codeOf(await ask(server, path, { key: counter, method })),
          '403 request.scope',
        )
        assert.equal(
          await codeOf(await ask(server, path, { key: 'none', method })),
          '401 request.key',
        )
      }
      assert.equal((await ask(server, location, { key: every })).status, 200)
      const options = { recipient, key: other, query: '&site=lab-1' }
      assert.equal(
        await codeOf(await sendBatch(server, toLines([ORDER]), options)),
        '403 request.scope',
      )
    })

    test('acknowledged, it is gone', async () => {
      const [batches, chunks] = [
        await count(server, 'batches'),
        await count(server, 'batch_chunks'),
      ]
      const { location } = await runBatch(server, toLines([ORDER]), { recipient })
      assert.equal((await ask(server, location, { method: 'DELETE' })).status, 204)
      assert.equal(await codeOf(await ask(server, location)), '404 request.unknown')
      assert.equal(await codeOf(await ask(server, `${location}/result`)), '404 request.unknown')
      assert.equal(
        await codeOf(await ask(server, location, { method: 'DELETE' })),
        '404 request.unknown',
      )
      assert.deepEqual(
        [await count(server, 'batches'), await count(server, 'batch_chunks')],
        [batches, chunks],
      )
    })

    test('input that was changed is opened by nobody, and its rows are to be sent again', async () => {
      await worker.end()
      const send = async () => {
        const rows = Array.from({ length: 300 }, (_, at) => makeOrder(at))
        const response = await sendBatch(server, toLines(rows), { recipient })
        return response.headers.get('Location') ?? ''
      }
      const [changed, swapped] = [await send(), await send()]
      const { db } = server.database
      await sql`UPDATE batch_chunks SET input = set_byte(input, 40, get_byte(input, 40) # 1)
        WHERE batch = ${idOf(changed)} AND chunk = 1`.execute(db)
      await sql`UPDATE batch_chunks AS a SET input = b.input FROM batch_chunks AS b
        WHERE a.batch = ${idOf(swapped)} AND a.chunk = 1 AND b.batch = a.batch AND b.chunk = 0`.execute(
        db,
      )
      worker = server.startWorker()
      for (const location of [changed, swapped]) {
        const progress = await untilEnded(server, location)
        const { state, code, issued, refused } = progress
        assert.deepEqual([state, code, issued, refused], ['failed', 'request.resubmit', 256, 44])
        const outcomes = await openResult(server, location, recipient)
        const lost = outcomes.filter(({ faults }) => faults?.[0]?.kind === 'request.resubmit')
        assert.deepEqual([lost.length, lost[0]?.row], [44, 257])
      }
    })

    test('a batch whose result cannot be encrypted holds up no other, and ends', async () => {
      await worker.end()
      const send = async () => {
        const response = await sendBatch(server, toLines([ORDER]), { recipient })
        return response.headers.get('Location') ?? ''
      }
      const bad = await send()
      const { db } = server.database
      // None that comes in is such a one.
      await sql`UPDATE batches SET recipient = ${JSON.stringify({ kty: 'OKP', crv: 'X25519', x: LOW_ORDER[0] })}
        WHERE id = ${idOf(bad)}`.execute(db)
      const other = await send()
      worker = server.startWorker({ leaseSeconds: 0.01, pollMs: 10 })
      assert.equal((await untilEnded(server, other)).state, 'done')
      const { state, code, issued, refused } = await untilEnded(server, bad)
      assert.deepEqual([state, code, issued, refused], ['failed', 'request.resubmit', 0, 1])
      assert.equal((await ask(server, bad, { method: 'DELETE' })).status, 204)
    })

    test('batches take turns, whatever comes of them', async () => {
      await worker.end()
      const send = async () => {
        const response = await sendBatch(server, toLines([ORDER]), { recipient })
        return idOf(response.headers.get('Location') ?? '')
      }
      const sent = new Set([await send(), await send()])
      const { db } = server.database
      const leasing = {
        seconds: 60,
        dayKeys: createDayKeys(server.secrets).ids(),
        firstInForce: '',
      }
      for (let round = 0; round < 3; round++) {
        const turns = [await leaseChunk(db, leasing), await leaseChunk(db, leasing)]
        assert.deepEqual(new Set(turns.map((each) => each?.batch)), sent)
        for (const each of turns) if (each) await releaseChunk(db, each)
      }
      worker = server.startWorker()
      for (const id of sent) await untilEnded(server, `/v1/batches/${id}`)
    })

    test('a batch that is sent again and stands still is given up', async () => {
      const { database, secret } = server
      const limits = { seconds: 0.2 }
      const options = { isSecond: true, secret, limits, now: () => now }
      const impatient = await makeServer(database, options)
      const [once, key] = [randomUUID(), await server.key()]
      const send = (body: BodyInit) => sendBatch(impatient, body, { recipient, once, key })
      const { stream, cut } = makeHanging([ORDER])
      assert.equal(
        (await sendBatch(server, toLines([ORDER]), { recipient, once, key })).status,
        202,
      )
      assert.equal(await codeOf(await send(stream)), '503 request.timeout')
      cut()
    })

    test('a result that breaks off is told in the log alone, and not as a whole one', async () => {
      const { location } = await runBatch(server, toLines([ORDER]), { recipient })
      await worker.end()
      const { db } = server.database
      await sql`ALTER TABLE batch_chunks RENAME COLUMN result TO gone`.execute(db)
      const fetched = ask(server, `${location}/result`).then((answer) => answer.text())
      await assert.rejects(fetched, (error: Error) => {
        return error.message === 'a result broke off' && !('code' in error) && !error.cause
      })
      await sql`ALTER TABLE batch_chunks RENAME COLUMN gone TO result`.execute(db)
      assert.match(server.log.at(-1) ?? '', /"code":"42703".*a result broke off/)
      worker = server.startWorker()
    })

    test('after a day a result is gone, fetched or not', async () => {
      const { location } = await runBatch(server, toLines([ORDER]), { recipient })
      const { db } = server.database
      await sweepBatches(db, now + DAY - 60)
      assert.equal((await ask(server, location)).status, 200)
      await sweepBatches(db, now + DAY)
      assert.equal(await codeOf(await ask(server, `${location}/result`)), '404 request.unknown')
      assert.equal(await count(server, 'batch_chunks'), 0)
    })

    test('what never came in whole is gone when nobody waits for it any more', async () => {
      const { stream, cut } = makeHanging(Array(300).fill(ORDER))
      const stopped = sendBatch(server, stream, { recipient })
      while ((await count(server, 'batch_chunks')) === 0) await setTimeout(20)
      await sweepBatches(server.database.db, now)
      assert.equal(await count(server, 'batch_chunks'), 1)
      await sweepBatches(server.database.db, now + 3600)
      assert.equal(await count(server, 'batch_chunks'), 0)
      cut()
      assert.equal((await stopped).status, 400)
    })

    test('after two days the key of a batch is destroyed, and its rows are to be sent again', async () => {
      await worker.end()
      const rows = toLines([makeOrder(1), makeOrder(2)])
      const location = (await sendBatch(server, rows, { recipient })).headers.get('Location') ?? ''
      const keys = createDayKeys(server.secrets)
      const { id } = keys.keyOf(now)
      const { db } = server.database
      const midnight = Math.floor(now / DAY) * DAY
      keys.destroy(midnight + 2 * DAY - 1)
      assert.ok(keys.find(id))
      keys.destroy(midnight + 2 * DAY)
      assert.equal(keys.find(id), undefined)
      // A worker without the key, before its time: somebody else has it, perhaps. Others are worked on.
      worker = server.startWorker({ pollMs: 10 })
      assert.equal((await runBatch(server, rows, { recipient })).progress.state, 'done')
      const left = await db
        .selectFrom('batches')
        .select(['state', 'begun'])
        .where('id', '=', idOf(location))
        .execute()
      assert.deepEqual(left, [{ state: 'working', begun: 0 }])
      now = midnight + 2 * DAY
      const { state, code, refused } = await untilEnded(server, location)
      assert.deepEqual([state, code, refused], ['failed', 'request.resubmit', 2])
    })
  })
}
