/**
 * Hexadecimal text (RFC 4648 §8).
 *
 * @module
 */

import type { Bytes } from './bytes.ts'

const PAIRS: readonly string[] = /* @__PURE__ */ Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
)

/** Encodes bytes as lower-case hexadecimal text. */
export function encodeHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += PAIRS[byte] ?? ''
  return text
}

/**
 * Decodes lower-case hexadecimal text.
 *
 * @returns `undefined` if it is none, or empty
 */
export function decodeHex(text: string): Bytes | undefined {
  if (!/^(?:[0-9a-f]{2})+$/.test(text)) return undefined
  const bytes = new Uint8Array(text.length / 2)
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16)
  }
  return bytes
}
