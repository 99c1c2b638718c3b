/**
 * Acts that need two people: one proposes, another approves within a day.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { RevocationReason } from 'pratique/revocation'
import { RequestError } from '../request-error.ts'
import type { ProposalRow, Tables } from '../storage/tables.ts'
import { type Act, type Caller, hasSites } from './acts.ts'
import { countAct, type DoneAct, SERVER_SITE } from './audit.ts'

const LIFE_SECONDS = 86_400

/** What can be proposed. */
export type ProposalContent =
  | {
      readonly kind: 'revoke-mass'
      readonly site: string
      readonly reason: RevocationReason
      /** `LIST/INDEX` each. */
      readonly receipts: readonly string[]
    }
  | {
      readonly kind: 'create-key'
      readonly id: string
      /** Of the secret half, in hex: the key itself has whoever proposed it. */
      readonly hash: string
      readonly name: string
      readonly acts: readonly Act[]
      readonly sites: readonly string[]
      readonly expiresAt: number
    }
  /** SHA-256 of its public half (SPKI), in hex. */
  | { readonly kind: 'withdraw-key'; readonly key: string }

/** Something proposed. */
export interface Proposal {
  readonly id: string
  readonly content: ProposalContent
  readonly sites: readonly string[]
  readonly proposedBy: string
  readonly principal: string
  /** Seconds since the epoch. */
  readonly expiresAt: number
}

/** Proposes an act, at sites which whoever approves it must be for. */
export async function propose(
  db: Kysely<Tables>,
  caller: Caller,
  { content, sites }: Pick<Proposal, 'content' | 'sites'>,
  now: number,
): Promise<Pick<Proposal, 'id' | 'expiresAt'>> {
  const id = randomUUID()
  const expiresAt = Math.floor(now) + LIFE_SECONDS
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('proposals')
      .values({
        ...{ id, content: JSON.stringify(content), sites: [...sites] },
        ...{ proposed_by: caller.id, principal: caller.principal, expires_at: expiresAt },
      })
      .execute()
    await countAct(trx, actOf('propose', caller, content), now)
  })
  return { id, expiresAt }
}

/** Lists what waits for a decision at the caller's sites. */
export async function listProposals(
  db: Kysely<Tables>,
  caller: Caller,
  now: number,
): Promise<readonly Proposal[]> {
  const rows = await db
    .selectFrom('proposals')
    .selectAll()
    .where('expires_at', '>', Math.floor(now))
    .orderBy('expires_at')
    .orderBy('id')
    .execute()
  return rows.map(toProposal).filter(({ sites }) => hasSites(caller, sites))
}

/**
 * Finds a proposal that another person may decide.
 *
 * @throws {RequestError} `request.unknown`, `request.own-proposal`
 */
export async function findForeignProposal(
  db: Kysely<Tables>,
  caller: Caller,
  id: string,
  now: number,
): Promise<Proposal> {
  const proposal = await findProposal(db, caller, id, now)
  if (proposal.principal === caller.principal || proposal.proposedBy === caller.id) {
    throw new RequestError('request.own-proposal')
  }
  return proposal
}

/**
 * Finds a proposal at the caller's sites.
 *
 * @throws {RequestError} `request.unknown`
 */
export async function findProposal(
  db: Kysely<Tables>,
  caller: Caller,
  id: string,
  now: number,
): Promise<Proposal> {
  const found = (await listProposals(db, caller, now)).find((each) => each.id === id)
  if (found) return found
  throw new RequestError('request.unknown')
}

/** Ends a proposal that was decided. Of several who decide at once, one alone is counted. */
export async function closeProposal(
  db: Kysely<Tables>,
  caller: Caller,
  { id, content }: Proposal,
  decision: 'approve' | 'refuse',
  now: number,
  done: readonly DoneAct[] = [],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('proposals')
      .where('id', '=', id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return
    for (const act of [actOf(decision, caller, content), ...done]) await countAct(trx, act, now)
  })
}

/** Forgets what nobody has decided. */
export async function forgetProposals(db: Kysely<Tables>, now: number): Promise<void> {
  await db.deleteFrom('proposals').where('expires_at', '<=', Math.floor(now)).execute()
}

function actOf(
  decision: 'propose' | 'approve' | 'refuse',
  { id }: Caller,
  content: ProposalContent,
): DoneAct {
  const site = content.kind === 'revoke-mass' ? content.site : SERVER_SITE
  return { act: `${decision}-${content.kind}`, operator: id, site, count: 1 }
}

function toProposal(
  row: {
    readonly [Column in keyof ProposalRow]: Column extends 'content'
      ? ProposalContent
      : ProposalRow[Column]
  },
): Proposal {
  const { id, content, sites, proposed_by: proposedBy, principal, expires_at: expiresAt } = row
  return { id, content, sites, proposedBy, principal, expiresAt }
}
