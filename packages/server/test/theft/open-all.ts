/**
 * What a thief reads in bytes: they themselves, and all that they contain in another writing, as deep as it goes.
 *
 * @module
 */

import { inflateRawSync, inflateSync } from 'node:zlib'
import { decodeBase45, decodeNumeric } from 'pratique/codecs'

/** Nothing of what is looked for is written in more layers. */
const MOST_LAYERS = 5
const SHORTEST = 8
const SHORTEST_DEFLATED = 32

/** Reads bytes and what they contain, each writing once however often it stands there. */
export function createOpener(read: (text: string) => void): (bytes: Uint8Array) => void {
  const seen = new Set<string>()
  return (bytes) => openAll(bytes, { read, seen }, MOST_LAYERS)
}

interface Reading {
  readonly read: (text: string) => void
  readonly seen: Set<string>
}

function openAll(bytes: Uint8Array, reading: Reading, layers: number): void {
  if (layers === 0 || bytes.length < SHORTEST) return
  const { read, seen } = reading
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const text = buffer.toString('latin1')
  read(text)
  const deeper = (inner: Uint8Array | undefined): void => {
    if (inner) openAll(inner, reading, layers - 1)
  }
  if (text.includes('\0')) deeper(withoutZeros(buffer))
  for (const stream of findDeflated(buffer)) deeper(stream)
  const isNew = (run: string): boolean => {
    if (seen.has(run)) return false
    seen.add(run)
    return true
  }
  for (const [run] of text.matchAll(/[0-9a-f]{20,}/gi)) {
    if (!isNew(run)) continue
    deeper(Buffer.from(run, 'hex'))
    deeper(Buffer.from(run.slice(1), 'hex'))
  }
  for (const [, base45 = ''] of text.matchAll(/HC1:([0-9A-Z $%*+\-./:]+)/g)) {
    deeper(attempt(() => decodeBase45(base45)))
  }
  for (const [, digits = ''] of text.matchAll(/shc:\/(?:\d+\/\d+\/)?(\d+)/g)) {
    deeper(attempt(() => new TextEncoder().encode(decodeNumeric(digits))))
  }
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)) {
    if (!isNew(run)) continue
    for (let start = 0; start < 4; start++) {
      const decoded = Buffer.from(run.slice(start), 'base64')
      deeper(decoded)
      if (decoded.length >= SHORTEST_DEFLATED) deeper(inflateRaw(decoded))
    }
  }
  // In pages a word may be written in pieces, with what stands between them.
  const strings = [...text.matchAll(/\(((?:[^()\\]|\\.)*)\)/g)].map(([, inside = '']) => inside)
  if (strings.length > 1) read(strings.join(''))
}

/** UTF-16 and UTF-32 of Latin letters are their bytes with zeros between them. */
function withoutZeros(buffer: Buffer): Buffer | undefined {
  const rest = Buffer.allocUnsafe(buffer.length)
  let length = 0
  for (const byte of buffer) {
    if (byte !== 0) rest[length++] = byte
  }
  return length < buffer.length ? rest.subarray(0, length) : undefined
}

function* findDeflated(buffer: Buffer): Generator<Buffer> {
  for (let at = buffer.indexOf(0x78); at >= 0; at = buffer.indexOf(0x78, at + 1)) {
    if (((0x78 << 8) | (buffer[at + 1] ?? 0)) % 31 !== 0) continue
    const opened = attempt(() => inflateSync(buffer.subarray(at), PARTLY))
    if (opened && opened.length > 0) yield opened
  }
  for (let at = buffer.indexOf(GZIP); at >= 0; at = buffer.indexOf(GZIP, at + 1)) {
    // Its name may stand before the stream, up to a zero.
    const begin = at + GZIP_HEADER
    for (const start of [begin, buffer.indexOf(0, begin) + 1]) {
      const opened = inflateRaw(buffer.subarray(start))
      if (opened && opened.length > 0) yield opened
    }
  }
}

const GZIP = Buffer.of(0x1f, 0x8b, 0x08)
const GZIP_HEADER = 10
/** What follows a stream, and a stream that ends too soon, is no fault; more than this is no record of a person. */
const PARTLY = { finishFlush: 2, maxOutputLength: 1 << 24 } as const

function inflateRaw(bytes: Buffer): Buffer | undefined {
  return attempt(() => inflateRawSync(bytes, PARTLY))
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
