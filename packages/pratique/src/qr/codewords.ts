/**
 * The bits of segments as codewords, with error correction (ISO/IEC 18004:2015 §7.4 to §7.6).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { computeParity, WORDS } from './reed-solomon.ts'
import {
  ALPHANUMERIC,
  MODE_BITS,
  MODE_LENGTH,
  type Segment,
  toCountLength,
  toRange,
} from './segments.ts'
import type { BlockLayout } from './tables.ts'

/** Length of the terminator, as far as there is room (§7.4.9). */
const TERMINATOR_LENGTH = 4

/** What fills the symbol up, in turn (§7.4.10). */
const PADDING = [0b11101100, 0b00010001] as const

/** Takes bits, highest first. */
interface BitWriter {
  /** At most 24 bits at once. */
  readonly write: (value: number, length: number) => void
  /** Fills the last byte up with zeros. Returns how many bytes there are. */
  readonly finish: () => number
}

function createBitWriter(target: Uint8Array): BitWriter {
  let bits = 0
  let count = 0
  let at = 0
  const write = (value: number, length: number): void => {
    bits = (bits << length) | value
    count += length
    while (count >= 8) {
      count -= 8
      target[at++] = bits >>> count
    }
    bits &= (1 << count) - 1
  }
  const finish = (): number => {
    if (count > 0) write(0, 8 - count)
    return at
  }
  return { write, finish }
}

/** Encodes segments that fit as the data codewords of a version and level. */
export function toDataCodewords(
  segments: readonly Segment[],
  version: number,
  { dataCodewords }: BlockLayout,
): Bytes {
  const codewords = new Uint8Array(dataCodewords)
  const writer = createBitWriter(codewords)
  const range = toRange(version)
  let length = 0
  for (const segment of segments) {
    const count = segment.mode === 'byte' ? segment.bytes.length : segment.text.length
    writer.write(MODE_BITS[segment.mode], MODE_LENGTH)
    writer.write(count, toCountLength(segment.mode, range))
    length += MODE_LENGTH + toCountLength(segment.mode, range) + writeSegment(writer, segment)
  }
  writer.write(0, Math.min(TERMINATOR_LENGTH, 8 * dataCodewords - length))
  const end = writer.finish()
  for (let i = end; i < dataCodewords; i++) codewords[i] = PADDING[(i - end) & 1] ?? 0
  return codewords
}

/** Returns how many bits were written. */
function writeSegment({ write }: BitWriter, segment: Segment): number {
  switch (segment.mode) {
    case 'numeric':
      return writeDigits(write, segment.text)
    case 'alphanumeric':
      return writeCharacters(write, segment.text)
    case 'byte':
      for (const byte of segment.bytes) write(byte, 8)
      return 8 * segment.bytes.length
  }
}

/** Three digits as ten bits, two as seven, one as four (§7.4.3). */
function writeDigits(write: BitWriter['write'], text: string): number {
  const digitAt = (at: number): number => ALPHANUMERIC[text.charCodeAt(at)] ?? 0
  const whole = text.length - (text.length % 3)
  for (let i = 0; i < whole; i += 3) {
    write(100 * digitAt(i) + 10 * digitAt(i + 1) + digitAt(i + 2), 10)
  }
  const length = (whole / 3) * 10
  if (text.length - whole === 0) return length
  if (text.length - whole === 1) {
    write(digitAt(whole), 4)
    return length + 4
  }
  write(10 * digitAt(whole) + digitAt(whole + 1), 7)
  return length + 7
}

/** Two characters as eleven bits (§7.4.4); as long as there are, two such pairs at once. */
function writeCharacters(write: BitWriter['write'], text: string): number {
  const pairAt = (at: number): number =>
    45 * (ALPHANUMERIC[text.charCodeAt(at)] ?? 0) + (ALPHANUMERIC[text.charCodeAt(at + 1)] ?? 0)
  const fours = text.length & ~3
  for (let i = 0; i < fours; i += 4) write((pairAt(i) << 11) | pairAt(i + 2), 22)
  const pairs = text.length & ~1
  if (pairs > fours) write(pairAt(fours), 11)
  const length = 11 * (pairs / 2)
  if (pairs === text.length) return length
  write(ALPHANUMERIC[text.charCodeAt(pairs)] ?? 0, 6)
  return length + 6
}

/** Divides data codewords into blocks, adds parity to each, and interleaves all (§7.6). */
export function toFinalCodewords(data: Uint8Array, layout: BlockLayout): Bytes {
  const { blocks, shortBlocks, shortLength, parity } = layout
  const codewords = new Uint8Array(data.length + blocks * parity)
  const remainder = new Int32Array(WORDS)
  let start = 0
  for (let block = 0; block < blocks; block++) {
    const end = start + shortLength + (block < shortBlocks ? 0 : 1)
    for (let i = 0; i < shortLength; i++) codewords[i * blocks + block] = data[start + i] ?? 0
    if (block >= shortBlocks) {
      codewords[blocks * shortLength + block - shortBlocks] = data[end - 1] ?? 0
    }
    computeParity(data, { start, end, parity }, remainder)
    for (let i = 0, at = data.length + block; i < parity; i++, at += blocks) {
      codewords[at] = (remainder[i >> 2] ?? 0) >>> (24 - 8 * (i & 3))
    }
    start = end
  }
  return codewords
}
