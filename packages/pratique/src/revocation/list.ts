/**
 * What a revocation list is to the verification, whatever it is made of.
 *
 * @module
 */

import type { Framework } from '../model/format.ts'

/**
 * A list of revoked certificates, of one issuer and key. Where signers' certificates stand in the
 * messages, it is the authority's list of revoked signers.
 */
export interface RevocationList {
  readonly framework: Framework
  readonly issuer: string
  readonly keyId: string
  /**
   * Lists of revoked signers are of an issuer's name, whatever its key (RFC 5280 §5.1.2.3): DER as hex.
   */
  readonly issuerName?: string
  /** The date on the list, seconds since the epoch. */
  readonly asOf?: number
  /** Until when the list says that it may be relied on. */
  readonly freshUntil?: number
  /** False if parts of it could not be read; what could be read still counts. */
  readonly isComplete: boolean
  /** @param issuedAt seconds since the epoch */
  isRevoked(revocationId: string, issuedAt: number): boolean
}
