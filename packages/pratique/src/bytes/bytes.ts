/**
 * Bytes that we own.
 *
 * @module
 */

/** Bytes over an `ArrayBuffer` of their own or a pooled one, as WebCrypto takes them. */
export type Bytes = Uint8Array<ArrayBuffer>

/** Puts parts one after another. */
export function joinBytes(parts: readonly Uint8Array[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** Tells whether both hold the same bytes. The time that it takes says where they differ. */
export function isSameBytes(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
