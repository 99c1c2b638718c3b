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
import type { CryptoPort } from '../keys/crypto-port.ts'
import type { PublicKey } from '../keys/public-key.ts'
import type { Check, Remark } from '../outcome.ts'
import type { CarrierId } from './detect.ts'
import type { FormatId, HealthCertificate } from './health-certificate.ts'

/** Networks of keys. Keys of one framework never verify a certificate of another. */
export const FRAMEWORKS = ['hcert', 'smart-health-card', 'vds-nc', 'divoc', 'nz-pass'] as const

export type Framework = (typeof FRAMEWORKS)[number]

/** What a key may be allowed to sign; `other` is any statement of a kind that Pratique does not read. */
export const USAGES = ['vaccination', 'test', 'recovery', 'other'] as const

export type Usage = (typeof USAGES)[number]

/**
 * Domains of trust of the GDHCN: what a participant was taken in for. `DCC` is the name that the keys
 * of the EU's network brought along, `DDCC` that of the WHO's specification.
 */
export const DOMAINS = ['DCC', 'DDCC', 'ICVP', 'IPS-PILGRIMAGE', 'PH4H'] as const

export type Domain = (typeof DOMAINS)[number]

/**
 * What a revocation list names certificates by: the identifier that the format has for it; the token in
 * it, as `list/index`; or what the EU's batches hash: the certificate identifier (UCI), the same behind
 * its country, or the signature.
 */
export type RevocationIdKind = 'identifier' | 'token' | 'uci' | 'country-uci' | 'signature'

/** The claims of a signed message, decoded and not yet believed. */
export type Claims =
  | { readonly kind: 'cwt'; readonly map: CborMap }
  | { readonly kind: 'jwt' | 'json'; readonly object: JsonObject }

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
  /** Where messages bring their signer's certificate: keys are then found by it, not by `keyId`. */
  readonly signer?: CarriedSigner
}

/** A message that nobody signed, such as a link to certificates: it can never be genuine. */
export interface UnsignedMessage {
  readonly signature?: undefined
  readonly claims: Claims
  readonly remarks: readonly Remark[]
}

/** A signer's certificate inside a message. It vouches for nothing until an authority is found. */
export interface CarriedSigner {
  /** The certificate as the message writes it. Equal texts are equal certificates. */
  readonly text: string
  /** @throws {FormatError} `format.certificate` */
  open(): SignerCertificate
}

/** What a verification needs of a signer's certificate. */
export interface SignerCertificate {
  readonly key: PublicKey
  /** What the signer's key may be used with. */
  readonly algorithms: readonly Algorithm[]
  /** What it may sign; empty: nothing. Absent: anything of its framework. */
  readonly usages?: readonly Usage[]
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly country?: string
  readonly name?: string
  /** The signer's own life, seconds since the epoch, both inclusive. */
  readonly notBefore: number
  readonly notAfter: number
  /** The key identifier of the authority that it says has issued it, lower-case hex. */
  readonly authorityKeyId: string
  /** For the authority's list of revoked signers: its number, and the issuer's name, as hex of DER. */
  readonly serialNumber: string
  readonly issuerName: string
  readonly remarks: readonly Remark[]
  /** Tells whether an authority's key issued it; `undefined` if that cannot be said here. */
  isIssuedBy(
    authority: PublicKey,
    crypto: CryptoPort,
  ): boolean | undefined | Promise<boolean | undefined>
}

/** How texts become messages. Formats of one family share a carrier. */
export interface Carrier {
  /** What `detect` answers for its texts. */
  readonly id: CarrierId
  readonly framework: Framework
  /**
   * Turns the texts of this carrier into texts of whole messages: joins chunks, opens files. One
   * result a message; an error where a message cannot be put together. Absent: each text is whole.
   */
  assemble?(texts: readonly string[]): readonly Assembled[]
  /** @throws {FormatError} any code of `format` but `format.prefix` */
  decode(text: string): SignedMessage | UnsignedMessage
}

/** A carrier whose messages are all signed. */
export interface SignedCarrier extends Carrier {
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
  /** The key must be this country's (ISO 3166-1 alpha-2); absent where the format does not say. */
  readonly country?: string
  readonly usages: readonly Usage[]
  /** The key must be of one of these, if its list says of which it is; absent: of any. */
  readonly domains?: readonly Domain[]
  readonly issuedAt?: number
  readonly notBefore?: number
  readonly expiresAt?: number
  /** Whether it is over at `expiresAt` itself (RFC 8392 §3.1.4, as NZCP reads it). Default: after it. */
  readonly isExpiryExclusive?: boolean
  /**
   * All that a list may name it by: texts are looked up as they are, bytes by their hash. Called once
   * the signature holds. Absent: its lists name no certificates.
   */
  revocationIds?(kind: RevocationIdKind, message: SignedMessage): readonly (string | Bytes)[]
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
  /** The edition of the standard that is implemented, for people, such as `schema 1.0.0–1.3.x`. */
  readonly edition: string
  readonly carrier: Carrier
  /**
   * Opens the claims if they are of this format, else answers `undefined`.
   *
   * @throws {FormatError} `format.claims` if they are of this format but not as it prescribes
   */
  open(claims: Claims): CertificateClaims | undefined
}
