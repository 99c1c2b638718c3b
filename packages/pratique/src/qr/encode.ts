/**
 * Encodes QR codes (ISO/IEC 18004:2015, Model 2).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { UsageError } from '../errors.ts'
import { type BitMatrix, toModules } from './bit-matrix.ts'
import { toDataCodewords, toFinalCodewords } from './codewords.ts'
import { drawInformation } from './information.ts'
import { chooseMask, toUnmasked } from './penalty.ts'
import {
  ALPHANUMERIC,
  countSegmentBits,
  MAX_CHARACTERS,
  type Segment,
  toRange,
  toSegments,
} from './segments.ts'
import { LEVELS, type Level, MAX_VERSION, MIN_VERSION, toBlockLayout } from './tables.ts'
import { type Template, toTemplate } from './template.ts'

/** A symbol: the modules, without the quiet zone that must surround them. */
export interface QrSymbol {
  /** 1 to 40. */
  readonly version: number
  readonly level: Level
  /** 0 to 7. */
  readonly mask: number
  /** Modules on a side: 17 + 4 × version. */
  readonly size: number
  /** A byte a module, row by row: 1 is dark, 0 is light. */
  readonly modules: Bytes
}

/** How a symbol is to be. What is left out, the encoder chooses. */
export interface QrOptions {
  /** Default Q, as hcert_spec §4.2.2 recommends. */
  readonly level?: Level
  /** The smallest version that may be chosen; default 1. */
  readonly minVersion?: number
  /** This version and no other. */
  readonly version?: number
  /** This mask and no other. Left out, it is the one with the fewest penalty points (§7.8.3). */
  readonly mask?: number
  /** Whether to take a higher level if the version has room for it; default false. */
  readonly boost?: boolean
}

/** What a symbol can hold. */
export type QrContent = string | Uint8Array | readonly Segment[]

/** What is drawn, and how. */
export interface Plan {
  readonly segments: readonly Segment[]
  readonly version: number
  readonly level: Level
}

/**
 * Encodes a text, bytes or segments as the smallest symbol that holds them. A text is divided into
 * modes by `toSegments`, in UTF-8 where it is in byte mode; bytes are taken as they are.
 *
 * @throws {UsageError} `usage.argument` if the content does not fit, and what would hold it; on an
 *   option that does not exist; on a segment whose mode has no such character; on half a surrogate pair.
 */
export function encodeQr(content: QrContent, options: QrOptions = {}): QrSymbol {
  const { segments, version, level } = toPlan(content, options)
  const layout = toBlockLayout(version, level)
  const codewords = toFinalCodewords(toDataCodewords(segments, version, layout), layout)
  const template = toTemplate(version)
  const matrix = place(codewords, template)
  const mask = options.mask ?? chooseMask(toUnmasked(matrix, template.size), template)
  const plane = template.masks[mask]?.rows
  for (let i = 0; i < matrix.length; i++) matrix[i] = (matrix[i] ?? 0) ^ (plane?.[i] ?? 0)
  drawInformation(matrix, { version, level, mask })
  return { version, level, mask, size: template.size, modules: toModules(matrix, template.size) }
}

