/**
 * Alphabets of text encodings, as tables, and what decoding by them has in common.
 *
 * @module
 */

/** Set in the digit of every character that is not of the alphabet; no digit has it. */
export const FOREIGN = 0x80

const encoder = /* @__PURE__ */ new TextEncoder()
const decoder = /* @__PURE__ */ new TextDecoder()

/** Texts are spelt out here, each over the one before. */
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
export function spell(text: string, start: number, end: number): Uint8Array | undefined {
  const length = end - start
  let buffer = scratch
  if (buffer.length < length) {
    buffer = new Uint8Array(Math.max(length, MIN_SCRATCH_BYTES))
    if (buffer.length <= MAX_SCRATCH_BYTES) scratch = buffer
  }
  const { read, written } = encoder.encodeInto(text.slice(start, end), buffer)
  return read === length && written === length ? buffer : undefined
}

/** Returns the text that the first `length` code points spell; all are ASCII. */
export function toText(points: Uint8Array, length: number = points.length): string {
  return decoder.decode(points.subarray(0, length))
}

/** Finds the first character that is not of the alphabet; −1 if all are. */
export function findForeign(text: string, start: number, end: number, digits: Uint8Array): number {
  for (let i = start; i < end; i++) {
    if ((digits[text.charCodeAt(i)] ?? FOREIGN) === FOREIGN) return i
  }
  return -1
}
