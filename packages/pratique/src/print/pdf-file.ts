/**
 * The file structure of a PDF: streams, object streams, cross-references.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeZlib } from '../bytes/deflate-encode.ts'
import {
  copyFrom,
  createOutput,
  type Output,
  putBigEndian,
  putBytes,
  putText,
} from './pdf-output.ts'
import { type NumberedObject, SHARED } from './pdf-structure.ts'

/** How an object is found (ISO 32000-1 §7.5.8.3): at an offset, or at an index in an object stream. */
export type Entry =
  | { readonly offset: number }
  | { readonly stream: number; readonly index: number }

/** Offsets up to here are written in two bytes. */
export const MAX_SHORT_OFFSET = 0xffff

/** Puts objects into a stream (ISO 32000-1 §7.5.7), without its number. */
export function toObjectStream(objects: readonly NumberedObject[]): Bytes {
  let at = 0
  const places: string[] = []
  for (const { number, text } of objects) {
    places.push(`${number} ${at}`)
    at += text.length + 1
  }
  const head = `${places.join(' ')}\n`
  const text = `${head}${objects.map((object) => object.text).join('\n')}`
  const type = `/Type/ObjStm/N ${objects.length}/First ${head.length}`
  return toStream(type, toAscii(text))
}

/** A stream object without its number. */
export function toStream(dictionary: string, content: Uint8Array): Bytes {
  const stream = createOutput()
  putPacked(stream, dictionary, encodeZlib(content))
  return copyFrom(stream, 0)
}

/** Writes a stream object, without its number, of a content that is a zlib stream already. */
export function putPacked(output: Output, dictionary: string, packed: Uint8Array): void {
  putText(output, `<<${dictionary}/Filter/FlateDecode/Length ${packed.length}>>stream\n`)
  putBytes(output, packed)
  putText(output, '\nendstream endobj\n')
}

/** Where the entries of cross-references are. */
export interface CrossReferences {
  readonly first: number
  readonly entryBytes: number
  readonly offsetBytes: number
}

/** Writes cross-references as a stream (ISO 32000-1 §7.5.8), up to the last of its entries. */
export function putCrossReferences(
  output: Output,
  entries: Entry[],
  number: number,
): CrossReferences {
  const start = output.at
  entries[number] = { offset: start }
  const offsetBytes = start <= MAX_SHORT_OFFSET ? 2 : 4
  const indexBytes = number < 0x100 ? 1 : 2
  const size = number + 1
  const entryBytes = 1 + offsetBytes + indexBytes
  const { catalog, info } = SHARED
  putText(
    output,
    `${number} 0 obj<</Type/XRef/Size ${size}/W[1 ${offsetBytes} ${indexBytes}]/Root ${catalog} 0 R/Info ${info} 0 R/Length ${size * entryBytes}>>stream\n`,
  )
  const first = output.at
  for (let i = 0; i < size; i++) {
    const entry = entries[i]
    const isFree = entry === undefined
    const isInStream = !isFree && 'stream' in entry
    putBigEndian(output, isFree ? 0 : isInStream ? 2 : 1, 1)
    putBigEndian(output, isFree ? 0 : isInStream ? entry.stream : entry.offset, offsetBytes)
    putBigEndian(output, isInStream ? entry.index : 0, indexBytes)
  }
  return { first, entryBytes, offsetBytes }
}

/** Ends a file whose cross-references begin at a place. */
export function putEnd(output: Output, start: number): void {
  putText(output, `\nendstream endobj\nstartxref\n${start}\n%%EOF\n`)
}

export function toAscii(text: string): Bytes {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}
