/**
 * The database: PostgreSQL, or the same embedded in this process.
 *
 * @module
 */

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { lockFolder } from '@pratique/node/folder-lock'
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely'
import { UnavailableError } from 'pratique/errors'
import { readSecretFile } from '../signing/open-key.ts'
import { migrate } from './migrations.ts'
import { reach, reachEmbedded, reachPool } from './reach.ts'
import { silence } from './silence.ts'
import type { Tables } from './tables.ts'

/** Where the data are: a folder of this machine for the embedded one, or an address of PostgreSQL. */
export type DatabaseOptions =
  | { readonly folder: string }
  | { readonly url: string; readonly passwordFile?: string | undefined }

/** An open database. */
export interface Database {
  readonly db: Kysely<Tables>
  readonly isEmbedded: boolean
  /** Runs a text of SQL as it is. */
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  /** @throws {UnavailableError} `unavailable.database` if it does not answer */
  ping(): Promise<void>
  close(): Promise<void>
}

/** An answer that takes longer is none. */
const PATIENCE_MS = 10_000
const CONNECTIONS = 10

/** Eight bytes as a number: nothing that is stored reaches 2^53. */
const BIGINT_OID = 20

/**
 * Opens the database, and brings its tables up to date.
 *
 * @throws {UnavailableError} `unavailable.database` if it cannot be reached or changed
 * @throws {UsageError} `usage.data-folder-locked` if another process has the folder
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database =
    'url' in options ? await openServer(toAddress(options)) : await openEmbedded(options.folder)
  try {
    await migrate(database.db as unknown as Kysely<never>)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Embedded: it takes no lock of its own, and writes without waiting for the disk (docs/guide/server.md). */
async function openEmbedded(folder: string): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const release = lockFolder(folder, () => {
    process.kill(process.pid, 'SIGTERM')
  })
  try {
    const pglite = await PGlite.create(join(folder, 'pgdata'), {
      parsers: { [BIGINT_OID]: Number },
    })
    const query: Database['query'] = (text, values) => reach(pglite.query(text, values))
    return {
      db: new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: reachEmbedded(pglite) }) }),
      isEmbedded: true,
      query,
      ping: async () => {
        await query('SELECT 1')
      },
      close: async () => {
        await pglite.close()
        release()
      },
    }
  } catch (cause) {
    release()
    const words = 'the embedded database cannot be opened'
    throw new UnavailableError('unavailable.database', words, { cause })
  }
}

/** The address with the password of its file, as a parameter: an address without a host has no other place for it. */
function toAddress({
  url,
  passwordFile,
}: Extract<DatabaseOptions, { readonly url: string }>): string {
  if (passwordFile === undefined) return url
  const address = new URL(url)
  address.searchParams.set('password', readSecretFile(passwordFile))
  return address.href
}

async function openServer(url: string): Promise<Database> {
  const { default: pg } = await import('pg')
  const types = new pg.TypeOverrides()
  types.setTypeParser(BIGINT_OID, Number)
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: PATIENCE_MS,
    statement_timeout: PATIENCE_MS,
    types,
    application_name: 'pratique',
    verify: (client, done) => {
      silence(client).then(() => done(), done)
    },
  })
  // Of connections that nobody uses, or that wait between two statements: the next one who asks gets another, or
  // learns it.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: reachPool(pool) }) })
  const query: Database['query'] = (text, values) => reach(pool.query(text, values))
  const ping = async (): Promise<void> => {
    await query('SELECT 1')
  }
  const database: Database = { db, isEmbedded: false, query, ping, close: () => db.destroy() }
  try {
    await ping()
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
