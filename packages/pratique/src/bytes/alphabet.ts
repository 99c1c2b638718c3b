/**
 * Alphabets of text encodings, as tables, and what decoding by them has in common.
 *
 * @module
 */

import type { Bytes } from './bytes.ts'

/** Set in the digit of every character that is not of the alphabet; no digit has it. */
export const FOREIGN = 0x80

const encoder = /* @__PURE__ */ new TextEncoder()
const decoder = /* @__PURE__ */ new TextDecoder()

/** Texts are spelt out here, and written. Whoever takes it wipes it. */
let scratch = /* @__PURE__ */ new Uint8Array(0)
const MIN_SCRATCH_BYTES = 8 * 1024
/** What longer texts need is not kept. */
const MAX_SCRATCH_BYTES = 256 * 1024

/** Returns the code points of an ASCII alphabet, by digit. */
export function toCharacters(alphabet: string): Uint8Array {
  return encoder.encode(alphabet)
}

/** Returns the digits of an ASCII alphabet, by code point up to 255. */
export function toDigits(alphabet: string): Uint8Array {
  const digits = new Uint8Array(256).fill(FOREIGN)
  for (let digit = 0; digit < alphabet.length; digit++) digits[alphabet.charCodeAt(digit)] = digit
  return digits
}

/**
 * Spells out `text[start]` to `text[end - 1]`: much quicker than to ask for one character after the
 * other.
 *
 * @returns the code points, in a buffer that is longer and that the next call overwrites;
 *   `undefined` if not all are ASCII
 */
export function spell(text: string, start: number, end: number): Bytes | undefined {
  const length = end - start
  const buffer = takeRoom(length)
  const { read, written } = encoder.encodeInto(text.slice(start, end), buffer)
  if (read === length && written === length) return buffer
  buffer.fill(0, 0, written)
  return undefined
}

/**
 * Returns room for so many code points or more, which the next call overwrites: to make an array takes
 * longer than to fill it.
 */
export function takeRoom(length: number): Bytes {
  if (scratch.length >= length) return scratch
  const room = new Uint8Array(Math.max(length, MIN_SCRATCH_BYTES))
  if (room.length <= MAX_SCRATCH_BYTES) scratch = room
  return room
}

/** Returns the text that the first `length` code points spell, which are wiped; all are ASCII. */
export function toText(points: Uint8Array, length: number): string {
  const text = decoder.decode(points.subarray(0, length))
  points.fill(0, 0, length)
  return text
}

/** Finds the first character that is not of the alphabet; −1 if all are. */
export function findForeign(text: string, start: number, end: number, digits: Uint8Array): number {
  for (let i = start; i < end; i++) {
    if ((digits[text.charCodeAt(i)] ?? FOREIGN) === FOREIGN) return i
  }
  return -1
}
