/**
 * What a symbol says of itself: its level and mask (ISO/IEC 18004:2015 §7.9), and its version (§7.10).
 *
 * @module
 */

import { type BitMatrix, setBit } from './bit-matrix.ts'
import { type Level, toSize } from './tables.ts'

/** Level indicators (Table 12). */
const LEVEL_BITS: Readonly<Record<Level, number>> = { L: 0b01, M: 0b00, Q: 0b11, H: 0b10 }

/** Generator polynomials of the BCH (15,5) and Golay (18,6) codes (Annexes C and D). */
const FORMAT_POLYNOMIAL = 0b10100110111
const VERSION_POLYNOMIAL = 0b1111100100101

/** No combination of level and mask is all light (§7.9.1). */
const FORMAT_MASK = 0b101010000010010

/** The first version that has version information. */
export const FIRST_WITH_VERSION = 7

interface Place {
  readonly x: number
  readonly y: number
}

/** Returns the 15 bits that say level and mask. */
export function toFormatBits(level: Level, mask: number): number {
  const data = (LEVEL_BITS[level] << 3) | mask
  return ((data << 10) | remainder(data << 10, FORMAT_POLYNOMIAL)) ^ FORMAT_MASK
}

/** Returns the 18 bits that say the version. */
export function toVersionBits(version: number): number {
  return (version << 12) | remainder(version << 12, VERSION_POLYNOMIAL)
}

function remainder(dividend: number, polynomial: number): number {
  const length = Math.clz32(polynomial)
  let rest = dividend
  while (Math.clz32(rest) <= length) rest ^= polynomial << (length - Math.clz32(rest))
  return rest
}

/** Where each of the 15 bits stands, the lowest first: both copies (Figure 25). */
export function* formatPlaces(size: number): Generator<Place & { readonly bit: number }> {
  for (let bit = 0; bit < 15; bit++) {
    // Around the finder pattern at the top left, past the timing patterns.
    if (bit < 8) yield { bit, x: 8, y: bit < 6 ? bit : bit + 1 }
    else yield { bit, x: bit === 8 ? 7 : 14 - bit, y: 8 }
    // Below the one at the top right, and beside the one at the bottom left.
    if (bit < 8) yield { bit, x: size - 1 - bit, y: 8 }
    else yield { bit, x: 8, y: size - 15 + bit }
  }
}

/** Where each of the 18 bits stands, the lowest first: both copies (Figures 27 and 28). */
export function* versionPlaces(size: number): Generator<Place & { readonly bit: number }> {
  for (let bit = 0; bit < 18; bit++) {
    const along = Math.floor(bit / 3)
    const across = size - 11 + (bit % 3)
    yield { bit, x: across, y: along }
    yield { bit, x: along, y: across }
  }
}

/** The module that is always dark (§7.9.1). */
export function darkPlace(size: number): Place {
  return { x: 8, y: size - 8 }
}

/** Draws format and version information, where nothing is drawn yet. */
export function drawInformation(
  matrix: BitMatrix,
  { version, level, mask }: { version: number; level: Level; mask: number },
): void {
  const size = toSize(version)
  const format = toFormatBits(level, mask)
  for (const { bit, x, y } of formatPlaces(size)) {
    if ((format >> bit) & 1) setBit(matrix, size, x, y)
  }
  const dark = darkPlace(size)
  setBit(matrix, size, dark.x, dark.y)
  if (version < FIRST_WITH_VERSION) return
  const bits = toVersionBits(version)
  for (const { bit, x, y } of versionPlaces(size)) {
    if ((bits >> bit) & 1) setBit(matrix, size, x, y)
  }
}
