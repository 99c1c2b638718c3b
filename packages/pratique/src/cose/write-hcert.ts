/**
 * Writing a message of the HCERT family: claims, header and text (hcert_spec §3, §4).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { sha256 } from '../bytes/sha256.ts'
import { encodeCbor, withCbor } from '../cbor/encode.ts'
import type { CborMap, CborValue } from '../cbor/value.ts'
import type { Draft, PreparedOrder } from '../model/issuing.ts'
import { CWT_CLAIMS } from './cwt.ts'
import { encodeHc1 } from './hc1.ts'
import type { SubClaim } from './hcert-claims.ts'
import { ALG, KID, toAlgorithmNumber } from './header.ts'
import { sigStructure } from './sign1.ts'

/** The key identifier is the beginning of the certificate's digest (hcert_spec §3.3.2). */
const KEY_ID_BYTES = 8

const NONE: CborMap = new Map()

/** Protected headers by certificate: one issuer has few. */
const headers = new WeakMap<Bytes, Bytes>()

/** What differs from one format of the family to the next. */
export interface HcertContent {
  readonly subClaim: SubClaim
  readonly payload: CborMap
  /** `iss` as the format spells the country. */
  readonly iss: string
  readonly cti?: Bytes
}

/** Writes a certificate of the family, signed with ES256 by a key that has a certificate. */
export function draftHcert(
  { signer, issuedAt, expiresAt }: PreparedOrder,
  { subClaim, payload, iss, cti }: HcertContent,
): Draft {
  // In the order of their encodings, so that nothing needs to be sorted.
  const claims = new Map<number, CborValue>([[CWT_CLAIMS.iss, iss]])
  if (expiresAt !== undefined) claims.set(CWT_CLAIMS.exp, expiresAt)
  claims.set(CWT_CLAIMS.iat, issuedAt)
  if (cti) claims.set(CWT_CLAIMS.cti, cti)
  claims.set(CWT_CLAIMS.hcert, new Map([[subClaim, payload]]))
  const { certificate } = signer
  if (!certificate) throw new Error('unreachable: the issuer was asked for a certificate')
  const header = toHeader(certificate)
  const { signedBytes, payload: written } = withCbor(claims, (bytes) => toSigned(header, bytes))
  return {
    signedBytes,
    claims: { kind: 'cwt', map: claims },
    toTexts: (signature) => [
      encodeHc1({ protected: header, unprotected: NONE, payload: written, signature }),
    ],
  }
}

/** What is signed, and the payload, which stands at its end (RFC 9052 §4.4). */
function toSigned(
  header: Bytes,
  payload: Bytes,
): { readonly signedBytes: Bytes; readonly payload: Bytes } {
  const signedBytes = sigStructure({ protected: header, payload })
  return { signedBytes, payload: signedBytes.subarray(signedBytes.length - payload.length) }
}

function toHeader(certificate: Bytes): Bytes {
  const known = headers.get(certificate)
  if (known) return known
  const keyId = sha256(certificate).slice(0, KEY_ID_BYTES)
  const header = encodeCbor(
    new Map<number, CborValue>([
      [ALG, toAlgorithmNumber('ES256')],
      [KID, keyId],
    ]),
  )
  headers.set(certificate, header)
  return header
}
