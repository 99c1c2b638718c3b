/**
 * What a bundle holds: all that a verifier needs offline (DESIGN §8).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import type { JsonValue } from '../json/value.ts'
import type { Framework } from '../model/format.ts'
import type { NamedKey } from '../trust/diff-records.ts'
import type { TrustList, TrustRecord } from '../trust/record.ts'
import type { SignedDenial } from './denial.ts'
import type { Quorum } from './quorum.ts'

/** A revocation list, as it came. */
export type CarriedRevocations =
  | {
      readonly kind: 'smart-health-card-crl'
      readonly issuer: string
      readonly list: JsonValue
    }
  | { readonly kind: 'x509-crl'; readonly der: Bytes }
  /** A file of batches, in any of its forms. */
  | { readonly kind: 'eu-hash-batches'; readonly bytes: Bytes }
  /** A signed list of revoked tokens, or what came since; once for each network that it speaks for. */
  | { readonly kind: 'token-list'; readonly framework: Framework; readonly bytes: Bytes }

/** What entry rules are written in. */
export type PolicyKind = 'eu-rules' | 'eu-value-sets' | 'pratique-policy'

/** Entry rules, as they came: JSON text. */
export interface CarriedPolicy {
  readonly kind: PolicyKind
  /** What it is called in this bundle; one of a kind has one name. */
  readonly name: string
  /** When its publisher last said that it holds, seconds since the epoch; absent: nobody said. */
  readonly asOf?: number
  readonly bytes: Bytes
}

/** Entry rules, as people name them. */
export type NamedPolicy = Pick<CarriedPolicy, 'kind' | 'name'>

/** One file that a source came from. */
export interface SourceFile {
  readonly name: string
  /** Lower-case hex. */
  readonly sha256: string
}

/** Where keys came from, and what its signature came to. */
export interface BundleSource {
  readonly name: string
  /** What it is, such as `gdhcn`. */
  readonly kind: string
  readonly files: readonly SourceFile[]
  /** The oldest date that is signed in it, seconds since the epoch. */
  readonly signedAt?: number
  /** What its signature came to, in words. */
  readonly verdict: string
  readonly kept: number
  readonly dropped: number
}

/** What changed since the bundle before. */
export interface BundleChanges {
  readonly added: readonly NamedKey[]
  readonly removed: readonly NamedKey[]
  readonly withdrawn: readonly NamedKey[]
  readonly changed: readonly NamedKey[]
  /** Absent: the entry rules are what they were. */
  readonly policies?: PolicyChanges
}

/** What changed of the entry rules. */
export interface PolicyChanges {
  readonly added: readonly NamedPolicy[]
  readonly removed: readonly NamedPolicy[]
  /** Those of which the text or the date is another. */
  readonly changed: readonly NamedPolicy[]
}

/** How old what is said of a network is. */
export interface NetworkDate {
  readonly framework: Framework
  readonly records: number
  /** The oldest date of its lists, seconds since the epoch; absent: none of them has one. */
  readonly asOf?: number
  /** Whether all those dates stand under a signature that was verified. */
  readonly isSigned: boolean
}

/** What a bundle is made of. */
export interface BundleContent {
  readonly records: readonly TrustRecord[]
  readonly lists: readonly TrustList[]
  readonly revocations: readonly CarriedRevocations[]
  readonly policies: readonly CarriedPolicy[]
  readonly sources: readonly BundleSource[]
  readonly denied: readonly SignedDenial[]
}

/** What stands under the signatures. The sections are in it by their digests. */
export interface BundleManifest {
  /** Counts up, from 1. */
  readonly number: number
  /** Digest of the manifest of the bundle before, lower-case hex. */
  readonly previous?: string
  readonly networks: readonly NetworkDate[]
  readonly sources: readonly BundleSource[]
  readonly sections: readonly SectionDigest[]
  readonly denied: readonly SignedDenial[]
  /** Absent in a first bundle: all is new. */
  readonly changes?: BundleChanges
  /** Who must sign the next bundle, if that is to change. */
  readonly nextQuorum?: Quorum
}

/** A section is of a network, or of all entry rules. */
export type SectionName = Framework | 'policies'

/** A section by its digest. */
export interface SectionDigest {
  readonly name: SectionName
  /** SHA-256 of the section before compression, lower-case hex. */
  readonly sha256: string
}
