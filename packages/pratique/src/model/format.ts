/**
 * What a format is to the verification: a carrier, which text and bytes are read with, and a reading
 * of claims. Formats are adapters to these interfaces and never know each other.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import type { CborMap } from '../cbor/value.ts'
import type { FormatError } from '../errors.ts'
import type { JsonObject } from '../json/value.ts'
import type { Algorithm } from '../keys/algorithms.ts'
import type { Check, Remark } from '../outcome.ts'
import type { FormatId, HealthCertificate } from './health-certificate.ts'

/** Networks of keys. Keys of one framework never verify a certificate of another. */
export const FRAMEWORKS = ['hcert', 'smart-health-card', 'vds-nc', 'divoc', 'nz-pass'] as const

export type Framework = (typeof FRAMEWORKS)[number]

/** What a key may be allowed to sign; `other` is any statement of a kind that Pratique does not read. */
export const USAGES = ['vaccination', 'test', 'recovery', 'other'] as const

export type Usage = (typeof USAGES)[number]

/** The claims of a signed message, decoded and not yet believed. */
export type Claims =
  | { readonly kind: 'cwt'; readonly map: CborMap }
  | { readonly kind: 'jwt'; readonly object: JsonObject }

/** A signed message as it came out of its text. Nothing of it is verified. */
export interface SignedMessage {
  readonly algorithm: Algorithm
  /** `kid`: lower-case hex of the bytes in COSE, the text itself in JOSE. It only proposes keys. */
  readonly keyId: string
  /** The bytes that were signed, built from the bytes as received. */
  readonly signedBytes: Bytes
  readonly signature: Bytes
  readonly claims: Claims
  readonly remarks: readonly Remark[]
}

/** How texts become signed messages. Formats of one family share a carrier. */
export interface Carrier {
  readonly framework: Framework
  /** Tells whether `text` announces this carrier. Looks at its beginning only, and never throws. */
  matches(text: string): boolean
  /**
   * Turns the texts of this carrier into texts of whole messages: joins chunks, opens files. One
   * result a message; an error where a message cannot be put together. Absent: each text is whole.
   */
  assemble?(texts: readonly string[]): readonly Assembled[]
  /** @throws {FormatError} any code of `format` but `format.prefix` */
  decode(text: string): SignedMessage
}

/** The text of one message, with the positions (from 0) of the texts that it came from. */
export interface Assembled {
  readonly text: string | FormatError
  readonly from: readonly number[]
  readonly remarks: readonly Remark[]
}

/** The claims that the verification itself needs. Times in seconds; NaN: present but no number. */
export interface CertificateClaims {
  /** Keys are looked up under this issuer; absent where the format binds keys to none. */
  readonly issuer?: string
  readonly usages: readonly Usage[]
  readonly issuedAt?: number
  readonly notBefore?: number
  readonly expiresAt?: number
  /** For the format's own revocation lists. */
  readonly revocationId?: string
  /** Shows what is stated, without judging it: for data that stays unverified. */
  view(): HealthCertificate
  /** Reads everything. Called once the signature holds. */
  read(): Reading
}

/** What a certificate states, and what is odd about it. */
export interface Reading {
  readonly certificate: HealthCertificate
  /** The `content` check. */
  readonly content: Check
  readonly remarks: readonly Remark[]
}

/** A format of health certificates. */
export interface Format {
  readonly id: FormatId
  readonly carrier: Carrier
  /**
   * Opens the claims if they are of this format, else answers `undefined`.
   *
   * @throws {FormatError} `format.claims` if they are of this format but not as it prescribes
   */
  open(claims: Claims): CertificateClaims | undefined
}
