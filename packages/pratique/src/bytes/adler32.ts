/**
 * Adler-32 (RFC 1950 §2.2): tells damage, proves nothing.
 *
 * @module
 */

/** The largest prime below 2^16 (RFC 1950 §9). */
export const ADLER_BASE = 65521
/** So many bytes are added up before the remainder is taken, and stay within 31 bits. */
const ADLER_ROUND = 3800

/** Computes the Adler-32 of bytes, or of those before with these after them. */
export function adler32(bytes: Uint8Array, before = 1): number {
  let sum = before % 65536
  let sumOfSums = Math.floor(before / 65536)
  for (let i = 0; i < bytes.length; ) {
    const stop = Math.min(i + ADLER_ROUND, bytes.length)
    for (; i < stop; i++) {
      sum += bytes[i] ?? 0
      sumOfSums += sum
    }
    sum %= ADLER_BASE
    sumOfSums %= ADLER_BASE
  }
  return sumOfSums * 65536 + sum
}
