/**
 * What a symbol holds, in parts of one mode each (ISO/IEC 18004:2015 §7.4), and into which parts a
 * text is best divided.
 *
 * @module
 */

import { FOREIGN, toDigits } from '../bytes/alphabet.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { UsageError } from '../errors.ts'

/** One part of the content. Kanji mode and ECI are not written. */
export type Segment =
  | { readonly mode: 'numeric' | 'alphanumeric'; readonly text: string }
  | { readonly mode: 'byte'; readonly bytes: Bytes }

export type Mode = Segment['mode']

/** In the order of what a character costs. */
const MODES = ['numeric', 'alphanumeric', 'byte'] as const

/** Mode indicators (Table 2). */
export const MODE_BITS: Readonly<Record<Mode, number>> = { numeric: 1, alphanumeric: 2, byte: 4 }

/** Length of the mode indicator. */
export const MODE_LENGTH = 4

/** Lengths of character count indicators (Table 3): versions to 9, to 26, to 40. */
const COUNT_LENGTHS: Readonly<Record<Mode, readonly number[]>> = {
  numeric: [10, 12, 14],
  alphanumeric: [9, 11, 13],
  byte: [8, 16, 16],
}

/** What version 40-L holds in digits: no text that is longer fits anywhere. */
export const MAX_CHARACTERS = 7089

/** Values by code point (Table 5); {@link FOREIGN} if there is none. */
export const ALPHANUMERIC: Uint8Array = /* @__PURE__ */ toDigits(
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:',
)

/**
 * Texts whose standard says how they stand in a symbol. That of the others costs the fewest bits, as
 * SMART Health Cards demand anyway, unless they were tiny.
 */
const PRESCRIBED: readonly { readonly pattern: RegExp; readonly modes: readonly Mode[] }[] = [
  // Alphanumeric mode throughout (hcert_spec §4.2.2; NZCP "2D Barcode Encoding").
  { pattern: /^((?:HC1|NZCP):[0-9A-Z $%*+\-./:]*)$/, modes: ['alphanumeric'] },
  // Two segments (VCI "Encoding Chunks as QR Codes").
  { pattern: /^(shc:\/(?:\d+\/\d+\/)?)(\d+)$/, modes: ['byte', 'numeric'] },
]

/** Returns which of the lengths of character count indicators a version has. */
export function toRange(version: number): number {
  if (version <= 9) return 0
  return version <= 26 ? 1 : 2
}

/** Returns the length of the character count indicator. */
export function toCountLength(mode: Mode, range: number): number {
  return COUNT_LENGTHS[mode][range] ?? 0
}

/** Counts the bits of segments, with their indicators and without terminator. */
export function countSegmentBits(segments: readonly Segment[], range: number): number {
  return segments.reduce((sum, segment) => {
    return sum + MODE_LENGTH + toCountLength(segment.mode, range) + countDataBits(segment)
  }, 0)
}

function countDataBits(segment: Segment): number {
  switch (segment.mode) {
    case 'numeric':
      return Math.ceil((segment.text.length * 10) / 3)
    case 'alphanumeric':
      return Math.ceil((segment.text.length * 11) / 2)
    case 'byte':
      return segment.bytes.length * 8
  }
}

/**
 * Divides a text into the segments that take the fewest bits in a version; of equals, the fewest
 * segments. Texts whose standard prescribes the modes (`HC1:`, `NZCP:`, `shc:/`) are divided as it says.
 *
 * @throws {UsageError} `usage.argument` on half a surrogate pair, which no symbol can hold.
 */
export function toSegments(text: string, version: number): readonly Segment[] {
  for (const { pattern, modes } of PRESCRIBED) {
    const parts = pattern.exec(text)
    if (parts) return modes.map((mode, at) => toSegment(mode, parts[at + 1] ?? ''))
  }
  if (/\p{Surrogate}/u.test(text)) {
    throw new UsageError('usage.argument', 'expected a text without halves of surrogate pairs')
  }
  const modes = chooseModes(text, toRange(version))
  const segments: Segment[] = []
  for (let start = 0, end = 1; start < text.length; start = end++) {
    while (end < text.length && modes[end] === modes[start]) end++
    segments.push(toSegment(MODES[modes[start] ?? 2] ?? 'byte', text.slice(start, end)))
  }
  return segments
}

function toSegment(mode: Mode, text: string): Segment {
  return mode === 'byte' ? { mode, bytes: new TextEncoder().encode(text) } : { mode, text }
}

/** Costs are counted in sixths of a bit, so that digits and letters have whole ones. */
const BIT = 6
/** A segment more counts less than a sixth of a bit, however many there are. */
const SEGMENT = 2 ** -14
/** What a character costs in a mode that does not have it: more than any text. */
const NEVER = 2 ** 30

/**
 * Finds the mode of every UTF-16 unit, as an index of {@link MODES}: for each unit and mode, the least
 * cost of what ends there in that mode, and the mode before it.
 */
function chooseModes(text: string, range: number): Uint8Array {
  const heads = Float64Array.from(MODES, (mode) => {
    return BIT * (MODE_LENGTH + toCountLength(mode, range)) + SEGMENT
  })
  const before = new Uint8Array(3 * text.length)
  const costs = heads.slice()
  const ended = new Float64Array(3)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    // The cheapest segment that ends here is what one of another mode follows.
    const last = endSegments(costs, ended)
    for (let mode = 0; mode < 3; mode++) {
      const stayed = costs[mode] ?? NEVER
      const changed = (ended[last] ?? 0) + (heads[mode] ?? 0)
      const isChanged = i > 0 && changed < stayed
      before[3 * i + mode] = isChanged ? last : mode
      costs[mode] = (isChanged ? changed : stayed) + toUnitCost(unit, mode)
    }
  }
  const modes = new Uint8Array(text.length)
  let mode = endSegments(costs, ended)
  for (let i = text.length - 1; i >= 0; i--) {
    modes[i] = mode
    mode = before[3 * i + mode] ?? mode
  }
  return modes
}

/** Fills up the last bits of segments, while what counts them stays. Returns the mode of the cheapest. */
function endSegments(costs: Float64Array, ended: Float64Array): number {
  let least = 0
  for (let mode = 0; mode < 3; mode++) {
    const cost = costs[mode] ?? NEVER
    const sixths = Math.floor(cost)
    ended[mode] = Math.ceil(sixths / BIT) * BIT + (cost - sixths)
    if ((ended[mode] ?? NEVER) < (ended[least] ?? NEVER)) least = mode
  }
  return least
}

/** What a UTF-16 unit costs in a mode. The second of a pair costs nothing, in byte mode alone. */
function toUnitCost(unit: number, mode: number): number {
  if (mode === 2) return 8 * BIT * countUtf8(unit)
  const value = unit < 0x80 ? (ALPHANUMERIC[unit] ?? FOREIGN) : FOREIGN
  if (mode === 1) return value === FOREIGN ? NEVER : 33
  return value < 10 ? 20 : NEVER
}

function countUtf8(unit: number): number {
  if (unit < 0x80) return 1
  if (unit < 0x800) return 2
  if (unit >= 0xd800 && unit < 0xdc00) return 4
  return unit >= 0xdc00 && unit < 0xe000 ? 0 : 3
}
