/**
 * The second half of DEFLATE: tokens become a block, in the shortest of its three forms
 * (RFC 1951 §3.2.3).
 *
 * @module
 */

import { type BitWriter, finishByte, writeBits } from './bit-writer.ts'
import { makeFixedCode } from './deflate-codes.ts'
import { distances, literals, planDynamicCodes, writeHeader } from './deflate-header.ts'
import type { Block } from './deflate-matches.ts'
import {
  countDistanceBits,
  countLengthBits,
  MIN_MATCH,
  toDistanceSymbol,
  toLengthSymbol,
} from './deflate-symbols.ts'
import { END_OF_BLOCK } from './inflate-codes.ts'

// RFC 1951 §3.2.3: types of blocks.
const STORED = 0
const FIXED = 1
const DYNAMIC = 2

// RFC 1951 §3.2.6.
const FIXED_LITERALS = 288
const FIXED_DISTANCES = 32
const FIXED_DISTANCE_BITS = 5

/** Tokens of a block that may be too varied for codes of its own, and the share of symbols among them. */
const MAX_VARIED = 512
const VARIED_SHARE = 0.36

// RFC 1951 §3.2.4.
const MAX_STORED = 65535
const STORED_HEADER_BYTES = 5

/** Codes by symbol, as in `WriteCode`. */
export interface Codes {
  readonly literals: Uint32Array
  readonly distances: Uint32Array
}

let fixedCodes: Codes | undefined

/** The most bytes that so many blocks can take for so many bytes. */
export function maxBlockBytes(length: number, blocks: number): number {
  return length + STORED_HEADER_BYTES * (Math.ceil(length / MAX_STORED) + blocks)
}

/** Writes a block. */
export function writeBlock(writer: BitWriter, block: Block): void {
  const { bits: extraBits, fixedBits, used } = countSymbols(block)
  const dynamic = isTooVaried(block.count, used) ? undefined : planDynamicCodes()
  const bits = Math.min(dynamic?.bits ?? fixedBits, fixedBits) + extraBits + 3
  if (countStoredBits(writer, block) <= bits) {
    writeStored(writer, block)
  } else if (!dynamic || fixedBits <= dynamic.bits) {
    writeBits(writer, (FIXED << 1) | (block.isLast ? 1 : 0), 3)
    writeTokens(writer, block, getFixedCodes())
  } else {
    writeBits(writer, (DYNAMIC << 1) | (block.isLast ? 1 : 0), 3)
    writeHeader(writer, dynamic)
    writeTokens(writer, block, { literals: literals.codes, distances: distances.codes })
  }
}

/**
 * Whether codes of its own are not worth planning for a block: to tell them takes more than they spare. Of a short
 * block with so many symbols, such as a certificate with its signature, they seldom can, and then by a few
 * bytes.
 */
function isTooVaried(count: number, used: number): boolean {
  return count < MAX_VARIED && used > count * VARIED_SHARE
}

/** Counts the symbols of a block, the bits that follow them, and those that fixed codes take. */
function countSymbols({ tokens, count }: Block): {
  readonly bits: number
  readonly fixedBits: number
  /** How many literals and lengths occur. */
  readonly used: number
} {
  const { frequencies } = literals
  const { frequencies: distanceFrequencies } = distances
  frequencies.fill(0)
  distanceFrequencies.fill(0)
  frequencies[END_OF_BLOCK] = 1
  let bits = 0
  let used = 1
  let fixedBits = countFixedBits(END_OF_BLOCK)
  for (let i = 0; i < count; i++) {
    const token = tokens[i] ?? 0
    if (token < END_OF_BLOCK) {
      const before = frequencies[token] ?? 0
      used += before === 0 ? 1 : 0
      frequencies[token] = before + 1
      fixedBits += countFixedBits(token)
      continue
    }
    const symbol = toLengthSymbol(token >>> 16)
    const distanceSymbol = toDistanceSymbol(token & 0xffff)
    const before = frequencies[symbol] ?? 0
    used += before === 0 ? 1 : 0
    frequencies[symbol] = before + 1
    distanceFrequencies[distanceSymbol] = (distanceFrequencies[distanceSymbol] ?? 0) + 1
    bits += countLengthBits(symbol) + countDistanceBits(distanceSymbol)
    fixedBits += countFixedBits(symbol) + FIXED_DISTANCE_BITS
  }
  return { bits, fixedBits, used }
}

