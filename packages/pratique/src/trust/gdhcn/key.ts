/**
 * The key of one entry: read from its certificate, never from its JWK.
 *
 * @module
 */

import { decodeBase64, decodeBase64Url, encodeBase64 } from '../../bytes/base64url.ts'
import { encodeHex } from '../../bytes/hex.ts'
import { FormatError } from '../../errors.ts'
import { stringMember } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import { COORDINATE_BYTES, isNistCurve } from '../../keys/curves.ts'
import { type Certificate, readCertificate } from '../../x509/certificate.ts'
import type { GdhcnEntry } from './document.ts'
import type { GdhcnWarningName } from './warnings.ts'

/** An entry and its certificate, if that can be read. */
export interface GdhcnKey {
  readonly entry: GdhcnEntry
  /** Absent: see `fault`. */
  readonly certificate?: Certificate
  /** Why nothing is made of it, in words. */
  readonly fault?: string
  /** SHA-256 of the certificate, in lower-case hex; empty if it was not read. */
  readonly fingerprint: string
  /** Warnings that the entry has by itself. */
  readonly warnings: readonly GdhcnWarningName[]
}

/** Bytes of a certificate's digest that make its key identifier (hcert_spec §A.1). */
const KEY_ID_BYTES = 8

/** What the gateway writes for every curve but P-256. */
const UNKNOWN_CURVE = 'UNKNOWN CURVE'

/** Reads the certificate of an entry. One that cannot be read is a fault of this entry alone. */
export async function readGdhcnKey(
  entry: GdhcnEntry,
  signedAt: number,
  crypto: CryptoPort,
): Promise<GdhcnKey> {
  const ofJwk = warnOfJwk(entry.jwk)
  try {
    const der = decodeBase64(entry.certificate)
    const digest = await crypto.sha256(der)
    const fingerprint = encodeHex(digest)
    if (encodeBase64(digest.subarray(0, KEY_ID_BYTES)) !== entry.kid) {
      const fault = 'its identifier is not that of its certificate'
      return { entry, fault, fingerprint, warnings: [...ofJwk, 'kid-mismatch'] }
    }
    const certificate = readCertificate(der)
    const isExpired = certificate.notAfter < signedAt
    const warnings = isExpired ? ([...ofJwk, 'expired-when-signed'] as const) : ofJwk
    return { entry, certificate, fingerprint, warnings }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const fault = `has no certificate that can be read: ${error.message}`
    return { entry, fault, fingerprint: '', warnings: ofJwk }
  }
}

/** Coordinates come from Java's BigInteger, with a sign in front or without leading zeros. */
function warnOfJwk(jwk: JsonObject): readonly GdhcnWarningName[] {
  const curve = stringMember(jwk, 'crv')
  if (curve === UNKNOWN_CURVE) return ['unknown-curve']
  if (!isNistCurve(curve)) return []
  const bytes = COORDINATE_BYTES[curve]
  const isOdd = ['x', 'y'].some((name) => lengthOf(stringMember(jwk, name) ?? '') !== bytes)
  return isOdd ? ['jwk-coordinate-length'] : []
}

function lengthOf(text: string): number | undefined {
  try {
    return decodeBase64Url(text).length
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
