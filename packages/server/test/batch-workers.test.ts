import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { readConfig } from '../src/config/read-config.ts'
import { keepSpecimenAuthority } from '../src/demonstration/specimen-authority.ts'
import { createApiKey } from '../src/identity/api-keys.ts'
import { createLog } from '../src/operations/log.ts'
import { type RunningServer, startServer } from '../src/server.ts'
import type { Database } from '../src/storage/database.ts'
import { type PostgresServer, startPostgres, whyNoPostgres } from './databases.ts'
import {
  type Asked,
  makeOrder,
  makeRecipient,
  type Outcome,
  openResult,
  type Recipient,
  sendBatch,
  untilEnded,
} from './made-batches.ts'

const skip = await whyNoPostgres()
const isLong = process.env['PRATIQUE_LONG'] === '1'
const ORDERS = isLong ? 100_000 : 10_000
const WORKERS = 3

describe('workers in processes of their own', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-workers-'))
  let file = ''
  let postgres: PostgresServer
  let server: RunningServer
  let database: Database
  let asked: Asked
  let recipient: Recipient
  const started = new Set<ChildProcess>()

  before(async () => {
    postgres = await startPostgres()
    file = await keepSpecimenAuthority(folder, Date.now() / 1000 - 86_400)
    const config = JSON.parse(readFileSync(file, 'utf8'))
    const url = await postgres.createUrl()
    const batches = { workers: 1, leaseSeconds: 2 }
    // Who waits for a batch asks every few milliseconds.
    const limits = { perMinute: 100_000 }
    writeFileSync(file, JSON.stringify({ ...config, database: { url }, batches, limits }))
    const own = readConfig({ file, environment: { PRATIQUE_PORT: '0' }, flags: {} })
    const log = createLog({ write: () => {} })
    // Of its own it works on nothing: all is left to the processes.
    const issuer = { ...own, batches: { ...batches, workers: 0 } }
    server = await startServer(issuer, { log, now: () => Date.now() / 1000 })
    assert.ok(server.services.database)
    database = server.services.database
    const { key } = await createApiKey(database.db, {
      ...{ name: 'test', acts: ['batch'], sites: ['lab-1'] },
      expiresAt: Date.now() / 1000 + 86_400,
    })
    asked = {
      key: async () => key,
      request: (path, init) => fetch(`${server.address}${path}`, init),
    }
    recipient = await makeRecipient()
  })
  after(async () => {
    for (const worker of started) worker.kill('SIGKILL')
    await server?.close()
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const start = async (): Promise<ChildProcess> => {
    const worker = fork(new URL('serve-process.ts', import.meta.url), [file], { stdio: 'ignore' })
    started.add(worker)
    worker.once('exit', () => started.delete(worker))
    await Promise.race([once(worker, 'message'), once(worker, 'exit')])
    return worker
  }

  async function send(orders: number): Promise<string> {
    let at = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at === orders) return controller.close()
        const lines = Array.from({ length: Math.min(100, orders - at) }, () =>
          JSON.stringify(makeOrder(at++)),
        )
        controller.enqueue(new TextEncoder().encode(`${lines.join('\n')}\n`))
      },
    })
    const response = await sendBatch(asked, body, { recipient })
    assert.equal(response.status, 202, await response.clone().text())
    return response.headers.get('Location') ?? ''
  }

  /** Every row has one outcome, no index was given twice, and what is counted is what was given. */
  async function requireWhole(location: string, orders: number, before: number): Promise<void> {
    const progress = await untilEnded(asked, location)
    assert.deepEqual([progress.state, progress.rows, progress.issued], ['done', orders, orders])
    const outcomes: readonly Outcome[] = await openResult(asked, location, recipient)
    assert.equal(outcomes.length, orders)
    assert.ok(outcomes.every(({ row }, at) => row === at + 1))
    assert.equal(new Set(outcomes.map(({ receipt }) => receipt)).size, orders)
    assert.equal(new Set(outcomes.map(({ texts }) => texts?.[0])).size, orders)
    assert.equal((await countIssued()) - before, orders)
    const { rows } = await sql<{
      claimed: number
    }>`SELECT max(claimed) AS claimed FROM lists`.execute(database.db)
    const highest = Math.max(...outcomes.map(({ receipt }) => Number(receipt?.split('/')[1])))
    assert.ok(highest < Math.ceil((rows[0]?.claimed ?? 0) / 2 ** 17) * 2 ** 17)
  }

  async function countIssued(): Promise<number> {
    const rows = await database.db.selectFrom('issued_counts').select('count').execute()
    return rows.reduce((sum, { count }) => sum + count, 0)
  }

  test(`three of them, killed at any moment: ${ORDERS} orders, each issued once`, async () => {
    const before = await countIssued()
    const location = await send(ORDERS)
    const workers = await Promise.all(Array.from({ length: WORKERS }, start))
    let isEnded = false
    const ended = untilEnded(asked, location).finally(() => {
      isEnded = true
    })
    let killed = 0
    while (!isEnded) {
      await Promise.race([ended, wait(50 + Math.random() * 450)])
      const at = Math.floor(Math.random() * WORKERS)
      const worker = workers[at]
      if (isEnded || !worker) break
      worker.kill('SIGKILL')
      killed++
      workers[at] = await start()
    }
    for (const worker of workers) worker.kill('SIGKILL')
    await ended
    assert.ok(killed >= 2, `${killed} were killed`)
    await requireWhole(location, ORDERS, before)
  })

  test('one that is asked to end gives back what it has', async () => {
    const orders = 2000
    const before = await countIssued()
    const location = await send(orders)
    // Of a day that is over long since.
    const old = join(folder, 'secrets', 'batch-keys', '2026-01-01-00000000')
    writeFileSync(old, new Uint8Array(32), { mode: 0o600 })
    const worker = await start()
    assert.ok(!existsSync(old))
    const find = () =>
      database.db.selectFrom('batch_chunks').select('chunk').where('lease', 'is not', null)
    while (!(await find().executeTakeFirst())) await wait(10)
    worker.kill('SIGTERM')
    const [code] = await once(worker, 'exit')
    assert.equal(code, 0)
    const open = await database.db
      .selectFrom('batch_chunks')
      .select(['chunk', 'lease', 'attempts'])
      .where('result', 'is', null)
      .execute()
    assert.ok(open.every(({ lease, attempts }) => lease === null && attempts === 0))
    const other = await start()
    await requireWhole(location, orders, before)
    other.kill('SIGTERM')
    await once(other, 'exit')
  })

  test('connections that are cut and a database that is restarted lose nothing', async () => {
    const orders = 3000
    const before = await countIssued()
    const location = await send(orders)
    const workers = await Promise.all([start(), start()])
    for (let times = 0; times < 4; times++) {
      await wait(200 + Math.random() * 200)
      await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'pratique' AND pid <> pg_backend_pid()`.execute(database.db)
    }
    await postgres.restart()
    await requireWhole(location, orders, before)
    for (const worker of workers) {
      assert.equal(worker.exitCode, null)
      worker.kill('SIGKILL')
    }
  })
  test('a database that is out of reach is said to be', async () => {
    await postgres.stop()
    const response = await sendBatch(asked, '{}', { recipient })
    const { code } = JSON.parse(await response.text())
    assert.deepEqual([response.status, code], [503, 'unavailable.database'])
  })
})
