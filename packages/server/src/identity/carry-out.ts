/**
 * What an approved proposal does. Each of them, done twice, does nothing the second time: whoever is stopped in between is
 * asked again.
 *
 * @module
 */

import type { Kysely } from 'kysely'
import { type ListStore, type Receipt, revokeBatch } from 'pratique/revocation'
import type { Tables } from '../storage/tables.ts'
import { keepApiKey } from './api-keys.ts'
import { type DoneAct, SERVER_SITE } from './audit.ts'
import type { Proposal } from './proposals.ts'
import type { WithdrawnKeys } from './withdrawn-keys.ts'

export interface CarryOutContext {
  readonly db: Kysely<Tables>
  readonly store: ListStore
  readonly secret: Uint8Array
  readonly withdrawnKeys: Pick<WithdrawnKeys, 'withdraw'>
  /** Seconds since the epoch. */
  readonly now: () => number
}

/**
 * Does what was approved.
 *
 * @returns what is told of it in the log of acts, as the act of who proposed it
 * @throws {UsageError} `usage.token` if a batch cannot be revoked: nothing of it is, then
 */
export async function carryOut(
  { db, now, withdrawnKeys, ...lists }: CarryOutContext,
  { content, proposedBy: operator, principal }: Proposal,
): Promise<DoneAct> {
  switch (content.kind) {
    case 'revoke-mass': {
      const { site, reason } = content
      const receipts = content.receipts.map(readReceipt)
      await revokeBatch(lists, { receipts, count: receipts.length }, reason)
      return { act: 'revoke', operator, site, count: receipts.length, reason }
    }
    case 'create-key':
      await keepApiKey(
        db,
        { id: content.id, hash: Buffer.from(content.hash, 'hex') },
        { ...content, madeBy: principal },
      )
      return { act: 'create-key', operator, site: SERVER_SITE, count: 1 }
    case 'withdraw-key':
      await withdrawnKeys.withdraw(content.key, now())
      return { act: 'withdraw-key', operator, site: SERVER_SITE, count: 1 }
  }
}

/** Reads `LIST/INDEX`, whose form was looked at when it was proposed. */
export function readReceipt(text: string): Receipt {
  const [list = '', index = ''] = text.split('/')
  return { list: Number(list), index: Number(index) }
}
