/**
 * What an approved proposal does, in the transaction that decides it.
 *
 * @module
 */

import type { Transaction } from 'kysely'
import { revokeBatch } from 'pratique/revocation'
import { parseReceipt } from '../issuing/receipts.ts'
import { createListStore } from '../storage/list-store.ts'
import type { Tables } from '../storage/tables.ts'
import { keepApiKey } from './api-keys.ts'
import { type DoneAct, SERVER_SITE } from './audit.ts'
import type { Proposal } from './proposals.ts'
import type { WithdrawnKeys } from './withdrawn-keys.ts'

export interface CarryOutContext {
  /** What lists are drawn by. */
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
  trx: Transaction<Tables>,
  { secret, withdrawnKeys, now }: CarryOutContext,
  { content, proposedBy: operator, principal }: Proposal,
): Promise<DoneAct> {
  switch (content.kind) {
    case 'revoke-mass': {
      const { site, reason } = content
      const receipts = content.receipts.map(parseReceipt)
      const lists = { store: createListStore(trx), secret }
      await revokeBatch(lists, { receipts, count: receipts.length }, reason)
      return { act: 'revoke', operator, site, count: receipts.length, reason }
    }
    case 'create-key':
      await keepApiKey(
        trx,
        { id: content.id, hash: Buffer.from(content.hash, 'hex') },
        { ...content, maker: { id: operator, principal } },
      )
      return { act: 'create-key', operator, site: SERVER_SITE, count: 1 }
    case 'withdraw-key':
      await withdrawnKeys.withdraw(content.key, now(), trx)
      return { act: 'withdraw-key', operator, site: SERVER_SITE, count: 1 }
  }
}
