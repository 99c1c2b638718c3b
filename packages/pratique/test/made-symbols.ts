/**
 * Random contents for symbols, symbols of another encoder, and damage.
 *
 * @module
 */

import { encodeQR } from 'qr'
import type { Bytes } from '../src/bytes/bytes.ts'
import type { QrSymbol } from '../src/qr/encode.ts'
import { countSegmentBits, type Mode, type Segment, toRange } from '../src/qr/segments.ts'
import { type Level, MAX_VERSION, toBlockLayout } from '../src/qr/tables.ts'
import { toTemplate } from '../src/qr/template.ts'

export const VERSIONS: readonly number[] = Array.from({ length: MAX_VERSION }, (_, at) => at + 1)

/** What `qr` calls the levels. */
export const PEER_LEVELS = { L: 'low', M: 'medium', Q: 'quartile', H: 'high' } as const

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** How many rounds of all versions and levels: 1 in `npm test`, 10 in `npm run test:long`. */
export const ROUNDS: number = Math.ceil(Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 2000)

/** A random whole number from 0 to below `limit`. */
export type Random = (limit: number) => number

/** Numbers that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}

/** Makes a segment of random characters or bytes. */
export function makeSegment(mode: Mode, length: number, random: Random): Segment {
  if (mode === 'byte') return { mode, bytes: makeBytes(length, random) }
  const base = mode === 'numeric' ? 10 : CHARACTERS.length
  return { mode, text: makeText(length, CHARACTERS.slice(0, base), random) }
}

export function makeText(length: number, characters: string, random: Random): string {
  return Array.from({ length }, () => characters[random(characters.length)]).join('')
}

function makeBytes(length: number, random: Random): Bytes {
  return Uint8Array.from({ length }, () => random(256))
}

/** The length of the longest segment of a mode that a version holds after `before`. */
export function findCapacity(
  mode: Mode,
  version: number,
  level: Level,
  before: readonly Segment[] = [],
): number {
  const empty = mode === 'byte' ? { mode, bytes: new Uint8Array(0) } : { mode, text: '' }
  const used = countSegmentBits([...before, empty], toRange(version))
  const room = 8 * toBlockLayout(version, level).dataCodewords - used
  switch (mode) {
    case 'numeric':
      return 3 * Math.floor(room / 10) + Number(room % 10 >= 4) + Number(room % 10 >= 7)
    case 'alphanumeric':
      return 2 * Math.floor(room / 11) + Number(room % 11 >= 6)
    case 'byte':
      return Math.floor(room / 8)
  }
}

/** The bytes that a reader makes of segments. */
export function toContent(segments: readonly Segment[]): Bytes {
  const parts = segments.map((segment) =>
    segment.mode === 'byte' ? segment.bytes : Buffer.from(segment.text),
  )
  return new Uint8Array(Buffer.concat(parts))
}

/** The symbol that `qr` makes of a text. */
export function drawByPeer(
  text: string,
  { version, level, mask }: { version: number; level: Level; mask?: number },
): Uint8Array {
  const options = {
    version,
    ecc: PEER_LEVELS[level],
    border: 1,
    ...(mask !== undefined && { mask }),
  }
  const rows = encodeQR(text, 'raw', options)
  return Uint8Array.from(rows.slice(1, -1).flatMap((row) => row.slice(1, -1).map(Number)))
}

/** Where each bit of the codewords stands, as an index of modules. */
function toBitPlaces(version: number): readonly number[] {
  const { size, blocks, singles } = toTemplate(version)
  const places: number[] = []
  const add = (bit: number, place: number, right: number, down: number): void => {
    const word = place >> 6
    const x = 32 * Math.floor(word / size) + ((place >> 1) & 31) + right
    places[bit] = ((word % size) + down) * size + x
  }
  for (let i = 0; i < singles.length; i += 2) add(singles[i] ?? 0, singles[i + 1] ?? 0, 0, 0)
  for (let i = 0; i < blocks.length; i += 2) {
    const place = blocks[i + 1] ?? 0
    const down = place & 1 ? -1 : 1
    for (let k = 0; k < 8; k++) add((blocks[i] ?? 0) + k, place, 1 - (k & 1), down * (k >> 1))
  }
  return places
}

/** Spoils as many codewords of every block as can be corrected (§7.5.1), each in some bits. */
export function toDamaged(symbol: QrSymbol, random: Random): QrSymbol {
  const { version, level } = symbol
  const { dataCodewords, blocks, shortBlocks, shortLength, parity } = toBlockLayout(version, level)
  const places = toBitPlaces(version)
  const modules = symbol.modules.slice()
  for (let block = 0; block < blocks; block++) {
    const longer = block < shortBlocks ? [] : [blocks * shortLength + block - shortBlocks]
    const codewords = [
      ...Array.from({ length: shortLength }, (_, i) => i * blocks + block),
      ...longer,
      ...Array.from({ length: parity }, (_, i) => dataCodewords + i * blocks + block),
    ]
    for (let errors = parity >> 1; errors > 0; errors--) {
      const [codeword = 0] = codewords.splice(random(codewords.length), 1)
      const wrong = 1 + random(255)
      for (let bit = 0; bit < 8; bit++) {
        const place = places[8 * codeword + bit] ?? 0
        modules[place] = (modules[place] ?? 0) ^ ((wrong >> bit) & 1)
      }
    }
  }
  return { ...symbol, modules }
}
