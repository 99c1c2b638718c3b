/**
 * Digits of SMART Health Cards: every character of a JWS as two decimal digits, its code point − 45
 * (VCI "Encoding Chunks as QR Codes").
 *
 * @module
 */

import { FormatError } from '../errors.ts'
import { FOREIGN, findForeign, spell, toDigits, toText } from './alphabet.ts'

/** What a compact JWS is made of (RFC 7515 §3.1): base64url and dots. */
const JWS_CHARACTERS = '-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const DIGITS = /* @__PURE__ */ toDigits('0123456789')
/** The value of `-`, which is 00. */
const OFFSET = 45
const ZERO = 0x30
/** Marks pairs that are no character of a JWS; no such character has it. */
const NO_CHARACTER = FOREIGN
/** Characters by the value of their pair, up to 99. */
const PAIRS = /* @__PURE__ */ toPairs(JWS_CHARACTERS)

/**
 * Encodes a JWS as digits. Inverse of {@link decodeNumeric}.
 *
 * @throws {FormatError} `format.numeric` on a character that no JWS has.
 */
export function encodeNumeric(text: string): string {
  const points = spell(text, 0, text.length)
  if (!points) throw noJws()
  const digits = new Uint8Array(text.length * 2)
  let faults = 0
  let at = 0
  for (let i = 0; i < text.length; i++) {
    const value = (points[i] ?? 0) - OFFSET
    faults |= PAIRS[value & 0x7f] ?? 0
    digits[at++] = ZERO + ((value / 10) | 0)
    digits[at++] = ZERO + (value % 10)
  }
  points.fill(0, 0, text.length)
  if ((faults & FOREIGN) !== 0) throw noJws()
  return toText(digits, at)
}

function noJws(): FormatError {
  return new FormatError('format.numeric', 'a character is none of a JWS')
}

/**
 * Decodes digits from `start` to the end. Strict: every text has at most one meaning.
 *
 * @throws {FormatError} `format.numeric` on an odd number of digits, on anything but digits, or a
 *   pair that is no character of a JWS.
 */
export function decodeNumeric(text: string, start = 0): string {
  const length = text.length - start
  if (length % 2 !== 0) throw new FormatError('format.numeric', 'odd number of digits')
  const points = spell(text, start, text.length)
  if (!points) throw locateFault(text, start)
  // Faults are gathered, and looked for only if there are any: no branch but the loop's own.
  let faults = 0
  let at = 0
  for (let i = 0; i < length; i += 2) {
    const high = DIGITS[points[i] ?? 0] ?? 0
    const low = DIGITS[points[i + 1] ?? 0] ?? 0
    const character = PAIRS[(high * 10 + low) & 0x7f] ?? 0
    faults |= high | low | character
    // Over the digits, of which there are always more.
    points[at++] = character
  }
  points.fill(0, at, length)
  if ((faults & FOREIGN) !== 0) {
    points.fill(0, 0, at)
    throw locateFault(text, start)
  }
  return toText(points, at)
}

function locateFault(text: string, start: number): FormatError {
  const foreign = findForeign(text, start, text.length, DIGITS)
  const fault = foreign < 0 ? 'a pair is no character' : `no digit at ${foreign}`
  return new FormatError('format.numeric', fault)
}

function toPairs(characters: string): Uint8Array {
  const pairs = new Uint8Array(128).fill(NO_CHARACTER)
  for (let i = 0; i < characters.length; i++) {
    pairs[characters.charCodeAt(i) - OFFSET] = characters.charCodeAt(i)
  }
  return pairs
}
