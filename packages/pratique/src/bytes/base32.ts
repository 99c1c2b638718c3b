/**
 * Base32 (RFC 4648 §6): five bytes as eight characters, in capitals and without padding.
 *
 * @module
 */

import { FormatError } from '../errors.ts'
import {
  FOREIGN,
  findForeign,
  spell,
  takeRoom,
  toCharacters,
  toDigits,
  toText,
} from './alphabet.ts'
import type { Bytes } from './bytes.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const CHARACTERS = /* @__PURE__ */ toCharacters(ALPHABET)
const DIGITS = /* @__PURE__ */ toDigits(ALPHABET)

/** Bytes of a last group, by its characters; −1: no bytes have so many (RFC 4648 §6). */
const REST_BYTES: readonly number[] = [0, -1, 1, -1, 2, 3, -1, 4]
/** Bits of a last character that belong to no byte, by the characters of its group. */
const UNUSED_BITS: readonly number[] = [0, 0, 3, 0, 15, 1, 0, 7]

/** Encodes bytes as Base32 without padding. Inverse of {@link decodeBase32}. */
export function encodeBase32(bytes: Uint8Array): string {
  const characters = takeRoom(Math.ceil((bytes.length * 8) / 5))
  let at = 0
  // Never more than 12 bits wait at once.
  let bits = 0
  let waiting = 0
  for (const byte of bytes) {
    bits = ((bits & 0x1f) << 8) | byte
    waiting += 8
    while (waiting >= 5) {
      waiting -= 5
      characters[at++] = CHARACTERS[(bits >> waiting) & 31] ?? 0
    }
  }
  if (waiting > 0) characters[at++] = CHARACTERS[(bits << (5 - waiting)) & 31] ?? 0
  return toText(characters, at)
}

/**
 * Decodes Base32 without padding, `text[start]` to `text[end - 1]`. Strict: every text has at most one
 * meaning, and every meaning one text.
 *
 * @throws {FormatError} `format.base32` on a foreign character (small letters and padding are), a group
 *   cut short, or bits set that belong to no byte (RFC 4648 §3.5)
 */
export function decodeBase32(text: string, start = 0, end: number = text.length): Bytes {
  const length = end - start
  const rest = length % 8
  const restBytes = REST_BYTES[rest] ?? -1
  if (restBytes < 0) throw new FormatError('format.base32', 'last group is cut short')
  const points = spell(text, start, end)
  if (!points) throw locateFault(text, start, end)
  const full = length - rest
  const bytes = new Uint8Array((full / 8) * 5 + restBytes)
  // Faults are gathered, and looked for only if there are any: no branch but the loop's own.
  let faults = 0
  let at = 0
  for (let i = 0; i < full; i += 8) {
    const a = DIGITS[points[i] ?? 0] ?? 0
    const b = DIGITS[points[i + 1] ?? 0] ?? 0
    const c = DIGITS[points[i + 2] ?? 0] ?? 0
    const d = DIGITS[points[i + 3] ?? 0] ?? 0
    const e = DIGITS[points[i + 4] ?? 0] ?? 0
    const f = DIGITS[points[i + 5] ?? 0] ?? 0
    const g = DIGITS[points[i + 6] ?? 0] ?? 0
    const h = DIGITS[points[i + 7] ?? 0] ?? 0
    faults |= a | b | c | d | e | f | g | h
    bytes[at++] = (a << 3) | (b >> 2)
    bytes[at++] = (b << 6) | (c << 1) | (d >> 4)
    bytes[at++] = (d << 4) | (e >> 1)
    bytes[at++] = (e << 7) | (f << 2) | (g >> 3)
    bytes[at++] = (g << 5) | h
  }
  faults &= FOREIGN
  if (rest > 0) faults |= decodeRest(points, full, rest, bytes.subarray(at))
  points.fill(0, 0, length)
  if (faults !== 0) throw locateFault(text, start, end)
  return bytes
}

/** Decodes a last group of fewer than eight characters into `bytes`. Returns 0, or its faults. */
function decodeRest(points: Uint8Array, from: number, rest: number, bytes: Uint8Array): number {
  let faults = 0
  let bits = 0
  let waiting = 0
  let at = 0
  let digit = 0
  for (let i = from; i < from + rest; i++) {
    digit = DIGITS[points[i] ?? 0] ?? 0
    faults |= digit & FOREIGN
    bits = ((bits << 5) | digit) & 0xfff
    waiting += 5
    if (waiting < 8) continue
    waiting -= 8
    bytes[at++] = bits >> waiting
  }
  // Bits that belong to no byte must be 0 (RFC 4648 §3.5).
  return faults | (digit & (UNUSED_BITS[rest] ?? 0))
}

function locateFault(text: string, start: number, end: number): FormatError {
  const foreign = findForeign(text, start, end, DIGITS)
  const fault = foreign < 0 ? 'unused bits are set' : `foreign character at ${foreign}`
  return new FormatError('format.base32', fault)
}
