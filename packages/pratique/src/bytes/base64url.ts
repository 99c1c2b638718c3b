/**
 * Base64 and base64url (RFC 4648 §4, §5): three bytes as four characters.
 *
 * Our own, because `Uint8Array.fromBase64` is not in every platform we run on.
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

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const CHARACTERS = /* @__PURE__ */ toCharacters(`${LETTERS_AND_DIGITS}+/`)
const DIGITS = /* @__PURE__ */ toDigits(`${LETTERS_AND_DIGITS}+/`)
const URL_CHARACTERS = /* @__PURE__ */ toCharacters(`${LETTERS_AND_DIGITS}-_`)
const URL_DIGITS = /* @__PURE__ */ toDigits(`${LETTERS_AND_DIGITS}-_`)
const PADDING = '='

/** Encodes bytes as base64url without padding (RFC 7515 §2). */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encode(bytes, URL_CHARACTERS)
}

/**
 * Decodes base64url without padding, `text[start]` to `text[end - 1]`. Strict: every text has at
 * most one meaning, and every meaning one text.
 *
 * @throws {FormatError} `format.base64url` on a foreign character (padding is one), a group cut
 *   short, or bits set that belong to no byte (RFC 4648 §3.5).
 */
export function decodeBase64Url(text: string, start = 0, end: number = text.length): Bytes {
  return decode(text, start, end, URL_DIGITS)
}

/** Encodes bytes as base64 with padding (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  return encode(bytes, CHARACTERS) + PADDING.repeat((3 - (bytes.length % 3)) % 3)
}

/**
 * Decodes base64 with padding, as strict as {@link decodeBase64Url}. White space is not allowed.
 *
 * @throws {FormatError} `format.base64url` on a foreign character, missing or wrong padding, or bits
 *   set that belong to no byte.
 */
export function decodeBase64(text: string): Bytes {
  if (text.length % 4 !== 0) throw new FormatError('format.base64url', 'padding is missing')
  let end = text.length
  // No more than two: a third is a foreign character.
  while (end > text.length - 2 && text[end - 1] === PADDING) end--
  return decode(text, 0, end, DIGITS)
}

function encode(bytes: Uint8Array, alphabet: Uint8Array): string {
  const rest = bytes.length % 3
  const end = bytes.length - rest
  const length = (end / 3) * 4 + (rest === 0 ? 0 : rest + 1)
  const characters = takeRoom(length)
  let at = 0
  for (let i = 0; i < end; i += 3) {
    const value = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    characters[at++] = alphabet[value >> 18] ?? 0
    characters[at++] = alphabet[(value >> 12) & 63] ?? 0
    characters[at++] = alphabet[(value >> 6) & 63] ?? 0
    characters[at++] = alphabet[value & 63] ?? 0
  }
  if (rest > 0) {
    const value = ((bytes[end] ?? 0) << 8) | (rest === 2 ? (bytes[end + 1] ?? 0) : 0)
    characters[at++] = alphabet[value >> 10] ?? 0
    characters[at++] = alphabet[(value >> 4) & 63] ?? 0
    if (rest === 2) characters[at] = alphabet[(value << 2) & 63] ?? 0
  }
  return toText(characters, length)
}

function decode(text: string, start: number, end: number, digits: Uint8Array): Bytes {
  const length = end - start
  const rest = length % 4
  if (rest === 1) throw new FormatError('format.base64url', 'last group is cut short')
  const points = spell(text, start, end)
  if (!points) throw locateFault(text, start, end, digits)
  const full = length - rest
  const bytes = new Uint8Array((full / 4) * 3 + (rest === 0 ? 0 : rest - 1))
  // Faults are gathered, and looked for only if there are any: no branch but the loop's own.
  let faults = 0
  let at = 0
  for (let i = 0; i < full; i += 4) {
    const a = digits[points[i] ?? 0] ?? 0
    const b = digits[points[i + 1] ?? 0] ?? 0
    const c = digits[points[i + 2] ?? 0] ?? 0
    const d = digits[points[i + 3] ?? 0] ?? 0
    faults |= a | b | c | d
    bytes[at++] = (a << 2) | (b >> 4)
    bytes[at++] = (b << 4) | (c >> 2)
    bytes[at++] = (c << 6) | d
  }
  faults &= FOREIGN
  if (rest > 0) {
    const a = digits[points[full] ?? 0] ?? 0
    const b = digits[points[full + 1] ?? 0] ?? 0
    const c = rest === 3 ? (digits[points[full + 2] ?? 0] ?? 0) : 0
    // Bits that belong to no byte must be 0 (RFC 4648 §3.5).
    faults |= ((a | b | c) & FOREIGN) | (rest === 3 ? c & 3 : b & 15)
    bytes[at++] = (a << 2) | (b >> 4)
    if (rest === 3) bytes[at] = (b << 4) | (c >> 2)
  }
  points.fill(0, 0, length)
  if (faults !== 0) throw locateFault(text, start, end, digits)
  return bytes
}

function locateFault(text: string, start: number, end: number, digits: Uint8Array): FormatError {
  const foreign = findForeign(text, start, end, digits)
  const fault = foreign < 0 ? 'unused bits are set' : `foreign character at ${foreign}`
  return new FormatError('format.base64url', fault)
}
