/**
 * Acts that need two people: one proposes, another approves within a day. A decision, what it does and its lines of the log
 * are one transaction, in turn with every other.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { RevocationReason } from 'pratique/revocation'
import { RequestError } from '../request-error.ts'
import { TURNS, takeTurn } from '../storage/locks.ts'
import type { ProposalRow, Tables } from '../storage/tables.ts'
import { type Act, type Caller, hasSites, requireAct } from './acts.ts'
import { holdKey } from './api-keys.ts'
import { countAct, type DoneAct, SERVER_SITE } from './audit.ts'

const LIFE_SECONDS = 86_400
/** Of one person, at once: each of them may be large. */
const MOST_OPEN = 20

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What can be proposed. */
export type ProposalContent =
  | {
      readonly kind: 'revoke-mass'
      readonly site: string
      readonly reason: RevocationReason
      /** `LIST/INDEX` each, all different. */
      readonly receipts: readonly string[]
      /** How many they are on each list, by its number. */
      readonly lists: Readonly<Record<string, number>>
      /** SHA-256 of all of them, in hex. */
      readonly digest: string
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

/** What is told of it before it is decided: not each place on a list. */
export type ToldContent = WithoutReceipts<ProposalContent>
type WithoutReceipts<Content> = Content extends unknown ? Omit<Content, 'receipts'> : never

/** Something proposed. */
export interface Proposal<Content = ProposalContent> {
  readonly id: string
  readonly content: Content
  /** Whoever approves it is for all of them. */
  readonly sites: readonly string[]
  readonly proposedBy: string
  readonly principal: string
  /** Seconds since the epoch. */
  readonly expiresAt: number
}

/**
 * Proposes an act, at sites which whoever approves it must be for.
 *
 * @throws {RequestError} `request.rate` while too much of the same person waits for a decision; `request.key` if the
 *   caller's key was taken back in the meantime
 */
export async function propose(
  db: Kysely<Tables>,
  caller: Caller,
  { content, sites }: Pick<Proposal, 'content' | 'sites'>,
  now: number,
): Promise<Pick<Proposal, 'id' | 'expiresAt'>> {
  const id = randomUUID()
  const expiresAt = Math.min(Math.floor(now) + LIFE_SECONDS, caller.keyExpiresAt ?? Infinity)
  await takeTurn(db, TURNS.proposals, async (trx) => {
    await holdKey(trx, caller)
    await requireRoom(trx, caller, now)
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

async function requireRoom(
  trx: Transaction<Tables>,
  { principal }: Caller,
  now: number,
): Promise<void> {
  const open = await trx
    .selectFrom('proposals')
    .select('expires_at')
    .where('principal', '=', principal)
    .where('expires_at', '>', Math.floor(now))
    .orderBy('expires_at')
    .execute()
  const [first] = open
  if (!first || open.length < MOST_OPEN) return
  const seconds = first.expires_at - Math.floor(now)
  throw new RequestError('request.rate', { headers: { 'Retry-After': String(seconds) } })
}

/** Lists what waits for a decision: the caller's own, and what they may approve. */
export async function listProposals(
  db: Kysely<Tables>,
  caller: Caller,
  now: number,
): Promise<readonly Proposal<ToldContent>[]> {
  const rows = await db
    .selectFrom('proposals')
    .select(['id', 'sites', 'proposed_by', 'principal', 'expires_at'])
    .select(sql<ToldContent>`content - 'receipts'`.as('content'))
    .where('expires_at', '>', Math.floor(now))
    .orderBy('expires_at')
    .orderBy('id')
    .execute()
  return rows.map(toProposal).filter((each) => isOwn(caller, each) || mayDecide(caller, each))
}

/**
 * Approves what another has proposed: it is done, once, or nothing is.
 *
 * @param carryOut does it; what is told of it in the log
 * @throws {RequestError} `request.unknown`, also if it was decided; `request.own-proposal`; `request.scope`
 */
export async function approveProposal(
  db: Kysely<Tables>,
  caller: Caller,
  id: string,
  now: number,
  carryOut: (trx: Transaction<Tables>, proposal: Proposal) => Promise<DoneAct>,
): Promise<void> {
  await takeTurn(db, TURNS.proposals, async (trx) => {
    const proposal = await takeProposal(trx, caller, id, now)
    requireAct(caller, 'approve')
    if (isOwn(caller, proposal)) throw new RequestError('request.own-proposal')
    const done = await carryOut(trx, proposal)
    await countAct(trx, actOf('approve', caller, proposal.content), now)
    await countAct(trx, done, now)
  })
}

/**
 * Refuses a proposal, or takes the own back.
 *
 * @throws {RequestError} `request.unknown`, also if it was decided
 */
export async function refuseProposal(
  db: Kysely<Tables>,
  caller: Caller,
  id: string,
  now: number,
): Promise<void> {
  await takeTurn(db, TURNS.proposals, async (trx) => {
    const { content } = await takeProposal(trx, caller, id, now)
    await countAct(trx, actOf('refuse', caller, content), now)
  })
}

/** Takes a proposal out, for good if the transaction comes to its end. */
async function takeProposal(
  trx: Transaction<Tables>,
  caller: Caller,
  id: string,
  now: number,
): Promise<Proposal> {
  const row = UUID.test(id)
    ? await trx
        .deleteFrom('proposals')
        .where('id', '=', id)
        .where('expires_at', '>', Math.floor(now))
        .returningAll()
        .executeTakeFirst()
    : undefined
  const proposal = row && toProposal<ProposalContent>(row)
  if (proposal && (isOwn(caller, proposal) || mayDecide(caller, proposal))) return proposal
  throw new RequestError('request.unknown')
}

/** Forgets what nobody has decided. */
export async function forgetProposals(db: Kysely<Tables>, now: number): Promise<void> {
  await db.deleteFrom('proposals').where('expires_at', '<=', Math.floor(now)).execute()
}

function isOwn(caller: Caller, { proposedBy, principal }: Proposal<unknown>): boolean {
  return principal === caller.principal || proposedBy === caller.id
}

function mayDecide(caller: Caller, { sites }: Proposal<unknown>): boolean {
  return caller.acts.has('approve') && hasSites(caller, sites)
}

function actOf(
  decision: 'propose' | 'approve' | 'refuse',
  { id }: Caller,
  content: ProposalContent,
): DoneAct {
  const site = content.kind === 'revoke-mass' ? content.site : SERVER_SITE
  return { act: `${decision}-${content.kind}`, operator: id, site, count: 1 }
}

function toProposal<Content>(
  row: Omit<ProposalRow, 'content'> & { readonly content: Content },
): Proposal<Content> {
  const { id, content, sites, proposed_by: proposedBy, principal, expires_at: expiresAt } = row
  return { id, content, sites, proposedBy, principal, expiresAt }
}
