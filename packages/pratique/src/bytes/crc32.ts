/**
 * CRC-32 (ISO/IEC 8802-3; APPNOTE §4.4.7): tells damage, proves nothing.
 *
 * @module
 */

/** The polynomial of CRC-32, its bits reversed. */
const POLYNOMIAL = 0xedb88320

const REMAINDERS = /* @__PURE__ */ makeRemainders()

/** Computes the CRC-32 of bytes. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (REMAINDERS[(crc ^ byte) & 0xff] ?? 0)
  return (crc ^ 0xffffffff) >>> 0
}

function makeRemainders(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte
    for (let bit = 0; bit < 8; bit++) {
      remainder = remainder & 1 ? (remainder >>> 1) ^ POLYNOMIAL : remainder >>> 1
    }
    return remainder
  })
}
