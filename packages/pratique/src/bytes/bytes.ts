/**
 * Bytes that we own.
 *
 * @module
 */

/** Bytes over an `ArrayBuffer` of their own or a pooled one, as WebCrypto takes them. */
export type Bytes = Uint8Array<ArrayBuffer>