/** RFC 1951 §3.2.6. */
function countFixedBits(symbol: number): number {
  return symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8
}

/** The fixed codes, made when they are first needed (RFC 1951 §3.2.6). */
function getFixedCodes(): Codes {
  fixedCodes ??= {
    literals: makeFixedCode(new Uint8Array(FIXED_LITERALS).map((_, i) => countFixedBits(i))),
    distances: makeFixedCode(new Uint8Array(FIXED_DISTANCES).fill(FIXED_DISTANCE_BITS)),
  }
  return fixedCodes
}

/**
 * Writes the tokens and the end of the block.
 *
 * In one piece, with the state in local variables: much of the time is spent here.
 */
function writeTokens(
  writer: BitWriter,
  block: Pick<Block, 'tokens' | 'count'>,
  codes: Codes,
): void {
  const { out } = writer
  const { tokens, count } = block
  const { literals: literalCodes, distances: distanceCodes } = codes
  let { at, bits, bitCount } = writer
  for (let i = 0; i < count; i++) {
    const token = tokens[i] ?? 0
    const isMatch = token >= END_OF_BLOCK
    const symbol = isMatch ? toLengthSymbol(token >>> 16) : token
    const code = literalCodes[symbol] ?? 0
    // Fewer than 16 bits wait here, and at most 15 + 5 come.
    bits |= (code >>> 4) << bitCount
    bitCount += code & 15
    if (bitCount >= 16) {
      out[at++] = bits
      out[at++] = bits >>> 8
      bits >>>= 16
      bitCount -= 16
    }
    if (!isMatch) continue
    const lengthBits = countLengthBits(symbol)
    bits |= (((token >>> 16) - MIN_MATCH) & ((1 << lengthBits) - 1)) << bitCount
    bitCount += lengthBits
    for (; bitCount >= 8; bitCount -= 8) {
      out[at++] = bits
      bits >>>= 8
    }
    const distanceSymbol = toDistanceSymbol(token & 0xffff)
    const distanceCode = distanceCodes[distanceSymbol] ?? 0
    bits |= (distanceCode >>> 4) << bitCount
    bitCount += distanceCode & 15
    for (; bitCount >= 8; bitCount -= 8) {
      out[at++] = bits
      bits >>>= 8
    }
    const distanceBits = countDistanceBits(distanceSymbol)
    bits |= (((token & 0xffff) - 1) & ((1 << distanceBits) - 1)) << bitCount
    bitCount += distanceBits
    for (; bitCount >= 8; bitCount -= 8) {
      out[at++] = bits
      bits >>>= 8
    }
  }
  writer.at = at
  writer.bits = bits
  writer.bitCount = bitCount
  const end = literalCodes[END_OF_BLOCK] ?? 0
  writeBits(writer, end >>> 4, end & 15)
}

function countStoredBits({ bitCount }: BitWriter, { start, end }: Block): number {
  const blocks = Math.ceil((end - start) / MAX_STORED) || 1
  // The first header ends with the byte that it stands in.
  const first = ((bitCount + 3 + 7) & ~7) - bitCount
  return first + 32 + (blocks - 1) * STORED_HEADER_BYTES * 8 + (end - start) * 8
}

/** Writes a block as it is, or as many as it takes (RFC 1951 §3.2.4). */
export function writeStored(
  writer: BitWriter,
  { source, start, end, isLast }: Pick<Block, 'source' | 'start' | 'end' | 'isLast'>,
): void {
  let at = start
  do {
    const stop = Math.min(at + MAX_STORED, end)
    writeBits(writer, (STORED << 1) | (isLast && stop === end ? 1 : 0), 3)
    finishByte(writer)
    writeBits(writer, stop - at, 16)
    writeBits(writer, (stop - at) ^ 0xffff, 16)
    writer.out.set(source.subarray(at, stop), writer.at)
    writer.at += stop - at
    at = stop
  } while (at < end)
}
