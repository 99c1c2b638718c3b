/**
 * ECDSA signatures as `node:crypto` reads them fastest: DER instead of r‖s.
 *
 * With `{ key, dsaEncoding: 'ieee-p1363' }` Node looks for a key where there are options, and OpenSSL
 * for the order of the curve, in every single call.
 *
 * @module
 */

import type { Bytes } from 'pratique/verify'

const SEQUENCE = 0x30
const INTEGER = 0x02
/** A length of 128 or more is preceded by the number of its bytes (X.690 §8.1.3.5). */
const ONE_LENGTH_BYTE = 0x81
const SHORT_LENGTHS = 0x80
/** Of r and s on P-256: their lengths take one byte. */
const P256_BYTES = 32

/**
 * Writes r‖s, two numbers of equal length (RFC 9053 §2.1), as the DER of Ecdsa-Sig-Value (RFC 3279
 * §2.2.3). Every r‖s of one length has a DER of its own; checks no length.
 */
export function toDerSignature(signature: Bytes): Uint8Array {
  const half = signature.length >> 1
  const r = firstByte(signature, 0, half)
  const s = firstByte(signature, half, signature.length)
  const rSign = (signature[r] ?? 0) >> 7
  const sSign = (signature[s] ?? 0) >> 7
  const rLength = half - r + rSign
  const sLength = signature.length - s + sSign
  const length = 4 + rLength + sLength
  const isLong = length >= SHORT_LENGTHS
  // From Node's pool: a small array of its own would cost ten times as much as all the rest.
  const der = Buffer.allocUnsafe((isLong ? 3 : 2) + length)
  let at = 0
  der[at++] = SEQUENCE
  if (isLong) der[at++] = ONE_LENGTH_BYTE
  der[at++] = length
  der[at++] = INTEGER
  der[at++] = rLength
  if (rSign) der[at++] = 0
  for (let i = r; i < half; i++) der[at++] = signature[i] ?? 0
  der[at++] = INTEGER
  der[at++] = sLength
  if (sSign) der[at++] = 0
  for (let i = s; i < signature.length; i++) der[at++] = signature[i] ?? 0
  return der
}

/** The first byte of a number that is not zero, or its last byte. */
function firstByte(bytes: Bytes, start: number, end: number): number {
  let at = start
  while (at < end - 1 && bytes[at] === 0) at++
  return at
}

/**
 * Writes the DER of an Ecdsa-Sig-Value that Node made on P-256 as r‖s. Inverse of {@link toDerSignature}.
 *
 * @param der of two INTEGERs, each of at most 33 bytes
 */
export function fromDerSignature(der: Uint8Array): Bytes {
  const signature = new Uint8Array(2 * P256_BYTES)
  let at = 2
  for (let end = P256_BYTES; end <= 2 * P256_BYTES; end += P256_BYTES) {
    const length = der[at + 1] ?? 0
    const first = at + 2
    const skipped = Math.max(0, length - P256_BYTES)
    for (let i = skipped; i < length; i++) signature[end - length + i] = der[first + i] ?? 0
    at = first + length
  }
  return signature
}
