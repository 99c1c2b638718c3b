/**
 * How large a certificate is as a code.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { sha256 } from '../bytes/sha256.ts'

/** `bits`: what its texts take in QR codes, without headers and correction. */
export interface Size {
  readonly characters: number
  readonly bits: number
}

/** Bits a character in the modes of a QR code (ISO/IEC 18004 §7.4). */
const NUMERIC = 10 / 3
const ALPHANUMERIC = 5.5
const BYTE = 8

const DIGEST_BYTES = 32

const CARD = /^shc:\/[\d/]+$/
const ALPHANUMERIC_TEXT = /^[0-9A-Z $%*+\-./:]*$/

/** Tells the size of a certificate by the texts of its codes. */
export function sizeOf(texts: readonly string[]): Size {
  const characters = texts.reduce((sum, text) => sum + text.length, 0)
  return { characters, bits: Math.ceil(texts.reduce((sum, text) => sum + bitsOf(text), 0)) }
}

/**
 * Makes bytes that stand for random ones where only a size counts: always the same, so that two previews
 * differ by what they state alone, and they compress no better.
 */
export function createFiller(length: number): () => Bytes {
  let filler: Bytes | undefined
  return () => (filler ??= fill(new Uint8Array(length)))
}

function fill(bytes: Bytes): Bytes {
  for (let at = 0; at < bytes.length; at += DIGEST_BYTES) {
    bytes.set(sha256(Uint8Array.of(at)).subarray(0, bytes.length - at), at)
  }
  return bytes
}

function bitsOf(text: string): number {
  if (CARD.test(text)) return text.length * NUMERIC
  return text.length * (ALPHANUMERIC_TEXT.test(text) ? ALPHANUMERIC : BYTE)
}
