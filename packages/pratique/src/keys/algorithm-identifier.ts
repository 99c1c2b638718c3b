/**
 * The one spelling of each kind of SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
 *
 * Records of one key are found by its bytes, so that a key must not have two.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { BIT_STRING, NULL, OBJECT_IDENTIFIER, SEQUENCE } from '../der/tags.ts'
import { encodeDer } from '../der/write.ts'
import type { KeyKind } from './algorithms.ts'

/** id-ecPublicKey and named curves (RFC 5480 §2.1.1). */
const EC_PUBLIC_KEY = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]
const P256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]
const P384 = [0x2b, 0x81, 0x04, 0x00, 0x22]
const P521 = [0x2b, 0x81, 0x04, 0x00, 0x23]
/** ecStdCurvesAndGeneration … versionOne (RFC 5639 §4.1); the last arc names the curve. */
const BRAINPOOL = [0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01]
/** rsaEncryption, with parameters NULL (RFC 8017 appendix A.1). */
const RSA_ENCRYPTION = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]
/** id-Ed25519, without parameters (RFC 8410 §3). */
const ED25519 = [0x2b, 0x65, 0x70]

const ALGORITHM_IDENTIFIERS: Readonly<Record<Exclude<KeyKind, 'unknown'>, Bytes>> = {
  'P-256': encodeDer(SEQUENCE, oid(EC_PUBLIC_KEY), oid(P256)),
  'P-384': encodeDer(SEQUENCE, oid(EC_PUBLIC_KEY), oid(P384)),
  'P-521': encodeDer(SEQUENCE, oid(EC_PUBLIC_KEY), oid(P521)),
  brainpoolP256r1: encodeDer(SEQUENCE, oid(EC_PUBLIC_KEY), oid([...BRAINPOOL, 7])),
  brainpoolP320r1: encodeDer(SEQUENCE, oid(EC_PUBLIC_KEY), oid([...BRAINPOOL, 9])),
  brainpoolP384r1: encodeDer(SEQUENCE, oid(EC_PUBLIC_KEY), oid([...BRAINPOOL, 11])),
  brainpoolP512r1: encodeDer(SEQUENCE, oid(EC_PUBLIC_KEY), oid([...BRAINPOOL, 13])),
  RSA: encodeDer(SEQUENCE, oid(RSA_ENCRYPTION), encodeDer(NULL)),
  Ed25519: encodeDer(SEQUENCE, oid(ED25519)),
}

/** Writes a SubjectPublicKeyInfo of a known kind from what stands in its BIT STRING. */
export function encodeSpki(kind: Exclude<KeyKind, 'unknown'>, key: Bytes): Bytes {
  return encodeDer(
    SEQUENCE,
    ALGORITHM_IDENTIFIERS[kind],
    encodeDer(BIT_STRING, Uint8Array.of(0), key),
  )
}

function oid(contents: readonly number[]): Bytes {
  return encodeDer(OBJECT_IDENTIFIER, Uint8Array.from(contents))
}
