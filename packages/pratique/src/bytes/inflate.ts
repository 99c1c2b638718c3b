/**
 * Bounded decompression of raw DEFLATE (RFC 1951), as strict as zlib.
 *
 * Our own, because a platform's streams answer later, cost more time than all the rest of reading a
 * certificate, and do not tell where the compressed data ends.
 *
 * @module
 */

import { type FormatCode, FormatError } from '../errors.ts'
import type { Bytes } from './bytes.ts'
import { getFixedCodes, readDynamicCodes } from './inflate-codes.ts'
import {
  checkLength,
  createInflateState,
  cutShort,
  type InflateState,
  reserve,
  skipToByte,
  takeBits,
  wipePool,
} from './inflate-state.ts'
import { inflateSymbols } from './inflate-symbols.ts'

/** What to read, how much may come of it, and what a refusal is called. */
export interface InflateOptions {
  /** Where the stream begins; 0 if absent. */
  readonly start?: number
  /** The first byte that must not be read; if absent, the end of the bytes. */
  readonly end?: number
  /** More output than this is refused before it is made. */
  readonly maxBytes: number
  readonly code: FormatCode
}

export interface Inflated {
  readonly bytes: Bytes
  /** Length of the compressed data in bytes, from `start`, with a last byte used in part. */
  readonly consumed: number
}

/**
 * Decompresses a raw DEFLATE stream. Bytes after its end are left alone: see `consumed`.
 *
 * @throws {FormatError} `options.code` if the stream is malformed, cut short, or decompresses to
 *   more than `maxBytes`.
 */
export function inflateRaw(source: Uint8Array, options: InflateOptions): Inflated {
  const { start = 0, end = source.length, maxBytes, code } = options
  const state = createInflateState(source, start, Math.min(end, source.length), maxBytes, code)
  let written: number | undefined
  try {
    while (!inflateBlock(state));
    written = state.length
    const consumed = state.at - (state.bitCount >> 3) - start
    return { bytes: state.out.slice(0, written), consumed }
  } finally {
    wipePool(written)
  }
}

/** Decompresses one block (RFC 1951 §3.2.3). Returns whether it was the last. */
function inflateBlock(state: InflateState): boolean {
  const isLast = takeBits(state, 1) === 1
  const type = takeBits(state, 2)
  if (type === 3) throw new FormatError(state.code, 'reserved type of block')
  if (type === 0) copyStored(state)
  else inflateSymbols(state, type === 1 ? getFixedCodes() : readDynamicCodes(state))
  return isLast
}

/** RFC 1951 §3.2.4. */
function copyStored(state: InflateState): void {
  skipToByte(state)
  const length = takeBits(state, 16)
  if ((takeBits(state, 16) ^ length) !== 0xffff) {
    throw new FormatError(state.code, 'length of a stored block contradicts its complement')
  }
  const { at, end, source } = state
  if (length > end - at) throw cutShort(state)
  checkLength(state, state.length + length)
  reserve(state, length)
  state.out.set(source.subarray(at, at + length), state.length)
  state.at += length
  state.length += length
}
