/**
 * Which symbols stand for lengths and distances of matches, and how many bits follow (RFC 1951 §3.2.5).
 *
 * Computed, where `inflate-symbols.ts` has the tables: a match is looked at twice, and small tables
 * are cold when a certificate is written.
 *
 * @module
 */

import { MAX_MATCH } from './inflate-state.ts'

export const FIRST_LENGTH = 257
/** Literals, the end of the block, and lengths. */
export const LITERALS = 286
export const DISTANCES = 30
export const MIN_MATCH = 3

/** Four symbols share each power of two; the longest match has one of its own. */
export function toLengthSymbol(length: number): number {
  const beyond = length - MIN_MATCH
  if (beyond < 8) return FIRST_LENGTH + beyond
  if (length === MAX_MATCH) return LITERALS - 1
  const power = 31 - Math.clz32(beyond)
  return FIRST_LENGTH + 4 * (power - 1) + ((beyond >> (power - 2)) & 3)
}

export function countLengthBits(symbol: number): number {
  if (symbol < FIRST_LENGTH + 8 || symbol === LITERALS - 1) return 0
  return ((symbol - FIRST_LENGTH) >> 2) - 1
}

/** Two symbols share each power of two. */
export function toDistanceSymbol(distance: number): number {
  const beyond = distance - 1
  if (beyond < 4) return beyond
  const power = 31 - Math.clz32(beyond)
  return 2 * power + ((beyond >> (power - 1)) & 1)
}

export function countDistanceBits(symbol: number): number {
  return symbol < 4 ? 0 : (symbol >> 1) - 1
}
