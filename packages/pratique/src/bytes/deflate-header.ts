/**
 * How the codes of a dynamic block are made and told (RFC 1951 §3.2.7).
 *
 * @module
 */

import { type BitWriter, writeBits } from './bit-writer.ts'
import {
  assignCodes,
  clearWriteCode,
  createWriteCode,
  makeLengths,
  type WriteCode,
} from './deflate-codes.ts'
import { DISTANCES, FIRST_LENGTH, LITERALS } from './deflate-symbols.ts'
import { CODE_LENGTH_ORDER } from './inflate-codes.ts'
import { MAX_CODE_BITS } from './prefix-code.ts'

/** Codes that fit a block, and how many bits it takes to tell them and to use them. */
export interface DynamicCodes {
  readonly literalCount: number
  readonly distanceCount: number
  /** How many lengths of the code for code lengths are sent. */
  readonly orderCount: number
  /** How many of `sent` are. */
  readonly sentCount: number
  readonly bits: number
}

const MAX_LENGTH_CODE_BITS = 7
const REPEAT_PREVIOUS = 16
const REPEAT_ZERO = 17
const REPEAT_ZERO_LONG = 18
/** How many bits after these three say how often. */
const REPEAT_BITS = /* @__PURE__ */ Uint8Array.of(2, 3, 7)

// Filled anew for every block, and wiped after the last.
export const literals: WriteCode = /* @__PURE__ */ createWriteCode(LITERALS)
export const distances: WriteCode = /* @__PURE__ */ createWriteCode(DISTANCES)
const lengthCode: WriteCode = /* @__PURE__ */ createWriteCode(CODE_LENGTH_ORDER.length)
/** The lengths of both codes, one sequence. */
const lengths = /* @__PURE__ */ new Uint8Array(LITERALS + DISTANCES)
/** The same as it is sent: symbol + 32 × what follows it. */
const sent = /* @__PURE__ */ new Uint16Array(LITERALS + DISTANCES)

/** Plans the codes of `literals` and `distances`, whose frequencies are counted. */
export function planDynamicCodes(): DynamicCodes {
  const bits = makeLengths(literals, MAX_CODE_BITS) + makeLengths(distances, MAX_CODE_BITS)
  const literalCount = countUsed(literals.lengths, FIRST_LENGTH)
  const distanceCount = countUsed(distances.lengths, 1)
  lengths.set(literals.lengths)
  lengths.set(distances.lengths, literalCount)
  const { frequencies } = lengthCode
  frequencies.fill(0)
  const sentCount = packLengths(literalCount + distanceCount)
  let headerBits = 5 + 5 + 4 + makeLengths(lengthCode, MAX_LENGTH_CODE_BITS)
  for (let i = 0; i < REPEAT_BITS.length; i++) {
    headerBits += (frequencies[REPEAT_PREVIOUS + i] ?? 0) * (REPEAT_BITS[i] ?? 0)
  }
  let orderCount = CODE_LENGTH_ORDER.length
  while (orderCount > 4 && lengthAt(orderCount - 1) === 0) orderCount--
  const all = headerBits + 3 * orderCount + bits
  return { literalCount, distanceCount, orderCount, sentCount, bits: all }
}

/** Makes the codes that were planned, and writes what stands before the tokens. */
export function writeHeader(writer: BitWriter, codes: DynamicCodes): void {
  for (const code of [literals, distances, lengthCode]) assignCodes(code)
  writeBits(writer, codes.literalCount - FIRST_LENGTH, 5)
  writeBits(writer, codes.distanceCount - 1, 5)
  writeBits(writer, codes.orderCount - 4, 4)
  for (let place = 0; place < codes.orderCount; place++) writeBits(writer, lengthAt(place), 3)
  for (let i = 0; i < codes.sentCount; i++) {
    const symbol = (sent[i] ?? 0) & 31
    const code = lengthCode.codes[symbol] ?? 0
    writeBits(writer, code >>> 4, code & 15)
    if (symbol >= REPEAT_PREVIOUS) {
      writeBits(writer, (sent[i] ?? 0) >> 5, REPEAT_BITS[symbol - REPEAT_PREVIOUS] ?? 0)
    }
  }
}

/** Leaves nothing of one call for the next. */
export function wipeCodes(): void {
  clearWriteCode(literals)
  clearWriteCode(distances)
  clearWriteCode(lengthCode)
  lengths.fill(0)
  sent.fill(0)
}

/** How many symbols there are up to the last that has a code, but no fewer than `least`. */
function countUsed(codeLengths: Uint8Array, least: number): number {
  let count = codeLengths.length
  while (count > least && codeLengths[count - 1] === 0) count--
  return count
}

/** The length that is sent at this place. */
function lengthAt(place: number): number {
  return lengthCode.lengths[CODE_LENGTH_ORDER[place] ?? 0] ?? 0
}

/** Packs the runs among the first `total` lengths. Returns how many are to be sent. */
function packLengths(total: number): number {
  let count = 0
  for (let at = 0; at < total; ) {
    const length = lengths[at] ?? 0
    const start = at
    while (at < total && lengths[at] === length) at++
    count = packRun(length, at - start, count)
  }
  return count
}

/** Packs one length that comes `times` times. Takes and returns how many are to be sent. */
function packRun(length: number, times: number, count: number): number {
  let next = count
  let left = times
  if (length !== 0) {
    next = send(next, length, 0)
    left--
  }
  while (left >= 3) {
    const repeated = Math.min(left, length !== 0 ? 6 : 138)
    if (length !== 0) next = send(next, REPEAT_PREVIOUS, repeated - 3)
    else if (repeated <= 10) next = send(next, REPEAT_ZERO, repeated - 3)
    else next = send(next, REPEAT_ZERO_LONG, repeated - 11)
    left -= repeated
  }
  for (; left > 0; left--) next = send(next, length, 0)
  return next
}

function send(count: number, symbol: number, extra: number): number {
  const { frequencies } = lengthCode
  sent[count] = symbol | (extra << 5)
  frequencies[symbol] = (frequencies[symbol] ?? 0) + 1
  return count + 1
}
