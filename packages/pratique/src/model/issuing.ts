/**
 * What a format is to issuing: it says which orders it can state, and writes what is signed. Formats are
 * adapters to this interface and never know each other.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import type { PublicKey } from '../keys/public-key.ts'
import type { Claims, Format } from './format.ts'
import type { Order, OrderFault } from './order.ts'
import type { RevocationToken } from './revocation-token.ts'

/** Who issues, as its certificates state it. */
export interface IssuerProfile {
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** What certificates name as their issuer, such as a ministry; at most 80 characters. */
  readonly name: string
  /** Of SMART Health Cards: where the issuer publishes its keys, without a slash at its end. */
  readonly url?: string
}

/** Who signs: the public half, and the certificate that carries it where there is one. */
export interface SigningKey {
  readonly key: PublicKey
  /** DER. */
  readonly certificate?: Bytes
  /** DER of the certificate of the authority that issued it. */
  readonly authority?: Bytes
}

/** What a format cannot do without: the signer's certificate, the issuer's URL. */
export type IssuingNeed = 'certificate' | 'url'

/** A name in the letters of a passport's machine-readable zone, `<` between its parts. */
export interface MrzName {
  readonly family: string
  readonly given: string
}

/** One product in the vocabularies of the formats; absent where it has no code of its own there. */
export interface ProductCodes {
  /** Our name of it, and people's. */
  readonly id?: string
  readonly name?: string
  /** In the EU's value sets: product, authorisation holder, kind of vaccine. */
  readonly eu?: { readonly mp: string; readonly ma: string; readonly vp: string }
  /** All that fit; one alone is certain. */
  readonly cvx: readonly string[]
  readonly icd11: readonly string[]
  readonly whoProduct: readonly string[]
}

/** An order that was checked, and all that was worked out from it. */
export interface PreparedOrder {
  readonly order: Order
  readonly name: MrzName
  readonly product: ProductCodes
  readonly issuer: IssuerProfile
  readonly signer: SigningKey
  /** Seconds since the epoch, whole. */
  readonly issuedAt: number
  /** Absent: for life. */
  readonly expiresAt?: number
  /** What it can be revoked by. Absent: it is a copy that expires instead. */
  readonly token?: RevocationToken
  /** Where there is no token: sixteen bytes that stand for nothing, for formats that need an identifier. */
  readonly salt: Bytes
}

/** A certificate before it is signed. */
export interface Draft {
  readonly signedBytes: Bytes
  /** What its claims will read as. */
  readonly claims: Claims
  /**
   * The texts of its codes: one, or several where one does not hold it.
   *
   * @param signature as the algorithm of the key defines it
   */
  toTexts(signature: Bytes): readonly string[]
}

/** A format that certificates can be issued in. */
export interface IssuingFormat {
  /** How they are read back. */
  readonly format: Format
  readonly needs: readonly IssuingNeed[]
  /** Why an order cannot be stated in this format; empty: it can. */
  findFaults(order: Order, product: ProductCodes, name: MrzName): readonly OrderFault[]
  /** Whether it ends: a certificate of yellow fever is for life. Absent: every one does. */
  isForLife?(order: Order): boolean
  /** Whether a long one is in several codes. Absent: each is one. */
  readonly isChunked?: true
  write(prepared: PreparedOrder): Draft
}
