/**
 * Public keys from their numbers: the SubjectPublicKeyInfo that platforms import.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { INTEGER, SEQUENCE } from '../der/tags.ts'
import { encodeDer } from '../der/write.ts'
import { FormatError } from '../errors.ts'
import { encodeSpki } from './algorithm-identifier.ts'
import { COORDINATE_BYTES, type NistCurve } from './curves.ts'
import type { PublicKey } from './public-key.ts'
import { readSpki } from './spki.ts'

const UNCOMPRESSED_POINT = 0x04

/** @throws {FormatError} `format.key` if a coordinate has not the curve's length */
export function ecPublicKey(curve: NistCurve, x: Bytes, y: Bytes): PublicKey {
  const bytes = COORDINATE_BYTES[curve]
  if (x.length !== bytes || y.length !== bytes) {
    throw new FormatError('format.key', `expected coordinates of ${bytes} bytes`)
  }
  const point = new Uint8Array(1 + 2 * bytes)
  point[0] = UNCOMPRESSED_POINT
  point.set(x, 1)
  point.set(y, 1 + bytes)
  return { spki: encodeSpki(curve, point), kind: curve }
}

/** @throws {FormatError} `format.key` if the key has not 32 bytes */
export function ed25519PublicKey(x: Bytes): PublicKey {
  if (x.length !== 32) throw new FormatError('format.key', 'expected a key of 32 bytes')
  return { spki: encodeSpki('Ed25519', x), kind: 'Ed25519' }
}

/** @throws {FormatError} `format.key` if a number is empty */
export function rsaPublicKey(modulus: Bytes, exponent: Bytes): PublicKey {
  const numbers = encodeDer(SEQUENCE, unsigned(modulus), unsigned(exponent))
  return readSpki(encodeSpki('RSA', numbers))
}

/** A non-negative INTEGER in its shortest form (X.690 §8.3). */
function unsigned(number: Bytes): Bytes {
  const first = number.findIndex((byte) => byte !== 0)
  if (first < 0) throw new FormatError('format.key', 'expected a number above zero')
  const digits = number.subarray(first)
  const sign = (digits[0] ?? 0) & 0x80 ? Uint8Array.of(0) : new Uint8Array()
  return encodeDer(INTEGER, sign, digits)
}
