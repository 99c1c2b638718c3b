/**
 * SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): what kind of key it holds.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import {
  countIntegerBits,
  type DerElement,
  readBitString,
  readDer,
  readInteger,
  readOid,
} from '../der/read.ts'
import { BIT_STRING, INTEGER, OBJECT_IDENTIFIER, SEQUENCE } from '../der/tags.ts'
import { FormatError } from '../errors.ts'
import { encodeSpki } from './algorithm-identifier.ts'
import {
  BRAINPOOL_CURVES,
  CURVES,
  type Curve,
  isHybrid,
  isPlainPoint,
  toPlainPoint,
} from './ec-point.ts'
import { allowsPs256 } from './pss-parameters.ts'
import type { PublicKey } from './public-key.ts'

/** id-ecPublicKey (RFC 5480 §2.1.1). */
const EC_PUBLIC_KEY = '1.2.840.10045.2.1'
/** rsaEncryption (RFC 8017 appendix A.1). */
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1'
/** id-RSASSA-PSS (RFC 8017 appendix A.2.3). */
const RSASSA_PSS = '1.2.840.113549.1.1.10'
/** id-Ed25519 (RFC 8410 §3). */
const ED25519 = '1.3.101.112'

/** What stands before the coordinates of a plain point on P-256, the key that most issuers have. */
const P256_BEGINNING = /* @__PURE__ */ encodeSpki(
  'P-256',
  Uint8Array.of(0x04, ...new Uint8Array(64)),
).subarray(0, -64)
const P256_BYTES = P256_BEGINNING.length + 64

/**
 * Reads a SubjectPublicKeyInfo. A key of a kind that we do not know is no error: its kind is
 * `unknown`, and no algorithm fits it.
 *
 * @throws {FormatError} `format.key` or `format.der`
 */
export function readSpki(der: Bytes): PublicKey {
  // As below, and several times as fast: a bundle has a thousand of them.
  if (isPlainP256(der)) return { spki: new Uint8Array(der), kind: 'P-256' }
  const [algorithm, bits] = readDer(der).children()
  if (algorithm?.tag !== SEQUENCE || bits?.tag !== BIT_STRING) {
    throw new FormatError('format.key', 'expected SEQUENCE { AlgorithmIdentifier, BIT STRING }')
  }
  const [oid, parameters] = algorithm.children()
  const { bytes, unusedBits } = readBitString(bits)
  if (oid?.tag !== OBJECT_IDENTIFIER || unusedBits !== 0) {
    throw new FormatError('format.key', 'expected an algorithm and a whole number of bytes')
  }
  switch (readOid(oid)) {
    case EC_PUBLIC_KEY:
      return readEcKey(der, parameters, bytes)
    case RSA_ENCRYPTION:
      return readRsaKey(bytes)
    case RSASSA_PSS: {
      const key = readRsaKey(bytes)
      return allowsPs256(parameters) ? key : { spki: der, kind: 'unknown', identity: key.spki }
    }
    case ED25519:
      if (bytes.length === 32) return { spki: encodeSpki('Ed25519', bytes), kind: 'Ed25519' }
  }
  return { spki: der, kind: 'unknown' }
}

function isPlainP256(der: Bytes): boolean {
  if (der.length !== P256_BYTES) return false
  for (let at = 0; at < P256_BEGINNING.length; at++) {
    if (der[at] !== P256_BEGINNING[at]) return false
  }
  return true
}

function readRsaKey(bytes: Bytes): PublicKey {
  return { spki: encodeSpki('RSA', bytes), kind: 'RSA', modulusBits: readModulusBits(bytes) }
}

/**
 * Compressed points become plain, since certificates may hold either (RFC 5480 §2.2). Explicit
 * parameters and hybrid points may not be used (§2.1.1, §2.2), but the key keeps its identity. A passport
 * authority's key with them may: see `explicit-curve.ts`.
 */
function readEcKey(der: Bytes, parameters: DerElement | undefined, bytes: Bytes): PublicKey {
  const isNamed = parameters?.tag === OBJECT_IDENTIFIER
  const brainpool = isNamed ? BRAINPOOL_CURVES.get(readOid(parameters)) : undefined
  if (brainpool && isPlainPoint(brainpool, bytes)) {
    return { spki: encodeSpki(brainpool, bytes), kind: brainpool }
  }
  const curve = isNamed ? CURVES.get(readOid(parameters)) : findExplicitCurve(parameters)
  const point = curve && toPlainPoint(curve, bytes)
  if (!point) return { spki: der, kind: 'unknown' }
  const spki = encodeSpki(curve.kind, point)
  if (isNamed && !isHybrid(bytes)) return { spki, kind: curve.kind }
  return { spki: der, kind: 'unknown', identity: spki }
}

/** By its prime: SpecifiedECDomain { version, FieldID { type, prime }, … } (SEC 1 appendix C.2). */
function findExplicitCurve(parameters: DerElement | undefined): Curve | undefined {
  if (parameters?.tag !== SEQUENCE) return undefined
  const field = parameters.children()[1]
  const prime = field?.tag === SEQUENCE ? field.children()[1] : undefined
  if (prime?.tag !== INTEGER) return undefined
  const p = readInteger(prime)
  return [...CURVES.values()].find((curve) => curve.p === p)
}

/** Bits of n. Both numbers must be in their one form, and nothing beside them (RFC 8017 appendix A.1.1). */
function readModulusBits(rsaPublicKey: Bytes): number {
  const [modulus, exponent, other] = readDer(rsaPublicKey).children()
  if (modulus?.tag !== INTEGER || exponent?.tag !== INTEGER || other) {
    throw new FormatError('format.key', 'expected RSAPublicKey')
  }
  const e = readInteger(exponent)
  // RFC 8017 §3.1. With 1 everybody can sign.
  if (e < 3n || e % 2n === 0n) throw new FormatError('format.key', 'expected e odd and above 2')
  return countIntegerBits(modulus)
}
