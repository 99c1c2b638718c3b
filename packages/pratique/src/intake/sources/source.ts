/**
 * Sources of trust, each a few files that belong together: what they are given as, and what they come
 * to.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { UsageError } from '../../errors.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import type { PublicKey } from '../../keys/public-key.ts'
import type { GdhcnSigner } from '../../trust/gdhcn/proof.ts'
import type { GdhcnImport } from '../../trust/gdhcn/report.ts'
import type { VciImport } from '../../trust/jwk-set/vci-snapshot.ts'
import type { PinnedSigners } from '../../trust/master-list/master-list.ts'
import type { Environment, TrustImport } from '../../trust/record.ts'
import type { PinnedAnchor } from '../../trust/trust-anchor/anchors.ts'
import type { AnchoredCertificate } from '../../trust/trust-anchor/trust-anchor.ts'
import type { TrustFile } from '../trust-file.ts'

export const SOURCE_KINDS = ['gdhcn', 'vci', 'nz', 'eu', 'file'] as const

/**
 * `gdhcn`: a network's root list, `did.json`, and any number of `TNG_TA.signed.*.json` of its trust
 * anchor. `vci`: `snapshot.json`, `snapshot.sig`, `snapshot.crt`, and the `directory.json` of today.
 * `nz`: the `did.json` of New Zealand's issuer. `eu`: a national copy of the EU's list, `list.json`, with
 * its signature in the first line or in `list.sig`. `file`: files that `importTrustFile` knows.
 */
export type SourceKind = (typeof SOURCE_KINDS)[number]

/** Files by their names. Their order does not matter. */
export type SourceFiles = ReadonlyMap<string, Bytes>

/** What is pinned. Each member is of the kinds that it names. */
export interface SourceOptions {
  readonly crypto: CryptoPort
  /** `gdhcn`: keys that may have signed the list. Default: `GDHCN_SIGNERS`. */
  readonly signers?: readonly GdhcnSigner[]
  /** `gdhcn`: trust anchors. Default: `GDHCN_ANCHORS`. Those of another environment do not count. */
  readonly anchors?: readonly PinnedAnchor[]
  /** `gdhcn`, `file`: of what is not a specimen's. Default: `production`. */
  readonly environment?: Environment
  /** `vci`: SHA-256 of the signer's certificate. Default: that of `VCI_SIGNER`. */
  readonly fingerprint?: string
  /** `nz`: whether it was fetched from the issuer's own address, over TLS. Else it is as good as its giver. */
  readonly isFetched?: boolean
  /** `eu`: whose signature the list must have. P-256. */
  readonly signerKey?: PublicKey
  /** `file`: the issuer of a bare key set. */
  readonly issuer?: string
  /** `file`: who must have signed an ICAO master list. */
  readonly masterListSigners?: PinnedSigners
}

/** What every source comes to. */
interface SourceFacts {
  /** The oldest date that stands under a signature that was verified, in seconds since the epoch. */
  readonly signedAt?: number
  /** Whether the signature is by a key whose origin is recorded; else it only finds damage. */
  readonly isSigned: boolean
}

/** A file of the trust anchor that proves nothing. */
export interface RefusedFile {
  readonly file: string
  /** In words. */
  readonly reason: string
}

export interface GdhcnSource extends GdhcnImport, SourceFacts {
  readonly kind: 'gdhcn'
  /** What the trust anchor has signed, listed or not. */
  readonly anchored: readonly AnchoredCertificate[]
  readonly refusedFiles: readonly RefusedFile[]
  readonly signedAt: number
}

export interface VciSource extends VciImport, SourceFacts {
  readonly kind: 'vci'
  readonly signedAt: number
  /** Keys that were not taken as their issuer has left the directory, or has long not been reached. */
  readonly staleKeys: number
  /** Issuers of which a key was taken. */
  readonly issuers: number
}

export interface NzSource extends TrustImport, SourceFacts {
  readonly kind: 'nz'
}

export interface EuSource extends TrustImport, SourceFacts {
  readonly kind: 'eu'
}

export interface FileSource extends TrustFile, SourceFacts {
  readonly kind: 'file'
  /** Of its files those with batches of hashes, as they came. */
  readonly hashBatches: readonly Bytes[]
}

export type SourceImport = GdhcnSource | VciSource | NzSource | EuSource | FileSource

/** What a file is called where its own name says little. */
const WORDS: Readonly<Record<string, string>> = {
  'did.json': 'the list itself (did.json)',
  'list.json': 'the list itself',
  'snapshot.json': 'the snapshot itself',
  'snapshot.sig': 'the signature of the snapshot (.sig)',
  'snapshot.crt': 'the certificate of who signed the snapshot (.crt)',
}

/**
 * Takes a file that a source must have.
 *
 * @throws {UsageError} `usage.trust-file`
 */
export function requireFile(files: SourceFiles, name: string): Bytes {
  return files.get(name) ?? refuseSource(`the source lacks ${WORDS[name] ?? name}`)
}

/**
 * Requires that a source has no file that nothing is made of.
 *
 * @throws {UsageError} `usage.trust-file`
 */
export function requireKnown(files: SourceFiles, isKnown: (name: string) => boolean): void {
  if (![...files.keys()].every(isKnown))
    refuseSource('the source has a file that is none of its own')
}

/** @throws {UsageError} `usage.trust-file` */
export function refuseSource(reason: string, cause?: unknown): never {
  throw new UsageError('usage.trust-file', reason, { cause })
}
