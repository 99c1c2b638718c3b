/**
 * One decompression at work: where it reads, its bits, and the output that it builds.
 *
 * @module
 */

import { type FormatCode, FormatError } from '../errors.ts'
import type { Bytes } from './bytes.ts'

/** Bits beyond `end` are fed as zeros, so that codes can be looked up; to use one is refused. */
export interface InflateState {
  readonly source: Uint8Array
  /** The next byte to read. */
  at: number
  readonly end: number
  /** Bits that are read and not yet used: the next one lowest, nothing above `bitCount`. */
  bits: number
  bitCount: number
  out: Bytes
  /** How much of `out` is written. */
  length: number
  readonly maxBytes: number
  readonly code: FormatCode
}

/** RFC 1951 §3.2.5. */
export const MAX_MATCH = 258

/** Output is built here. Grows when it has to, and is wiped after every call. */
let pool: Bytes = /* @__PURE__ */ new Uint8Array(0)
const MIN_POOL_BYTES = 4 * 1024
/** What grows beyond is not kept for the next call. */
const MAX_POOL_BYTES = 64 * 1024

/** Begins a decompression of `source[start]` to `source[end - 1]`. */
export function createInflateState(
  source: Uint8Array,
  start: number,
  end: number,
  maxBytes: number,
  code: FormatCode,
): InflateState {
  return { source, at: start, end, bits: 0, bitCount: 0, out: pool, length: 0, maxBytes, code }
}

/** Clears the first `bytes` bytes of the pool: nothing of one call is left for the next. */
export function wipePool(bytes: number = pool.length): void {
  pool.fill(0, 0, bytes)
}

/** Takes up to 16 bits (RFC 1951 §3.1.1: the first is the lowest). */
export function takeBits(state: InflateState, count: number): number {
  fillBits(state, count)
  const value = state.bits & ((1 << count) - 1)
  dropBits(state, count)
  return value
}

/** Reads on until there are `count` bits, at most 16. */
export function fillBits(state: InflateState, count: number): void {
  while (state.bitCount < count) {
    const byte = state.at < state.end ? (state.source[state.at] ?? 0) : 0
    state.bits |= byte << state.bitCount
    state.at++
    state.bitCount += 8
  }
}

/** Marks bits as used, and refuses if one was beyond the end. */
export function dropBits(state: InflateState, count: number): void {
  state.bits >>>= count
  state.bitCount -= count
  if (state.at * 8 - state.bitCount > state.end * 8) throw cutShort(state)
}

/** Goes on with the next whole byte (RFC 1951 §3.2.4). */
export function skipToByte(state: InflateState): void {
  state.at -= state.bitCount >> 3
  state.bits = 0
  state.bitCount = 0
}

/** Refuses if the output is, or would become, longer than allowed. */
export function checkLength(state: InflateState, length: number = state.length): void {
  // Written so that a limit that is no number refuses.
  if (length <= state.maxBytes) return
  throw new FormatError(state.code, `decompresses to more than ${state.maxBytes} bytes`)
}

/** Makes room for `count` more bytes of output: at least for one match. */
export function reserve(state: InflateState, count: number): void {
  const { out, length, maxBytes } = state
  const needed = length + count
  if (needed <= out.length) return
  const wanted = Math.min(Math.max(out.length * 2, MIN_POOL_BYTES), maxBytes + MAX_MATCH)
  state.out = new Uint8Array(Math.max(needed, wanted))
  state.out.set(out.subarray(0, length))
  if (state.out.length <= MAX_POOL_BYTES) pool = state.out
}

export function cutShort(state: InflateState): FormatError {
  return new FormatError(state.code, 'compressed data is cut short')
}
