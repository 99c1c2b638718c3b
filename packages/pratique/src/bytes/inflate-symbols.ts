/**
 * The inside of a compressed block: literals and matches (RFC 1951 §3.2.3, §3.2.5).
 *
 * @module
 */

import { FormatError } from '../errors.ts'
import { type BlockCodes, END_OF_BLOCK } from './inflate-codes.ts'
import {
  checkLength,
  dropBits,
  fillBits,
  type InflateState,
  MAX_MATCH,
  reserve,
  takeBits,
} from './inflate-state.ts'
import { findEntry, MAX_CODE_BITS, type PrefixCode } from './prefix-code.ts'

// RFC 1951 §3.2.5: what each symbol of a length or distance begins at, and how many bits follow.
const LENGTH_BASE = /* @__PURE__ */ Uint16Array.of(
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115],
  ...[131, 163, 195, 227, MAX_MATCH],
)
const LENGTH_EXTRA = /* @__PURE__ */ Uint8Array.of(
  ...[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
)
const DISTANCE_BASE = /* @__PURE__ */ Uint16Array.of(
  ...[1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537],
  ...[2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577],
)
const DISTANCE_EXTRA = /* @__PURE__ */ Uint8Array.of(
  ...[0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12],
  ...[13, 13],
)
const FIRST_LENGTH = 257

/** The fast loop reads so many bytes in one round. */
const BYTES_PER_ROUND = 8

/** Decompresses up to the end of the block. */
export function inflateSymbols(state: InflateState, codes: BlockCodes): void {
  while (!inflateFast(state, codes)) {
    checkLength(state)
    reserve(state, MAX_MATCH)
    if (inflateOne(state, codes)) break
  }
}

/**
 * Decompresses while there is input and room for a whole round, and codes are in the lookup.
 *
 * In one piece, with the state in local variables: most of the time is spent here. The bits are
 * filled up without a branch, as one that depends on them is guessed wrong every other time.
 *
 * @returns whether the block has ended
 */
function inflateFast(state: InflateState, codes: BlockCodes): boolean {
  const { source, out } = state
  const { lookup: literals, mask: literalMask } = codes.literals
  const { lookup: distances, mask: distanceMask } = codes.distances
  const lastRound = state.end - BYTES_PER_ROUND
  const lastRoom = Math.min(out.length - MAX_MATCH, state.maxBytes)
  let { at, bits, bitCount, length } = state
  let isEnd = false
  while (at <= lastRound && length <= lastRoom) {
    // Up to 31 bits: enough for a code and the bits after a length.
    bits |= read32(source, at) << bitCount
    at += (31 - bitCount) >> 3
    bitCount |= 24
    const entry = literals[bits & literalMask] ?? 0
    if (entry === 0) break
    bits >>>= entry & 15
    bitCount -= entry & 15
    const symbol = entry >> 4
    if (symbol < END_OF_BLOCK) {
      out[length++] = symbol
      continue
    }
    if (symbol === END_OF_BLOCK) {
      isEnd = true
      break
    }
    if (symbol >= FIRST_LENGTH + LENGTH_BASE.length) throw reserved(state)
    const lengthExtra = LENGTH_EXTRA[symbol - FIRST_LENGTH] ?? 0
    const base = LENGTH_BASE[symbol - FIRST_LENGTH] ?? 0
    const stop = length + base + (bits & ((1 << lengthExtra) - 1))
    bits >>>= lengthExtra
    bitCount -= lengthExtra

    bits |= read32(source, at) << bitCount
    at += (31 - bitCount) >> 3
    bitCount |= 24
    let found = distances[bits & distanceMask] ?? 0
    if (found === 0) found = findEntry(codes.distances, bits)
    if (found === 0) throw noCode(state)
    bits >>>= found & 15
    bitCount -= found & 15
    const distanceSymbol = found >> 4
    if (distanceSymbol >= DISTANCE_BASE.length) throw reserved(state)
    const extra = DISTANCE_EXTRA[distanceSymbol] ?? 0
    if (bitCount < extra) {
      bits |= (source[at++] ?? 0) << bitCount
      bitCount += 8
    }
    const distance = (DISTANCE_BASE[distanceSymbol] ?? 0) + (bits & ((1 << extra) - 1))
    bits >>>= extra
    bitCount -= extra
    if (distance > length) throw tooFar(state)
    // Byte by byte: a match may overlap itself (RFC 1951 §3.2.3).
    for (let from = length - distance; length < stop; from++) out[length++] = out[from] ?? 0
  }
  state.at = at
  state.bits = bits & ((1 << bitCount) - 1)
  state.bitCount = bitCount
  state.length = length
  return isEnd
}

/** Four bytes, the first lowest (RFC 1951 §3.1.1). */
function read32(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
  return low | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)
}

/**
 * Decompresses one literal or match, with every check; room for it is reserved.
 *
 * @returns whether the block has ended
 */
function inflateOne(state: InflateState, codes: BlockCodes): boolean {
  const symbol = takeSymbol(state, codes.literals)
  if (symbol === END_OF_BLOCK) return true
  if (symbol < END_OF_BLOCK) {
    state.out[state.length++] = symbol
    return false
  }
  const base = LENGTH_BASE[symbol - FIRST_LENGTH]
  if (base === undefined) throw reserved(state)
  const stop = state.length + base + takeBits(state, LENGTH_EXTRA[symbol - FIRST_LENGTH] ?? 0)
  const distanceSymbol = takeSymbol(state, codes.distances)
  const distanceBase = DISTANCE_BASE[distanceSymbol]
  if (distanceBase === undefined) throw reserved(state)
  const distance = distanceBase + takeBits(state, DISTANCE_EXTRA[distanceSymbol] ?? 0)
  if (distance > state.length) throw tooFar(state)
  const { out } = state
  for (let at = state.length; at < stop; at++) out[at] = out[at - distance] ?? 0
  state.length = stop
  return false
}

function takeSymbol(state: InflateState, code: PrefixCode): number {
  fillBits(state, MAX_CODE_BITS)
  const entry = findEntry(code, state.bits)
  if (entry === 0) throw noCode(state)
  dropBits(state, entry & 15)
  return entry >> 4
}

function noCode(state: InflateState): FormatError {
  return new FormatError(state.code, 'bits that begin no code')
}

function reserved(state: InflateState): FormatError {
  return new FormatError(state.code, 'reserved length or distance')
}

function tooFar(state: InflateState): FormatError {
  return new FormatError(state.code, 'distance beyond the beginning')
}
