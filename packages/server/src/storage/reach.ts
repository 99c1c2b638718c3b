/**
 * Databases that do not answer. Whatever goes wrong between here and there, and whatever the database cannot help, is
 * one error, `unavailable.database`; what is left is a fault of ours.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import type { PGlite } from '@electric-sql/pglite'
import type {
  PGlite as EmbeddedPort,
  PostgresCursor,
  PostgresPool,
  PostgresPoolClient,
  PostgresQueryResult,
} from 'kysely'
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg'
import { PratiqueError, UnavailableError } from 'pratique/errors'

const WORDS = 'the database does not answer: look at its address, and whether it runs'

/**
 * What is no fault of a statement (PostgreSQL, Appendix A): connections, who may connect and to what, transactions that
 * lost against another, want of space, memory or connections, a server that ends or takes too long, its disk, a copy that
 * takes no writes.
 */
const OUT_OF_REACH = /^(08(?!P01)|28|3D|40|53|55000|57P0[1-5]|57014|58|25006|55P03)/

const SQLSTATE = /^[0-9A-Z]{5}$/

/** Waits for the database, and says if it is out of reach. */
export async function reach<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked
  } catch (error) {
    throw isOutOfReach(error)
      ? new UnavailableError('unavailable.database', WORDS, { cause: error })
      : error
  }
}

/** Names the kind of an error of the database, which has no value in it, as its message may. */
export function findSqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && SQLSTATE.test(code) ? code : undefined
}

/** PostgreSQL over the network, as kysely asks it. */
export function reachPool(pool: Pool): PostgresPool {
  const clients = new WeakMap<PoolClient, PostgresPoolClient>()
  return {
    async connect() {
      const client = await reach(pool.connect())
      const known = clients.get(client) ?? reachClient(client)
      clients.set(client, known)
      return known
    },
    end: () => pool.end(),
    options: pool.options,
  }
}

/** The embedded database, as kysely asks it. */
export function reachEmbedded(pglite: PGlite): EmbeddedPort {
  return {
    close: () => pglite.close(),
    get closed() {
      return pglite.closed
    },
    get ready() {
      return pglite.ready
    },
    waitReady: pglite.waitReady,
    query: (text, values, options) => reach(pglite.query(text, values, options)),
    transaction: (act) =>
      reach(
        pglite.transaction((trx) =>
          act({
            query: (text, values, options) => reach(trx.query(text, values, options)),
            rollback: () => trx.rollback(),
          }),
        ),
      ),
  }
}

function reachClient(client: PoolClient): PostgresPoolClient {
  function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>
  function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>
  function query(asked: unknown, values: readonly unknown[] = []): unknown {
    if (typeof asked !== 'string') throw new Error('unreachable: nothing is asked by cursor')
    return reach(ask(client, { ...nameOf(asked), text: asked, values: [...values] }))
  }
  return { query, release: (end) => client.release(end) }
}

/**
 * Asks by a callback. With a promise of pg's own, what was asked stays in memory, with its values, until V8 looks through
 * all objects: it had to do so every few seconds, and whoever asked meanwhile waited.
 */
function ask(client: PoolClient, asked: QueryConfig): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    client.query(asked, (error, result) => (error ? reject(error) : resolve(result)))
  })
}

/**
 * By its name a connection knows a statement again, and does not read and plan it anew. What asks for all columns is read
 * anew: another release may have added some.
 */
function nameOf(text: string): { readonly name?: string } {
  const known = names.get(text)
  if (known !== undefined) return { name: known }
  if (names.size >= MAX_NAMES || text.includes('*') || !CHANGES_OR_READS.test(text)) return {}
  // Of the text: behind a pooler, processes share connections.
  const name = `pratique_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
  names.set(text, name)
  return { name }
}

const names = new Map<string, string>()
/** Statements with lists of values are as many as there are lengths of lists: each connection holds no more than these. */
const MAX_NAMES = 200
/** Not `begin`, `commit`, or what makes tables. */
const CHANGES_OR_READS = /^\s*(with|select|insert|update|delete)\b/i

function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof PratiqueError) return false
  const state = findSqlState(error)
  if (state !== undefined) return OUT_OF_REACH.test(state)
  // What is left of a connection that broke has no code, or one of the system.
  return !(error instanceof TypeError || error instanceof RangeError)
}
