/**
 * gzip (RFC 1952): one member, bounded in what it may become.
 *
 * @module
 */

import { FormatError } from '../errors.ts'
import type { Bytes } from './bytes.ts'
import { crc32 } from './crc32.ts'
import { inflateRaw } from './inflate.ts'

/** ID1, ID2, and CM for DEFLATE (RFC 1952 §2.3.1). */
const MAGIC = [0x1f, 0x8b, 8] as const

/** FLG: parts of the header that may follow, and bits that must be zero (RFC 1952 §2.3.1, §2.3.1.2). */
const HEADER_CRC = 0x02
const EXTRA = 0x04
const NAME = 0x08
const COMMENT = 0x10
const RESERVED = 0xe0

const HEADER_BYTES = 10
const TRAILER_BYTES = 8

/**
 * Decompresses the one member that fills `bytes`. The length that it announces is looked at first.
 *
 * Deviates from RFC 1952 §2.2: several members are refused, for nothing that we read has them.
 *
 * @throws {FormatError} `format.zlib` if it is malformed, cut short, followed by more, does not match
 *   its checksum or length, or decompresses to more than `maxBytes`.
 */
export function inflateGzip(bytes: Uint8Array, { maxBytes }: { readonly maxBytes: number }): Bytes {
  const start = skipHeader(bytes)
  const end = bytes.length - TRAILER_BYTES
  if (end < start) refuse('cut short')
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + end, TRAILER_BYTES)
  const length = trailer.getUint32(4, true)
  if (length > maxBytes) refuse(`decompresses to more than ${maxBytes} bytes`)
  const inflated = inflateRaw(bytes, { start, end, maxBytes: length, code: 'format.zlib' })
  if (inflated.consumed !== end - start) refuse('bytes after the end')
  if (inflated.bytes.length !== length) refuse('length does not match')
  if (crc32(inflated.bytes) !== trailer.getUint32(0, true)) refuse('checksum does not match')
  return inflated.bytes
}

/** Finds where the compressed data begin (RFC 1952 §2.3). */
function skipHeader(bytes: Uint8Array): number {
  if (bytes.length < HEADER_BYTES || MAGIC.some((byte, at) => bytes[at] !== byte)) {
    refuse('no gzip header')
  }
  const flags = bytes[3] ?? 0
  if ((flags & RESERVED) !== 0) refuse('reserved bits are set')
  let at = HEADER_BYTES
  if (flags & EXTRA) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0)
  if (flags & NAME) at = skipText(bytes, at)
  if (flags & COMMENT) at = skipText(bytes, at)
  if (flags & HEADER_CRC) at = skipHeaderCrc(bytes, at)
  return at
}

/** The end of a text that a zero byte ends. */
function skipText(bytes: Uint8Array, at: number): number {
  const zero = bytes.indexOf(0, at)
  return zero < 0 ? refuse('cut short') : zero + 1
}

/** The two least significant bytes of the CRC-32 of all of the header before them. */
function skipHeaderCrc(bytes: Uint8Array, at: number): number {
  const stated = (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0)
  if ((crc32(bytes.subarray(0, at)) & 0xffff) !== stated) refuse('header checksum does not match')
  return at + 2
}

function refuse(reason: string): never {
  throw new FormatError('format.zlib', `gzip: ${reason}`)
}
