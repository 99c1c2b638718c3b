/**
 * Base45 (RFC 9285): two bytes as three characters of the QR alphanumeric set.
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

/** RFC 9285 §4.2: the QR alphanumeric set (ISO/IEC 18004), stored at 5.5 bits a character. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const CHARACTERS = /* @__PURE__ */ toCharacters(ALPHABET)
const DIGITS = /* @__PURE__ */ toDigits(ALPHABET)

/** Encodes bytes as Base45 text. Inverse of {@link decodeBase45}. */
export function encodeBase45(bytes: Uint8Array): string {
  const pairs = bytes.length >> 1
  const hasRest = bytes.length % 2 === 1
  const characters = takeRoom(pairs * 3 + 2)
  let at = 0
  for (let i = 0; i < pairs * 2; i += 2) {
    const value = ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0)
    characters[at++] = CHARACTERS[value % 45] ?? 0
    characters[at++] = CHARACTERS[((value / 45) | 0) % 45] ?? 0
    characters[at++] = CHARACTERS[(value / 2025) | 0] ?? 0
  }
  if (hasRest) {
    const value = bytes[pairs * 2] ?? 0
    characters[at++] = CHARACTERS[value % 45] ?? 0
    characters[at++] = CHARACTERS[(value / 45) | 0] ?? 0
  }
  return toText(characters, at)
}

/**
 * Decodes Base45 text from `start` to its end. Strict: every text has at most one meaning, and every
 * meaning one text.
 *
 * @throws {FormatError} `format.base45` on a foreign character, a group cut short, or a group whose
 *   value overflows its bytes (RFC 9285 §6).
 */
export function decodeBase45(text: string, start = 0): Bytes {
  return withBase45(text, start, (bytes) => bytes.slice())
}

/**
 * Decodes Base45 text for a moment, without an array of its own.
 *
 * @param use gets the bytes, which are wiped when it returns; it decodes and encodes no text itself
 * @throws {FormatError} as {@link decodeBase45}
 */
export function withBase45<Result>(
  text: string,
  start: number,
  use: (bytes: Bytes) => Result,
): Result {
  const length = text.length - start
  const rest = length % 3
  if (rest === 1) throw new FormatError('format.base45', 'last group is cut short')
  const points = spell(text, start, text.length)
  if (!points) throw locateFault(text, start)
  const end = length - rest
  // Faults are gathered, and looked for only if there are any: no branch but the loop's own.
  let faults = 0
  let at = 0
  for (let i = 0; i < end; i += 3) {
    const low = DIGITS[points[i] ?? 0] ?? 0
    const middle = DIGITS[points[i + 1] ?? 0] ?? 0
    const high = DIGITS[points[i + 2] ?? 0] ?? 0
    const value = low + middle * 45 + high * 2025
    faults |= ((low | middle | high) & FOREIGN) | (value >> 16)
    // Over the characters, of which there are always more.
    points[at++] = value >> 8
    points[at++] = value
  }
  if (rest === 2) {
    const low = DIGITS[points[end] ?? 0] ?? 0
    const high = DIGITS[points[end + 1] ?? 0] ?? 0
    const value = low + high * 45
    faults |= ((low | high) & FOREIGN) | (value >> 8)
    points[at++] = value
  }
  try {
    if (faults !== 0) throw locateFault(text, start)
    return use(points.subarray(0, at))
  } finally {
    points.fill(0, 0, length)
  }
}

function locateFault(text: string, start: number): FormatError {
  const foreign = findForeign(text, start, text.length, DIGITS)
  if (foreign >= 0) return new FormatError('format.base45', `foreign character at ${foreign}`)
  let at = start
  while (at + 3 <= text.length && groupValue(text, at) <= 0xffff) at += 3
  return new FormatError('format.base45', `group at ${at} overflows`)
}

function groupValue(text: string, at: number): number {
  const [low = 0, middle = 0, high = 0] = toCharacters(text.slice(at, at + 3))
  return (DIGITS[low] ?? 0) + (DIGITS[middle] ?? 0) * 45 + (DIGITS[high] ?? 0) * 2025
}
