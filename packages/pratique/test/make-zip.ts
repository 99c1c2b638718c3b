/**
 * ZIP archives made up for tests: any shape, right or wrong.
 *
 * @module
 */

import { crc32, deflateRawSync } from 'node:zlib'

type Bytes = Uint8Array<ArrayBuffer>

/** One entry. What is not said is right. */
export interface ZipPart {
  readonly name: string
  readonly data: Bytes
  readonly isStored?: boolean
  /** CRC and sizes behind the data, with the descriptor's signature or without. */
  readonly descriptor?: 'signed' | 'plain'
  readonly flags?: number
  readonly method?: number
  readonly extra?: Bytes
  readonly localName?: string
  readonly size?: number
  readonly crc?: number
  /** So many bytes after the compressed data that count as part of it. */
  readonly trailing?: number
}

/** Makes an archive; `gap` bytes lie before its directory. */
export function makeZip(parts: readonly ZipPart[], { gap = 0 } = {}): Bytes {
  const locals: Bytes[] = []
  const centrals: Bytes[] = []
  let at = 0
  for (const part of parts) {
    const { local, central } = makeEntry(part, at)
    locals.push(local)
    centrals.push(central)
    at += local.length
  }
  const directory = concat(...centrals)
  const count = parts.length
  const sizes = numbers([2, count], [2, count], [4, directory.length], [4, at + gap], [2, 0])
  const end = concat(numbers([4, 0x06054b50], [4, 0]), sizes)
  return concat(...locals, new Uint8Array(gap), directory, end)
}

function makeEntry(
  part: ZipPart,
  offset: number,
): { readonly local: Bytes; readonly central: Bytes } {
  const { name, data, isStored = false, descriptor, extra = new Uint8Array() } = part
  const compressed = concat(
    isStored ? data : new Uint8Array(deflateRawSync(data)),
    new Uint8Array(part.trailing ?? 0),
  )
  const flags = (part.flags ?? 0) | (descriptor ? 8 : 0)
  const how = numbers([2, flags], [2, part.method ?? (isStored ? 0 : 8)], [2, 0], [2, 0x21])
  const sums = numbers(
    [4, part.crc ?? crc32(data)],
    [4, compressed.length],
    [4, part.size ?? data.length],
  )
  const localName = utf8(part.localName ?? name)
  const local = concat(
    numbers([4, 0x04034b50], [2, 20]),
    how,
    descriptor ? new Uint8Array(12) : sums,
    numbers([2, localName.length], [2, extra.length]),
    localName,
    extra,
    compressed,
    descriptor === 'signed' ? numbers([4, 0x08074b50]) : new Uint8Array(),
    descriptor ? sums : new Uint8Array(),
  )
  const central = concat(
    numbers([4, 0x02014b50], [2, 20], [2, 20]),
    how,
    sums,
    numbers([2, utf8(name).length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
    utf8(name),
    extra,
  )
  return { local, central }
}

/** Little-endian numbers of so many bytes. */
function numbers(...pairs: readonly (readonly [2 | 4, number])[]): Bytes {
  return concat(
    ...pairs.map(([size, value]) => {
      const bytes = new Uint8Array(size)
      const view = new DataView(bytes.buffer)
      if (size === 2) view.setUint16(0, value, true)
      else view.setUint32(0, value, true)
      return bytes
    }),
  )
}

function utf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}

function concat(...parts: readonly Bytes[]): Bytes {
  return new Uint8Array(Buffer.concat(parts))
}
