/**
 * The state of revocation lists in the database, as the library asks for it. The library decides; here its documents
 * become rows, and its changes transactions.
 *
 * @module
 */

import type { Kysely, Transaction } from 'kysely'
import {
  ALLOCATION,
  type AllocationState,
  decodeAllocation,
  decodeGaps,
  decodeRevoked,
  encodeAllocation,
  encodeGaps,
  encodeRevoked,
  type ListStore,
  MAX_INDICES,
  type RevokedState,
  revokedName,
} from 'pratique/revocation'
import type { Bytes, Framework } from 'pratique/verify'
import { TURNS, waitForTurn } from './locks.ts'
import type { Tables } from './tables.ts'

type Connection = Kysely<Tables> | Transaction<Tables>

const REVOKED = revokedName(0).slice(0, -1)

/** Makes the store. Each change is one transaction, or part of the one that is given, in turn with every other of the same document. */
export function createListStore(db: Connection): ListStore {
  const transact = <T>(act: (trx: Transaction<Tables>) => Promise<T>): Promise<T> =>
    db.isTransaction ? act(db as Transaction<Tables>) : db.transaction().execute(act)
  return {
    read: (name) => documentOf(name).read(db),
    update: (name, change) =>
      transact(async (trx) => {
        const { lock, read, write } = documentOf(name)
        await waitForTurn(trx, lock)
        const { document, result } = change(await read(trx))
        await write(trx, document)
        return result
      }),
  }
}

/** How a document of the library rests in tables. */
interface DocumentRows {
  readonly lock: number
  read(db: Connection): Promise<Bytes | undefined>
  write(db: Connection, document: Bytes): Promise<void>
}

function documentOf(name: string): DocumentRows {
  if (name === ALLOCATION)
    return { lock: TURNS.allLists, read: readAllocation, write: writeAllocation }
  const list = Number(name.slice(REVOKED.length))
  if (name !== revokedName(list)) throw new Error(`unreachable: no document is called ${name}`)
  return {
    lock: list,
    read: (db) => readRevoked(db, list),
    write: (db, document) => writeRevoked(db, list, decodeRevoked(document)),
  }
}

async function readAllocation(db: Connection): Promise<Bytes | undefined> {
  const identity = await db.selectFrom('list_identity').selectAll().executeTakeFirst()
  const rows = await db.selectFrom('lists').selectAll().orderBy('opened_at').execute()
  if (!identity) return undefined
  const { secret_check: check, issuers } = identity
  return encodeAllocation({
    lists: rows.map(({ number, opened_at: openedAt, closed_at: closedAt, claimed }) => ({
      ...{ number, openedAt, claimed },
      ...(closedAt !== null && { closedAt }),
    })),
    ...(check && { check: new Uint8Array(check) }),
    ...(issuers && { issuers: new Map(Object.entries(issuers) as [Framework, string][]) }),
  })
}

async function writeAllocation(db: Connection, document: Bytes): Promise<void> {
  const { lists, check, issuers }: AllocationState = decodeAllocation(document)
  const identity = {
    secret_check: check ?? null,
    issuers: issuers ? JSON.stringify(Object.fromEntries(issuers)) : null,
  }
  await db
    .insertInto('list_identity')
    .values(identity)
    .onConflict((same) => same.column('singleton').doUpdateSet(identity))
    .execute()
  // The open one last: there is never more than one.
  for (const { number, openedAt, closedAt = null, claimed } of lists) {
    const row = { number, opened_at: openedAt, closed_at: closedAt, claimed }
    await db
      .insertInto('lists')
      .values(row)
      .onConflict((same) => same.column('number').doUpdateSet(row))
      .execute()
  }
}

async function readRevoked(db: Connection, list: number): Promise<Bytes | undefined> {
  const rows = await db.selectFrom('revoked').selectAll().where('list', '=', list).execute()
  if (rows.length === 0) return undefined
  const state: RevokedState = new Map(
    rows.map(({ reason, count, gaps }) => [
      reason,
      decodeGaps(new Uint8Array(gaps), { count, below: MAX_INDICES }),
    ]),
  )
  return encodeRevoked(state)
}

async function writeRevoked(db: Connection, list: number, state: RevokedState): Promise<void> {
  for (const [reason, indices] of state) {
    const row = { count: indices.length, gaps: encodeGaps(indices, MAX_INDICES) }
    await db
      .insertInto('revoked')
      .values({ list, reason, ...row })
      .onConflict((same) => same.columns(['list', 'reason']).doUpdateSet(row))
      .execute()
  }
}
