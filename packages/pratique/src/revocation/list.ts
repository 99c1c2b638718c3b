/**
 * What a revocation list is to the verification, whatever it is made of.
 *
 * @module
 */

import type { PublicKey } from '../keys/public-key.ts'
import type { Framework, RevocationIdKind } from '../model/format.ts'

/**
 * A list of revoked certificates, of one issuer and key. Where signers' certificates stand in the
 * messages, it is the authority's list of revoked signers.
 */
export interface RevocationList {
  readonly framework: Framework
  readonly issuer: string
  /** Absent: it is about every key of its issuer. */
  readonly keyId?: string
  /**
   * Lists of revoked signers are of an issuer's name, whatever its key (RFC 5280 §5.1.2.3): DER as hex.
   */
  readonly issuerName?: string
  /** What it names certificates by. Absent: `identifier`. */
  readonly names?: RevocationIdKind
  /** Which certificates it speaks of; absent: all of its key. */
  readonly coverage?: RevocationCoverage
  /** The date on the list, seconds since the epoch. */
  readonly asOf?: number
  /** Until when the list says that it may be relied on, or when a newer one is due. */
  readonly freshUntil?: number
  /** Whether its issuer announces a newer one. */
  readonly isSuperseded?: boolean
  /** Whether it is one of several that are the issuer's list only together. */
  readonly isPart?: boolean
  /** False if it may revoke more than could be read; what could be read still counts. */
  readonly isComplete: boolean
  /** Whether it is the list that an identifier belongs on. Absent: it is, of each. */
  isAbout?(revocationId: string): boolean
  /** Whether it speaks of an identifier that belongs on it. Absent: of each. */
  covers?(revocationId: string): boolean
  /** Whether it speaks of what a key has signed. Absent: of each key of its issuer, or of `keyId`. */
  coversKey?(key: PublicKey): boolean
  /** Whether its form is faulty in ways that hide nobody's revocation. */
  readonly hasSlips?: boolean
  /**
   * @param revocationId a text, of a token `list/index`; of bytes the first 16 of their SHA-256, as Base64
   * @param issuedAt seconds since the epoch
   */
  isRevoked(revocationId: string, issuedAt: number): boolean
}

/** When the certificates that a list speaks of were issued: seconds since the epoch, both inclusive. */
export interface RevocationCoverage {
  readonly issuedFrom?: number
  readonly issuedUntil?: number
}
