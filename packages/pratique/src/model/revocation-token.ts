/**
 * The token of a certificate that Pratique issued: its place on its issuer's revocation list, in the
 * identifier that its format has room for (DESIGN §9).
 *
 * Token = list (16 bits) ‖ index (32) ‖ suffix (64). List and index say where to look; the suffix, which
 * only who knows the list's secret can compute, keeps hashes of identifiers from being guessed, and a
 * certificate from being revoked by who never saw it. A verifier has no secret, and does not look at it.
 *
 * @module
 */

import { toDigits } from '../bytes/alphabet.ts'
import { decodeBase32, encodeBase32 } from '../bytes/base32.ts'
import { decodeBase64Url, encodeBase64Url } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { decodeHex } from '../bytes/hex.ts'
import { FormatError, UsageError } from '../errors.ts'
import type { Identifier } from './health-certificate.ts'

/** A token, or what of it a seal has room for. */
export interface RevocationToken {
  /** 0 to 2^16 − 1. */
  readonly list: number
  /** 0 to 2^32 − 1. */
  readonly index: number
  /** 8 bytes; out of a seal the first 12 bits of them, in 2 bytes whose last 4 bits are 0. */
  readonly suffix: Bytes
}

const TOKEN_BYTES = 14
export const SUFFIX_BYTES = 8
const SUFFIX_AT = 6

/** In a UVCI, 23 characters of Base32 in groups: easier to read out, and nobody else's form. */
const UVCI = /^URN:UVCI:01:[A-Z]{2}:[A-Z2-7]{8}\/[A-Z2-7]{8}\/[A-Z2-7]{7}#[A-Z0-9/:]$/
/** Where its first group begins. */
const GROUPS_AT = 15
const COUNTRY = /^[A-Z]{2}$/

/** Of the UVCI's check character (eHealth Network, UVCI; eu-dcc-schema, "Luhn-Mod-N"). */
const CODE_POINTS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:'
const CODE_POINT_DIGITS = /* @__PURE__ */ toDigits(CODE_POINTS)

/** A seal has 12 characters: 60 bits, which fill 8 bytes up to the last 4 bits. */
const SEAL_CHARACTERS = 12
const SEAL_BYTES = 8
/** What the missing bits are, written out. */
const SEAL_REST = 'A'
const LAST_BITS = 0xf0

/** What a list knows a certificate by, and an issuer's receipt says: `list/index`. */
export function toTokenId({ list, index }: Pick<RevocationToken, 'list' | 'index'>): string {
  return `${list}/${index}`
}

/** Writes a token as 14 bytes: claim 7 (`cti`) of a CWT. Inverse of {@link decodeToken}. */
export function encodeToken({ list, index, suffix }: RevocationToken): Bytes {
  if (!isUint(list, 0xffff) || !isUint(index, 0xffff_ffff) || suffix.length !== SUFFIX_BYTES) {
    throw new UsageError('usage.argument', 'expected a token: list, index and 8 bytes of suffix')
  }
  const bytes = new Uint8Array(TOKEN_BYTES)
  bytes[0] = list >> 8
  bytes[1] = list
  bytes[2] = index >> 24
  bytes[3] = index >> 16
  bytes[4] = index >> 8
  bytes[5] = index
  bytes.set(suffix, SUFFIX_AT)
  return bytes
}

/** @throws {FormatError} `format.claims` if it is no token */
export function decodeToken(bytes: Uint8Array): RevocationToken {
  if (bytes.length !== TOKEN_BYTES) refuse('expected a token of 14 bytes')
  return readToken(bytes)
}

/** Writes a token as 19 characters of base64url: `rid` of a SMART Health Card. */
export function encodeTokenRid(token: RevocationToken): string {
  return encodeBase64Url(encodeToken(token))
}

/** @throws {FormatError} `format.claims` or `format.base64url` if it is no token */
export function decodeTokenRid(rid: string): RevocationToken {
  return decodeToken(decodeBase64Url(rid))
}

/**
 * Writes a token as a UVCI of 42 characters: `ci` of an EU DCC.
 *
 * @param country ISO 3166-1 alpha-2, in capitals
 */
export function encodeTokenUvci(token: RevocationToken, country: string): string {
  if (!COUNTRY.test(country)) {
    throw new UsageError('usage.argument', 'expected a country, two capital letters')
  }
  const text = encodeBase32(encodeToken(token))
  const [first, second, third] = [text.slice(0, 8), text.slice(8, 16), text.slice(16)]
  const uvci = `URN:UVCI:01:${country}:${first}/${second}/${third}`
  return `${uvci}#${toCheckCharacter(uvci)}`
}

