import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { PratiqueError } from 'pratique/errors'
import { ALLOCATION } from 'pratique/revocation'
import { COLUMNS, MIGRATION_COLUMNS } from '../src/storage/columns.ts'
import { type Database, openDatabase } from '../src/storage/database.ts'
import { createListStore } from '../src/storage/list-store.ts'
import { prepare } from '../src/storage/prepared.ts'
import {
  embedded,
  type PostgresServer,
  postgres,
  startPostgres,
  whyNoPostgres,
} from './databases.ts'
import { makeServer, type TestServer } from './made-authority.ts'
import { REQUEST } from './made-requests.ts'

const NO_POSTGRES = await whyNoPostgres()

/** Every column that there is, of whatever schema is not PostgreSQL's own. */
async function listColumns({ query }: Database): Promise<readonly string[]> {
  const { rows } = await query(
    `SELECT table_schema || '.' || table_name || '.' || column_name AS name
     FROM information_schema.columns
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  )
  return rows.map((row) => (row as { readonly name: string }).name)
}

function listReasons(): readonly string[] {
  return Object.entries({ ...COLUMNS, ...MIGRATION_COLUMNS })
    .flatMap(([table, columns]) =>
      Object.keys(columns).map((column) => `public.${table}.${column}`),
    )
    .toSorted()
}

for (const kind of [embedded(), postgres()]) {
  const skip = kind.name === 'PostgreSQL' ? NO_POSTGRES : false
  describe(`the tables in ${kind.name}`, { skip }, () => {
    let database: Database
    before(async () => {
      database = await kind.open()
    })
    after(() => kind.end())

    test('have the columns that the page has a reason for, and no other', async () => {
      assert.deepEqual((await listColumns(database)).toSorted(), listReasons())
      for (const columns of Object.values(COLUMNS)) {
        for (const [column, why] of Object.entries(columns)) assert.ok(why.length > 3, column)
      }
    })

    test('answer a prepared statement with the values of each time', async () => {
      const asked = { table: 'x', count: 3 }
      let written = 0
      const tell = prepare<typeof asked, { readonly told: string }>((db, { table, count }) => {
        written++
        return sql<{
          readonly told: string
        }>`SELECT ${table}::text || ${count}::text || ${'fixed'}::text || ${table}::text AS told`.compile(
          db,
        )
      })
      assert.deepEqual(await tell(database.db, asked), [{ told: 'x3fixedx' }])
      assert.deepEqual(await tell(database.db, { table: 'y', count: 4 }), [{ told: 'y4fixedy' }])
      assert.equal(written, 1)
      // Taken all at once, there would be none.
      const { db } = database
      const all = prepare((_, values: typeof asked) =>
        sql`SELECT ${{ ...values }.table}`.compile(db),
      )
      await assert.rejects(all(db, asked), /one by one/)
    })

    test('a column without a reason is seen, in a table of ours and in one of another schema', async () => {
      await database.query('ALTER TABLE revoked ADD COLUMN holder text')
      await database.query('CREATE SCHEMA other')
      await database.query('CREATE VIEW other.persons AS SELECT 1 AS name')
      const extra = (await listColumns(database)).filter((name) => !listReasons().includes(name))
      assert.deepEqual(extra, ['other.persons.name', 'public.revoked.holder'])
    })

    test('what is read for too long is answered in time, and read when the database is free', async () => {
      const patient = await makeServer(database)
      const hasty = await makeServer(database, { isSecond: true, limits: { seconds: 0.2 } })
      const headers = { Authorization: `Bearer ${await patient.key()}` }
      const readFrom = async (server: TestServer) => {
        const response = await server.request('/v1/api-keys', { headers })
        return `${response.status} ${JSON.parse(await response.text()).code}`
      }
      let release = () => {}
      const isFree = new Promise<void>((resolve) => {
        release = resolve
      })
      const locked = new Promise<void>((resolve, reject) => {
        const held = database.db.transaction().execute(async (trx) => {
          await sql`LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE`.execute(trx)
          resolve()
          await isFree
        })
        held.catch(reject)
      })
      await locked
      try {
        assert.equal(await readFrom(hasty), '503 request.timeout')
      } finally {
        release()
      }
      assert.equal(await readFrom(patient), '200 undefined')
    })

    test('a column that another release adds meanwhile disturbs nobody', async () => {
      const server = await makeServer(await kind.open())
      const readAndWrite = async (): Promise<void> => {
        // As often as each connection plans a statement for good.
        for (let times = 0; times < 8; times++) {
          assert.equal((await server.post('/v1/certificates', REQUEST)).status, 201)
          await createListStore(server.database.db).read(ALLOCATION)
        }
      }
      await readAndWrite()
      for (const table of ['lists', 'list_identity', 'idempotency', 'api_keys', 'issued_counts']) {
        await server.database.query(`ALTER TABLE ${table} ADD COLUMN later integer`)
      }
      await readAndWrite()
    })

    test('errors of the database are told by their kind, never with a value', async () => {
      const server = await makeServer(await kind.open())
      const value = 'Quxwortherly'
      await server.database.query(
        `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN RAISE EXCEPTION E'${value}\\n    at ${value} (file:///${value}.ts:1:1)'; END $$`,
      )
      await server.database.query(
        'CREATE TRIGGER refuse BEFORE INSERT ON acts_of_hour EXECUTE FUNCTION refuse()',
      )
      const response = await server.post('/v1/certificates', REQUEST)
      assert.equal(response.status, 500)
      const told = `${await response.text()}${server.log.join('')}`
      assert.ok(!told.includes(value), told)
      const line: { readonly code?: string; readonly at?: string } = JSON.parse(
        server.log.at(-1) ?? '',
      )
      assert.equal(line.code, 'P0001')
      assert.match(line.at ?? '', /^at .+\d/)
    })
  })
}

describe('PostgreSQL', { skip: NO_POSTGRES }, () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgres({ log_statement: 'all', log_min_duration_statement: '0' })
  })
  after(() => server.stop())
  const readLog = (): string => readFileSync(join(server.folder, 'log'), 'utf8')

  test('logs no value of ours, though it is set to log everything', async () => {
    const [planted, kept] = ['Plantedworth', 'Quxwortherly']
    const url = await server.createUrl()
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    await other.query('SELECT $1::text', [planted])
    await other.end()
    const database = await openDatabase({ url })
    try {
      await Promise.all(Array.from({ length: 20 }, () => database.query('SELECT $1::text', [kept])))
      const lists = `INSERT INTO issued_counts (site, week, count) VALUES ('lab', $1, 1)`
      await assert.rejects(database.query(lists, [kept]), /issued_counts_week_check/)
    } finally {
      await database.close()
    }
    const log = readLog()
    assert.match(log, /INSERT INTO issued_counts/)
    assert.ok(log.includes(planted), 'the log was set to hold values')
    assert.ok(!log.includes(kept))
  })

  test('a connection that breaks while it is held, and asks nothing, ends no process', async () => {
    const database = await openDatabase({ url: await server.createUrl() })
    const held = database.db.connection().execute(async (connection) => {
      const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(
        connection,
      )
      await database.query('SELECT pg_terminate_backend($1, 5000)', [rows[0]?.pid])
      // Long enough for what was sent to arrive: without a listener the process ends here.
      await database.query('SELECT pg_sleep(0.2)')
      await sql`SELECT 1`.execute(connection)
    })
    await assert.rejects(held, (error: PratiqueError) => error.code === 'unavailable.database')
    await database.ping()
    await database.close()
  })

  test('a role that may not end it is not used where statements are logged', async () => {
    const url = new URL(await server.createUrl())
    const admin = new pg.Client({ connectionString: url.href })
    await admin.connect()
    await admin.query('CREATE ROLE clerk LOGIN')
    await admin.query('GRANT ALL ON SCHEMA public TO clerk')
    url.username = 'clerk'
    const open = () => openDatabase({ url: url.href })
    await assert.rejects(open(), (error: PratiqueError) => error.code === 'unavailable.database')
    await admin.query('ALTER ROLE clerk SET log_parameter_max_length = 0')
    await (await open()).close()
    await admin.end()
  })
})

test('a database that ends is out of reach, in every state of a request', {
  skip: NO_POSTGRES,
}, async () => {
  const server = await startPostgres()
  const database = await openDatabase({ url: await server.createUrl() })
  const { post, request, log } = await makeServer(database)
  const ask = async (path: string) => {
    const response = await request(path, {})
    return `${response.status} ${JSON.parse(await response.text()).status}`
  }
  try {
    assert.equal((await post('/v1/certificates', REQUEST)).status, 201)
    assert.equal(await ask('/readyz'), '200 ready')
    const codes = async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => post('/v1/certificates', REQUEST)),
      )
      return Promise.all(
        answers.map(async (each) => `${each.status} ${JSON.parse(await each.text()).code}`),
      )
    }
    const asked = codes()
    await server.stop()
    for (const said of [...(await asked), ...(await codes())]) {
      assert.match(said, /^(201 undefined|503 unavailable\.database)$/)
    }
    assert.ok((await codes()).every((said) => said === '503 unavailable.database'))
    // What was known a moment ago is told for a second.
    for (let left = 50; left > 0 && (await ask('/readyz')) === '200 ready'; left--) await wait(100)
    assert.deepEqual([await ask('/readyz'), await ask('/healthz')], ['503 database', '200 alive'])
    assert.deepEqual(log, [])
    await assert.rejects(database.db.selectFrom('lists').selectAll().execute(), PratiqueError)
  } finally {
    await database.close()
  }
})
