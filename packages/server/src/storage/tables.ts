/**
 * Everything that the server stores, column by column (DESIGN §12): nothing of it is about a holder. `columns.ts` says why
 * of each.
 *
 * @module
 */

import type { Generated, JSONColumnType } from 'kysely'
import type { RevocationReason } from 'pratique/revocation'
import type { Framework } from 'pratique/verify'
import type { ProposalContent } from '../identity/proposals.ts'

/** One revocation list. Times in seconds since the epoch. */
export interface ListRow {
  readonly number: number
  readonly opened_at: number
  readonly closed_at: number | null
  /** So many indices are claimed. The table refuses to go back. */
  readonly claimed: number
}

/** What all lists have in common: one row. */
export interface ListIdentityRow {
  readonly singleton: Generated<boolean>
  /** What tells the secret that indices were drawn by from another. */
  readonly secret_check: Uint8Array | null
  readonly issuers: JSONColumnType<Partial<Record<Framework, string>>> | null
}

/** The revoked indices of a list, by reason, in rising order: none shows which was revoked before. */
export interface RevokedRow {
  readonly list: number
  readonly reason: RevocationReason
  readonly count: number
  /** Gaps between indices, Golomb-coded. */
  readonly gaps: Uint8Array
}

/** How many certificates a site had issued in a week. */
export interface IssuedCountRow {
  readonly site: string
  /** ISO 8601, such as 2026-W47. */
  readonly week: string
  readonly count: number
}

/** Who may ask by a key. The key itself is nowhere: only what it is recognised by. */
export interface ApiKeyRow {
  /** Stands in the key, and in the audit log. */
  readonly id: string
  readonly name: string
  /** SHA-256 of the secret half, which is 256 random bits. */
  readonly hash: Uint8Array
  readonly acts: string[]
  readonly sites: string[]
  readonly expires_at: number
  readonly revoked_at: number | null
  /** Who made it over HTTP: whoever made two keys is one person. */
  readonly made_by: string | null
}

/** An act of an operator. Rows are only ever added. */
export interface AuditRow {
  readonly sequence: number
  readonly act: string
  /** An API key's id, or a person's name at the identity provider: an operator, never a holder. */
  readonly operator: string
  readonly site: string
  /** Seconds since the epoch, of a whole hour. */
  readonly hour: number
  readonly count: number
  /** Why, of revocations. */
  readonly reason: string | null
  readonly hash: Uint8Array
}

/** How often an act was done in an hour that may not be over: then it becomes a line of the audit log. */
export interface ActsOfHourRow {
  readonly act: string
  readonly operator: string
  readonly site: string
  readonly hour: number
  /** Empty, where an act has none. */
  readonly reason: string
  readonly count: number
}

/** An answer that may be asked for again. Without the key that was sent with it, nothing of it can be made out. */
export interface IdempotencyRow {
  /** SHA-256 of the caller and its key, a random UUID. */
  readonly key_hash: Uint8Array
  /** HMAC of the request, by a key made of the UUID. */
  readonly request_mac: Uint8Array
  /** Sealed by another key made of the UUID; absent while the answer is being made. */
  readonly answer: Uint8Array | null
  /** Whether it may be given out. */
  readonly is_final: boolean
  /** Until then whoever makes the answer is waited for. */
  readonly busy_until: number
  readonly expires_at: number
}

/** An act that one has proposed and another is to approve; forgotten when it is decided, or after a day. */
export interface ProposalRow {
  readonly id: string
  /** What is to be done, and with what: places on lists, a key that is to be made, a key that is to be withdrawn. */
  readonly content: JSONColumnType<ProposalContent>
  readonly sites: string[]
  readonly proposed_by: string
  readonly principal: string
  readonly expires_at: number
}

/** Somebody who works here and has signed in, for minutes. */
export interface SessionRow {
  /** SHA-256 of what the browser has, which is 256 random bits. */
  readonly hash: Uint8Array
  /** As in the log of acts. */
  readonly operator: string
  readonly roles: string[]
  readonly sites: string[]
  readonly expires_at: number
}

/** A key that signs no more. */
export interface WithdrawnKeyRow {
  /** SHA-256 of its public half (SPKI). */
  readonly key: Uint8Array
  readonly withdrawn_at: number
}

/** All tables by name. */
export interface Tables {
  readonly lists: ListRow
  readonly list_identity: ListIdentityRow
  readonly revoked: RevokedRow
  readonly issued_counts: IssuedCountRow
  readonly api_keys: ApiKeyRow
  readonly audit: AuditRow
  readonly acts_of_hour: ActsOfHourRow
  readonly idempotency: IdempotencyRow
  readonly proposals: ProposalRow
  readonly withdrawn_keys: WithdrawnKeyRow
  readonly sessions: SessionRow
}