/** @throws {FormatError} `format.claims` or `format.base32` if it is another identifier */
export function decodeTokenUvci(uvci: string): RevocationToken {
  if (!UVCI.test(uvci) || !uvci.endsWith(toCheckCharacter(uvci.slice(0, -2)))) {
    refuse('expected the UVCI of a token')
  }
  return decodeToken(decodeBase32(uvci.slice(GROUPS_AT, -2).replaceAll('/', '')))
}

/** Writes a token as 12 characters of Base32: `uvci` or `utci` of a seal. Its suffix is cut to 12 bits. */
export function encodeTokenSeal(token: RevocationToken): string {
  const bytes = encodeToken(token).subarray(0, SEAL_BYTES)
  bytes.set(cutToSeal(token.suffix), SUFFIX_AT)
  return encodeBase32(bytes).slice(0, SEAL_CHARACTERS)
}

/** What a seal has room for of a suffix: 12 bits, in two bytes. */
export function cutToSeal(suffix: Bytes): Bytes {
  const cut = suffix.slice(0, SEAL_BYTES - SUFFIX_AT)
  cut[1] = (cut[1] ?? 0) & LAST_BITS
  return cut
}

/** @throws {FormatError} `format.claims` or `format.base32` if it is another identifier */
export function decodeTokenSeal(text: string): RevocationToken {
  if (text.length !== SEAL_CHARACTERS) refuse('expected 12 characters')
  return readToken(decodeBase32(text + SEAL_REST))
}

/**
 * Finds tokens among identifiers. Other issuers have other identifiers: they are passed over.
 *
 * @returns `list/index` of each
 */
export function findTokenIds<T>(
  identifiers: readonly T[],
  decode: (identifier: T) => RevocationToken,
): readonly string[] {
  return identifiers.flatMap((identifier) => {
    try {
      return [toTokenId(decode(identifier))]
    } catch (error) {
      if (error instanceof FormatError) return []
      throw error
    }
  })
}

/** The identifiers of certificates that may be tokens, and how each is read. */
const DECODERS: Readonly<Partial<Record<Identifier['scheme'], Decoder>>> = {
  uvci: decodeTokenUvci,
  hcid: decodeTokenUvci,
  rid: decodeTokenRid,
  cti: (hex) => decodeToken(decodeHex(hex) ?? new Uint8Array()),
}

/** Those of seals. */
const SEAL_SCHEMES: readonly Identifier['scheme'][] = ['uvci', 'utci']

type Decoder = (identifier: string) => RevocationToken

/**
 * Reads the token of a certificate that was read, whole: for who revokes it. Only who holds the certificate knows it,
 * whoever has signed it.
 *
 * @returns `undefined` if the identifier is none
 */
export function findToken({ scheme, value }: Identifier): RevocationToken | undefined {
  return tryDecode(DECODERS[scheme], value)
}

/**
 * Reads the token of a VDS-NC seal, with 12 bits of its suffix. They are soon guessed, and stand for those of any
 * certificate: take it only out of a seal whose signature was verified, or from who may revoke anything.
 *
 * @returns `undefined` if the identifier is none
 */
export function findSealToken({ scheme, value }: Identifier): RevocationToken | undefined {
  return tryDecode(SEAL_SCHEMES.includes(scheme) ? decodeTokenSeal : undefined, value)
}

function tryDecode(decode: Decoder | undefined, value: string): RevocationToken | undefined {
  try {
    return decode?.(value)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

/** Luhn mod N over the whole UVCI, from its last character to its first, every other one doubled. */
export function toCheckCharacter(uvci: string): string {
  const n = CODE_POINTS.length
  let sum = 0
  let factor = 2
  for (let at = uvci.length - 1; at >= 0; at--) {
    const addend = factor * (CODE_POINT_DIGITS[uvci.charCodeAt(at)] ?? 0)
    // Of less than 2 n.
    sum += addend < n ? addend : addend - n + 1
    factor = 3 - factor
  }
  return CODE_POINTS.charAt((n - (sum % n)) % n)
}

function readToken(bytes: Uint8Array): RevocationToken {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { list: view.getUint16(0), index: view.getUint32(2), suffix: bytes.slice(SUFFIX_AT) }
}

function isUint(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most
}

function refuse(reason: string): never {
  throw new FormatError('format.claims', reason)
}
