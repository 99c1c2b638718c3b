/**
 * Everything that the server stores, column by column (DESIGN §12): nothing of it is about a holder. `columns.ts` says why
 * of each.
 *
 * @module
 */

import type { Generated, JSONColumnType } from 'kysely'
import type { Purpose } from 'pratique/issue'
import type { RevocationReason } from 'pratique/revocation'
import type { FormatId, Framework } from 'pratique/verify'
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
  /** Who made it over HTTP, as the log of acts names them. */
  readonly made_by: string | null
  /** Whose it is, if not its own: whoever has two keys is one person. */
  readonly principal: string | null
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
  /** Sealed by another key made of the UUID, in lengths of whole KiB; absent while the answer is being made. */
  readonly answer: Uint8Array | null
  /** Whether it may be given out. */
  readonly is_final: boolean
  /** Which run makes the answer; absent when none does. */
  readonly lease: string | null
  /** Until then that run is waited for, by the clock of the database. */
  readonly leased_until: Date | null
  /** A whole hour. */
  readonly expires_at: number
}

/** While it comes in; being worked on; every row has its outcome; as before, and some are to be sent again; destroyed. */
export type BatchState = 'receiving' | 'working' | 'done' | 'failed' | 'gone'

export type BatchPictures = 'none' | 'svg' | 'png'

/** A public key (RFC 7517) that results are encrypted to. */
export interface RecipientJwk {
  readonly kty: 'EC' | 'OKP'
  readonly crv: 'P-256' | 'X25519'
  readonly x: string
  readonly y?: string
}

/** A batch of orders, from when it begins to come in until its result is destroyed. */
export interface BatchRow {
  /** 128 random bits. */
  readonly id: string
  /** Of the request, while it comes in: what `idempotency` knows it by. */
  readonly key_hash: Uint8Array | null
  readonly operator: string
  readonly site: string
  readonly format: FormatId
  readonly purpose: Purpose
  /** Which pictures are made beside the texts. */
  readonly pictures: BatchPictures
  /** The caller's public key, to which the result is encrypted. */
  readonly recipient: JSONColumnType<RecipientJwk>
  /** Which key of the folder of secrets wraps that of the inputs. */
  readonly day_key: string
  /** The key of the inputs, wrapped; gone with the last input. */
  readonly wrapped_key: Uint8Array | null
  readonly state: BatchState
  readonly chunks: number
  readonly chunks_done: number
  /** So often a worker took one of them. */
  readonly begun: number
  readonly rows: number
  readonly issued: number
  readonly refused: number
  /** Of the rows that are refused, those that are to be sent again. */
  readonly lost: number
  readonly began_at: number
  /** Until then whoever takes it in is waited for; absent when it is here. */
  readonly busy_until: number | null
  /** When the last row was done. */
  readonly ended_at: number | null
}

/** Some hundred rows of a batch: sealed input, or encrypted result, never both. */
export interface BatchChunkRow {
  readonly batch: string
  readonly chunk: number
  /** Number of its first row in the batch, from 1. */
  readonly first_row: number
  readonly rows: number
  /** Rows as they came in, sealed by the key of the inputs. */
  readonly input: Uint8Array | null
  /** What came of them, encrypted to the recipient. */
  readonly result: Uint8Array | null
  /** A worker has it until then, by the clock of the database. */
  readonly leased_until: Date | null
  /** Which lease it is: 128 random bits. */
  readonly lease: string | null
  /** So often a worker took it and did not end it. */
  readonly attempts: number
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
  /** Who it is, whatever the log calls them: SHA-256 of issuer and subject, in hex. */
  readonly principal: string
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
  readonly batches: BatchRow
  readonly batch_chunks: BatchChunkRow
  readonly proposals: ProposalRow
  readonly withdrawn_keys: WithdrawnKeyRow
  readonly sessions: SessionRow
}
