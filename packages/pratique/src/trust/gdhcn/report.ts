/**
 * What an import of a list of the GDHCN says of itself.
 *
 * @module
 */

import type { Evidence, Role, TrustImport } from '../record.ts'
import type { GdhcnNetwork } from './networks.ts'
import type { ProofStatus } from './proof.ts'
import type { GdhcnWarning, GdhcnWarningName } from './warnings.ts'

/** What became of one entry. */
export interface GdhcnKeyReport {
  readonly id: string
  readonly kid: string
  readonly domain: string
  readonly participant: string
  /** `DSC`, `SCA`, `DECA`, `DESC`. */
  readonly usage: string
  /** SHA-256 of the certificate, in lower-case hex; empty if it was not read. */
  readonly fingerprint: string
  readonly isKept: boolean
  /** Why it was kept or dropped, in words. */
  readonly reason: string
  readonly warnings: readonly GdhcnWarningName[]
  /** Of a kept key. */
  readonly role?: Role
  readonly evidence?: Evidence
  /** Fingerprint of the listed authority that signed the certificate. */
  readonly authority?: string
}

/** Records, and a report that has every entry. All of it in an order that is not the list's. */
export interface GdhcnImport extends TrustImport {
  readonly network: GdhcnNetwork
  readonly proof: ProofStatus
  /** The date of the proof, in seconds since the epoch. Unverified unless the proof is verified. */
  readonly signedAt: number
  readonly keys: readonly GdhcnKeyReport[]
  readonly warnings: readonly GdhcnWarning[]
}
