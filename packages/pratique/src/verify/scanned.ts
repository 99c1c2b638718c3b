/**
 * What was scanned or read: text, or the bytes of a symbol or file where text would spoil them.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'

/** The content of a symbol or file. Bytes are UTF-8, or a certificate that travels as bytes (DIVOC). */
export type Scanned = string | Bytes

/** The signature of a ZIP file's first entry (APPNOTE §4.3.7). */
const ZIP = [0x50, 0x4b, 0x03, 0x04] as const

/** No format takes a longer text. */
const MAX_BYTES = 1024 * 1024

/** Bytes taken at a time: a call takes so many arguments. */
const PIECE_BYTES = 8192

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Makes text of it: a ZIP file, and what is no UTF-8, as Latin-1, a character a byte. */
export function toText(given: Scanned): string {
  if (typeof given === 'string') return given
  // Long enough to be refused as too long, whatever it is.
  const scanned = given.subarray(0, MAX_BYTES + 1)
  if (ZIP.every((byte, at) => scanned[at] === byte)) return toLatin1(scanned)
  try {
    return UTF8.decode(scanned)
  } catch {
    return toLatin1(scanned)
  }
}

function toLatin1(bytes: Bytes): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE_BYTES))
  }
  return text
}
