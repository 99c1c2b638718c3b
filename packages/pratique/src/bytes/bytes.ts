/**
 * Bytes that we own.
 *
 * @module
 */

/** Bytes over an `ArrayBuffer` of their own or a pooled one, as WebCrypto takes them. */
export type Bytes = Uint8Array<ArrayBuffer>

/** Tells whether both hold the same bytes. The time that it takes says where they differ. */
export function isSameBytes(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
