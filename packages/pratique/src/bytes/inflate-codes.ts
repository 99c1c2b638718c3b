/**
 * The two codes of a compressed block: fixed (RFC 1951 §3.2.6), or sent with it (§3.2.7).
 *
 * @module
 */

import { FormatError } from '../errors.ts'
import { dropBits, fillBits, type InflateState, takeBits } from './inflate-state.ts'
import {
  addSymbol,
  clearPrefixCode,
  createPrefixCode,
  finishPrefixCode,
  type PrefixCode,
} from './prefix-code.ts'

/** What a block is written in. */
export interface BlockCodes {
  /** Literals, the end of the block, and lengths of matches. */
  readonly literals: PrefixCode
  readonly distances: PrefixCode
}

/** RFC 1951 §3.2.6: 288 and 32 symbols have a code; the last two of each never occur. */
const FIXED_LITERALS = 288
const FIXED_DISTANCES = 32
const MAX_LITERALS = 286
const MAX_DISTANCES = 30
export const END_OF_BLOCK = 256

/** RFC 1951 §3.2.7: in which order the lengths of the code for code lengths are sent. */
export const CODE_LENGTH_ORDER: Uint8Array = /* @__PURE__ */ Uint8Array.of(
  ...[16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15],
)
const REPEAT_PREVIOUS = 16
const REPEAT_ZERO = 17

// Filled anew for every block. Codes of real certificates have up to 9 and 7 bits.
const dynamicCodes: BlockCodes = /* @__PURE__ */ createBlockCodes()
const lengthCode: PrefixCode = /* @__PURE__ */ createPrefixCode(CODE_LENGTH_ORDER.length, 7)
const lengthCodeLengths = /* @__PURE__ */ new Uint8Array(CODE_LENGTH_ORDER.length)

let fixedCodes: BlockCodes | undefined

/** Returns the fixed codes, made when they are first needed (RFC 1951 §3.2.6). */
export function getFixedCodes(): BlockCodes {
  if (fixedCodes) return fixedCodes
  const { literals, distances } = createBlockCodes()
  for (let symbol = 0; symbol < FIXED_LITERALS; symbol++) {
    const length = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8
    addSymbol(literals, symbol, length)
  }
  for (let symbol = 0; symbol < FIXED_DISTANCES; symbol++) addSymbol(distances, symbol, 5)
  finishPrefixCode(literals)
  finishPrefixCode(distances)
  fixedCodes = { literals, distances }
  return fixedCodes
}

/** Reads the codes that are sent with a block. They hold until the next call. */
export function readDynamicCodes(state: InflateState): BlockCodes {
  const literalCount = takeBits(state, 5) + 257
  const distanceCount = takeBits(state, 5) + 1
  if (literalCount > MAX_LITERALS || distanceCount > MAX_DISTANCES) {
    throw new FormatError(state.code, 'too many codes')
  }
  readLengthCode(state)
  readLengths(state, literalCount, literalCount + distanceCount)
  const { literals, distances } = dynamicCodes
  // Sparse codes are allowed here: a block without literals, with one distance, with none. That the
  // end of the block has a code need not be checked: without it, the block runs into a refusal.
  if (finishPrefixCode(literals) === 'bad' || finishPrefixCode(distances) === 'bad') {
    throw new FormatError(state.code, 'codes are missing, or too many')
  }
  return dynamicCodes
}

/** The code in which the lengths of the other codes are sent. */
function readLengthCode(state: InflateState): void {
  const count = takeBits(state, 4) + 4
  lengthCodeLengths.fill(0)
  for (let i = 0; i < count; i++) {
    lengthCodeLengths[CODE_LENGTH_ORDER[i] ?? 0] = takeBits(state, 3)
  }
  clearPrefixCode(lengthCode)
  for (let symbol = 0; symbol < lengthCodeLengths.length; symbol++) {
    addSymbol(lengthCode, symbol, lengthCodeLengths[symbol] ?? 0)
  }
  if (finishPrefixCode(lengthCode) !== 'complete') {
    throw new FormatError(state.code, 'codes for code lengths are missing, or too many')
  }
}

/** The lengths of both codes as one sequence, in which runs may pass from one to the other. */
function readLengths(state: InflateState, literalCount: number, total: number): void {
  const { literals, distances } = dynamicCodes
  const { lookup, mask } = lengthCode
  clearPrefixCode(literals)
  clearPrefixCode(distances)
  let length = 0
  let i = 0
  while (i < total) {
    fillBits(state, 7)
    const entry = lookup[state.bits & mask] ?? 0
    dropBits(state, entry & 15)
    const symbol = entry >> 4
    let stop = i + 1
    if (symbol < REPEAT_PREVIOUS) {
      length = symbol
    } else {
      if (symbol !== REPEAT_PREVIOUS) length = 0
      else if (i === 0) throw new FormatError(state.code, 'no code length to repeat')
      stop = i + readRepeatCount(state, symbol)
      if (stop > total) throw new FormatError(state.code, 'code length repeated too often')
      if (length === 0) i = stop
    }
    for (; i < stop; i++) {
      if (i < literalCount) addSymbol(literals, i, length)
      else addSymbol(distances, i - literalCount, length)
    }
  }
}

function readRepeatCount(state: InflateState, symbol: number): number {
  if (symbol === REPEAT_PREVIOUS) return 3 + takeBits(state, 2)
  return symbol === REPEAT_ZERO ? 3 + takeBits(state, 3) : 11 + takeBits(state, 7)
}

function createBlockCodes(): BlockCodes {
  return {
    literals: createPrefixCode(FIXED_LITERALS, 9),
    distances: createPrefixCode(FIXED_DISTANCES, 7),
  }
}
