/**
 * Base64 as seals write it (ICAO Doc 9303-13): base64url, with or without padding; some write the
 * standard alphabet.
 *
 * @module
 */

import { decodeBase64Url } from '../../bytes/base64url.ts'
import type { Bytes } from '../../bytes/bytes.ts'

/** Text in the one spelling that is decoded, and whether it was written in the other alphabet. */
export interface Base64Text {
  readonly text: string
  readonly isStandard: boolean
}

const PADDING = '='
const PLUS = /\+/g
const SLASH = /\//g
const URL_CHARACTERS = /[-_]/

/**
 * Brings a text to base64url without padding. What is neither alphabet, or both, stays as it is, for the
 * decoder to refuse.
 */
export function toBase64Url(given: string): Base64Text {
  const text = withoutPadding(given)
  const isStandard = text.includes('+') || text.includes('/')
  if (!isStandard || URL_CHARACTERS.test(text)) return { text, isStandard: false }
  return { text: text.replace(PLUS, '-').replace(SLASH, '_'), isStandard }
}

/**
 * Decodes what {@link toBase64Url} came to.
 *
 * @throws {FormatError} `format.base64url`
 */
export function decodeBase64Text({ text }: Base64Text): Bytes {
  return decodeBase64Url(text)
}

/** Padding fills a group of four, or it is none: then the decoder refuses its characters. */
function withoutPadding(text: string): string {
  if (!text.endsWith(PADDING) || text.length % 4 !== 0) return text
  return text.slice(0, text.endsWith(PADDING + PADDING) ? -2 : -1)
}
