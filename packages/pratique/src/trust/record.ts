/**
 * The one record that every trust source is turned into (DESIGN §8).
 *
 * @module
 */

import type { JsonValue } from '../json/value.ts'
import type { Algorithm } from '../keys/algorithms.ts'
import type { PublicKey } from '../keys/public-key.ts'
import type { Domain, Framework, Usage } from '../model/format.ts'
import type { Remark } from '../outcome.ts'

/** `test`: a specimen's key. `exercise`: made up like a specimen's, but treated as production's. */
export const ENVIRONMENTS = ['production', 'test', 'exercise'] as const

export type Environment = (typeof ENVIRONMENTS)[number]

/** How we know that the key is the issuer's, from strongest to weakest (DESIGN §8). */
export const EVIDENCE_LEVELS = [
  'anchored',
  'listed',
  'directory',
  'local',
  'unauthenticated',
] as const

export type Evidence = (typeof EVIDENCE_LEVELS)[number]

/**
 * `authority`: the key signs signers' certificates and nothing else (a CSCA). `revoker`: it signs lists of
 * revoked tokens, of its issuer alone, and nothing else.
 */
export const ROLES = ['signer', 'authority', 'revoker'] as const

export type Role = (typeof ROLES)[number]

/** Whether keys of a role sign certificates: what else they sign, no algorithm is announced for. */
export function isMessageSigner(role: Role = 'signer'): boolean {
  return role === 'signer'
}

export const RECORD_STATUSES = ['live', 'withdrawn'] as const

/** How an issuer publishes revocations; `none`: it publishes none. */
export const REVOCATION_KINDS = [
  'none',
  'smart-health-card-crl',
  'x509-crl',
  'eu-hash-batches',
  'token-list',
] as const

/** One public key that somebody vouches for, in one framework. */
export interface TrustRecord {
  readonly framework: Framework
  readonly environment: Environment
  /** The country (as its list writes it) or the issuer's URL. */
  readonly issuer: string
  /** For people. */
  readonly name?: string
  /**
   * As `SignedMessage.keyId` writes it; of an authority, its subject key identifier as hex; of a revoker, what
   * `toSignerId` makes of its key.
   */
  readonly keyId: string
  /** Absent: `signer`. */
  readonly role?: Role
  readonly key: PublicKey
  readonly algorithms: readonly Algorithm[]
  /** What the key may sign; absent: anything of its framework. */
  readonly usages?: readonly Usage[]
  /** What the list has it for; absent: the list does not say, or has no such thing. */
  readonly domains?: readonly Domain[]
  /** Of a signer: `keyId` of the issuer's authority that issued its certificate, where that is known. */
  readonly parent?: string
  /** The key's own life, seconds since the epoch, both inclusive; absent: not limited. */
  readonly notBefore?: number
  readonly notAfter?: number
  readonly status: (typeof RECORD_STATUSES)[number]
  readonly evidence: Evidence
  /** The name of the {@link TrustList} that the key stands on, if it stands on one. */
  readonly list?: string
  readonly revocation: (typeof REVOCATION_KINDS)[number]
  /** The version of the key's card revocation list, if the issuer announces one. */
  readonly crlVersion?: number
  /** What was odd about the key, such as the mis-encoded arc of its key usage. */
  readonly remarks: readonly Remark[]
}

/**
 * A list that is the whole of a network's keys, or of one issuer's, so that a key can be missing from
 * it. Times in seconds since the epoch.
 */
export interface TrustList {
  readonly framework: Framework
  readonly name: string
  /** The issuer whose keys it lists; absent: all issuers of the network. */
  readonly issuer?: string
  /** The date on the list. */
  readonly asOf?: number
  /** Whether `asOf` stands under a signature that was verified. */
  readonly isSigned: boolean
  /** Until when the list may be relied on; absent: as long as who gave it to us does. */
  readonly freshUntil?: number
}

/** A key, or what was said of one, that was not taken, and why, in words. */
export interface Dropped {
  /** As the source writes it; empty if it writes none. */
  readonly keyId: string
  readonly reason: string
}

/** A revocation list that stood beside an issuer's keys, as it stood there. */
export interface IssuerRevocations {
  readonly issuer: string
  readonly list: JsonValue
}

/** What one source comes to. `dropped` says of every key that was not taken why, in words. */
export interface TrustImport {
  readonly records: readonly TrustRecord[]
  readonly lists: readonly TrustList[]
  readonly dropped: readonly Dropped[]
  readonly revocations?: readonly IssuerRevocations[]
}