/** Draws the bits of codewords among the patterns, without mask (§7.7.3). */
export function place(codewords: Uint8Array, { patterns, blocks, singles }: Template): BitMatrix {
  const matrix = patterns.slice()
  for (let i = 0; i < blocks.length; i += 2) {
    const first = blocks[i] ?? 0
    const two = ((codewords[first >> 3] ?? 0) << 8) | (codewords[(first >> 3) + 1] ?? 0)
    placeBlock(matrix, blocks[i + 1] ?? 0, two >> (8 - (first & 7)))
  }
  for (let i = 0; i < singles.length; i += 2) {
    const bit = singles[i] ?? 0
    const place = singles[i + 1] ?? 0
    const isDark = ((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1
    const at = place >> 6
    matrix[at] = (matrix[at] ?? 0) | (isDark << ((place >> 1) & 31))
  }
  return matrix
}

/** Two bits a row: the right module is the higher bit of the codewords, and of the word. */
function placeBlock(matrix: BitMatrix, place: number, bits: number): void {
  const left = (place >> 1) & 31
  const step = 1 - 2 * (place & 1)
  const at = place >> 6
  matrix[at] = (matrix[at] ?? 0) | (((bits >> 6) & 3) << left)
  const second = at + step
  matrix[second] = (matrix[second] ?? 0) | (((bits >> 4) & 3) << left)
  const third = second + step
  matrix[third] = (matrix[third] ?? 0) | (((bits >> 2) & 3) << left)
  const fourth = third + step
  matrix[fourth] = (matrix[fourth] ?? 0) | ((bits & 3) << left)
}

/**
 * Chooses version and level, and draws nothing.
 *
 * @throws {UsageError} as {@link encodeQr}
 */
export function toPlan(content: QrContent, options: QrOptions): Plan {
  const { level = 'Q', minVersion = MIN_VERSION, version, mask = 0, boost = false } = options
  if (!LEVELS.includes(level)) throw unusable('a level L, M, Q or H')
  requireWhole('a version', minVersion, MIN_VERSION, MAX_VERSION)
  requireWhole('a version', version ?? MIN_VERSION, MIN_VERSION, MAX_VERSION)
  requireWhole('a mask', mask, 0, 7)
  if (content.length === 0) throw unusable('some content')
  const divide = createDivider(content)
  const [first, last] = [version ?? minVersion, version ?? MAX_VERSION]
  const fitting = findVersion(divide, level, first, last)
  if (fitting === undefined) throw tooLong(divide, level, first, last)
  const divided = divide(fitting)
  const best = LEVELS.findLast((each) => divided.bits <= countRoom(fitting, each)) ?? level
  return { segments: divided.segments, version: fitting, level: boost ? best : level }
}

interface Divided {
  readonly segments: readonly Segment[]
  readonly bits: number
}

/** Divides the content for a version. */
type Divide = (version: number) => Divided

/** Divides three times at most, as the lengths of indicators differ. */
function createDivider(content: QrContent): Divide {
  const divided: (Divided | undefined)[] = []
  const given = typeof content === 'string' ? undefined : toGiven(content)
  return (version) => {
    const range = toRange(version)
    const known = divided[range]
    if (known) return known
    const segments = given ?? divideText(String(content), version)
    const made = { segments, bits: countSegmentBits(segments, range) }
    divided[range] = made
    return made
  }
}

function divideText(text: string, version: number): readonly Segment[] {
  if (text.length <= MAX_CHARACTERS) return toSegments(text, version)
  throw unusable(`at most ${MAX_CHARACTERS} characters`)
}

function toGiven(content: Uint8Array | readonly Segment[]): readonly Segment[] {
  if (content instanceof Uint8Array) return [{ mode: 'byte', bytes: new Uint8Array(content) }]
  for (const segment of content) {
    if (segment.mode === 'byte') continue
    const base = segment.mode === 'numeric' ? 10 : 45
    for (let i = 0; i < segment.text.length; i++) {
      const value = ALPHANUMERIC[segment.text.charCodeAt(i)] ?? base
      if (value >= base) throw unusable(`nothing but ${segment.mode} characters, unlike at ${i}`)
    }
  }
  return content
}

function findVersion(
  divide: Divide,
  level: Level,
  first: number,
  last: number,
): number | undefined {
  for (let version = first; version <= last; version++) {
    if (divide(version).bits <= countRoom(version, level)) return version
  }
  return undefined
}

/** The bits that a version holds at a level. */
function countRoom(version: number, level: Level): number {
  return 8 * toBlockLayout(version, level).dataCodewords
}

function tooLong(divide: Divide, level: Level, first: number, last: number): UsageError {
  const larger = findVersion(divide, level, last, MAX_VERSION)
  const lower = LEVELS.findLast((each) => findVersion(divide, each, first, last) !== undefined)
  const ways = [
    ...(larger === undefined ? [] : [`version ${larger}-${level}`]),
    ...(lower === undefined ? [] : [`version ${findVersion(divide, lower, first, last)}-${lower}`]),
  ]
  const advice = ways.length > 0 ? `${ways.join(' or ')} would hold it` : 'divide it'
  const room = `at most the ${countRoom(last, level)} bits of version ${last}-${level}`
  return unusable(`${room}, found ${divide(last).bits}: ${advice}`)
}

function requireWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return
  throw unusable(`${name} from ${least} to ${most}`)
}

function unusable(expected: string): UsageError {
  return new UsageError('usage.argument', `expected ${expected}`)
}
