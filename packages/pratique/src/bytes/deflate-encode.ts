/**
 * Compression at once: raw DEFLATE (RFC 1951), and zlib (RFC 1950) and gzip (RFC 1952) around it.
 *
 * Our own, because a platform's streams answer later, and to set zlib up takes longer than to
 * compress a certificate. The same bytes always give the same stream, on every platform.
 *
 * @module
 */

import { adler32 } from './adler32.ts'
import { type BitWriter, finishByte, writeBits } from './bit-writer.ts'
import type { Bytes } from './bytes.ts'
import { crc32 } from './crc32.ts'
import { maxBlockBytes, writeBlock } from './deflate-block.ts'
import { wipeCodes } from './deflate-header.ts'
import { type FindTokens, findTokens, maxBlocks } from './deflate-matches.ts'

/** RFC 1950 §2.2: DEFLATE, a window of 32 KiB, most effort; 0x78da is divisible by 31. */
const ZLIB_HEADER = /* @__PURE__ */ Uint8Array.of(0x78, 0xda)
/** RFC 1952 §2.3: DEFLATE, no flags, no time, most effort, unknown system. */
const GZIP_HEADER = /* @__PURE__ */ Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255)

/** Of gzip; no other is longer. */
const TRAILER_BYTES = 8

/** Streams are built here, and wiped after every call. Longer ones have room of their own. */
let pool: Bytes | undefined
const POOL_BYTES = 10 * 1024

/** What stands around the blocks. */
interface Around {
  readonly header: Uint8Array
  readonly writeTrailer: (writer: BitWriter, source: Uint8Array) => void
}

const NO_HEADER = /* @__PURE__ */ new Uint8Array(0)
const RAW: Around = { header: NO_HEADER, writeTrailer: writeNothing }
const ZLIB: Around = { header: ZLIB_HEADER, writeTrailer: writeZlibTrailer }
const GZIP: Around = { header: GZIP_HEADER, writeTrailer: writeGzipTrailer }

/** Compresses bytes into a raw DEFLATE stream (RFC 1951). Inverse of `inflateRaw`. */
export function encodeDeflate(bytes: Uint8Array): Bytes {
  return encode(bytes, RAW, findTokens, copy)
}

/** Compresses bytes into a zlib stream (RFC 1950). Inverse of `inflateZlib`. */
export function encodeZlib(bytes: Uint8Array): Bytes {
  return withZlib(bytes, copy)
}

/**
 * Compresses bytes whose repetitions are known.
 *
 * @param find finds them
 */
export function encodeZlibBy(bytes: Uint8Array, find: FindTokens): Bytes {
  return encode(bytes, ZLIB, find, copy)
}

/**
 * Compresses bytes for a moment, without an array of their own.
 *
 * @param use gets the stream, which is wiped when it returns; it compresses nothing itself
 */
export function withZlib<Result>(bytes: Uint8Array, use: (stream: Bytes) => Result): Result {
  return encode(bytes, ZLIB, findTokens, use)
}

/** Compresses bytes into a gzip file of one member, without name or time (RFC 1952). */
export function encodeGzip(bytes: Uint8Array): Bytes {
  return encode(bytes, GZIP, findTokens, copy)
}

function encode<Result>(
  source: Uint8Array,
  { header, writeTrailer }: Around,
  find: FindTokens,
  use: (stream: Bytes) => Result,
): Result {
  const room =
    header.length + maxBlockBytes(source.length, maxBlocks(source.length)) + TRAILER_BYTES
  const writer: BitWriter = { out: takeRoom(room), at: header.length, bits: 0, bitCount: 0 }
  writer.out.set(header)
  try {
    find(source, (block) => writeBlock(writer, block))
    finishByte(writer)
    writeTrailer(writer, source)
    return use(writer.out.subarray(0, writer.at))
  } finally {
    writer.out.fill(0, 0, writer.at)
    wipeCodes()
  }
}

function takeRoom(bytes: number): Bytes {
  if (bytes > POOL_BYTES) return new Uint8Array(bytes)
  pool ??= new Uint8Array(POOL_BYTES)
  return pool
}

function copy(stream: Bytes): Bytes {
  return stream.slice()
}

function writeNothing(): void {}

/** RFC 1950 §2.2: most significant byte first. */
function writeZlibTrailer(writer: BitWriter, source: Uint8Array): void {
  const checksum = adler32(source)
  writeBits(writer, swapBytes(checksum >>> 16), 16)
  writeBits(writer, swapBytes(checksum & 0xffff), 16)
}

/** RFC 1952 §2.3.1: least significant byte first; the length modulo 2^32. */
function writeGzipTrailer(writer: BitWriter, source: Uint8Array): void {
  for (const value of [crc32(source), source.length]) {
    writeBits(writer, value & 0xffff, 16)
    writeBits(writer, (value >>> 16) & 0xffff, 16)
  }
}

function swapBytes(value: number): number {
  return ((value & 0xff) << 8) | (value >> 8)
}
