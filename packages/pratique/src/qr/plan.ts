/**
 * What a symbol is to be like before it is drawn: its segments, version and level.
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import {
  ALPHANUMERIC,
  countSegmentBits,
  MAX_CHARACTERS,
  type Segment,
  toRange,
  toSegments,
} from './segments.ts'
import { LEVELS, type Level, MAX_VERSION, MIN_VERSION, toBlockLayout } from './tables.ts'

/** How a symbol is to be. What is left out, the encoder chooses. */
export interface QrOptions {
  /** Default Q, as hcert_spec §4.2.2 recommends. */
  readonly level?: Level
  /** This version and no other. */
  readonly version?: number
  /** This mask and no other. Left out, it is the one with the fewest penalty points (§7.8.3). */
  readonly mask?: number
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
 * Chooses version and level, and draws nothing.
 *
 * @throws {UsageError} as {@link encodeQr}
 */
export function toPlan(content: QrContent, options: QrOptions): Plan {
  const { level = 'Q', version, mask = 0 } = options
  if (!LEVELS.includes(level)) throw unusable('a level L, M, Q or H')
  requireWhole('a version', version ?? MIN_VERSION, MIN_VERSION, MAX_VERSION)
  requireWhole('a mask', mask, 0, 7)
  if (content.length === 0) throw unusable('some content')
  const divider = createDivider(content)
  const [first, last] = [version ?? MIN_VERSION, version ?? MAX_VERSION]
  const fitting = findVersion(divider, level, first, last)
  if (fitting === undefined) throw tooLong(divider, level, first, last)
  return { segments: divider.divide(fitting).segments, version: fitting, level }
}

interface Divided {
  readonly segments: readonly Segment[]
  readonly bits: number
}

/** Divides the content for a version. */
interface Divider {
  readonly divide: (version: number) => Divided
  /** No division takes fewer: what has less room need not be divided for to know that nothing fits. */
  readonly leastBits: number
}

/** Divides three times at most, as the lengths of indicators differ. */
function createDivider(content: QrContent): Divider {
  const divided: (Divided | undefined)[] = []
  const [text, given] = typeof content === 'string' ? [content, undefined] : ['', toGiven(content)]
  const divide = (version: number): Divided => {
    const range = toRange(version)
    const known = divided[range]
    if (known) return known
    const segments = given ?? divideText(text, version)
    const made = { segments, bits: countSegmentBits(segments, range) }
    divided[range] = made
    return made
  }
  // Were all of a text digits, three would take ten bits.
  return { divide, leastBits: given ? 0 : (text.length * 10) / 3 }
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
  { divide, leastBits }: Divider,
  level: Level,
  first: number,
  last: number,
): number | undefined {
  for (let version = first; version <= last; version++) {
    const room = countRoom(version, level)
    if (leastBits <= room && divide(version).bits <= room) return version
  }
  return undefined
}

/** The bits that a version holds at a level. */
function countRoom(version: number, level: Level): number {
  return 8 * toBlockLayout(version, level).dataCodewords
}

function tooLong(divider: Divider, level: Level, first: number, last: number): UsageError {
  const larger = findVersion(divider, level, last, MAX_VERSION)
  const lower = LEVELS.findLast((each) => findVersion(divider, each, first, last) !== undefined)
  const ways = [
    ...(larger === undefined ? [] : [`version ${larger}-${level}`]),
    ...(lower === undefined
      ? []
      : [`version ${findVersion(divider, lower, first, last)}-${lower}`]),
  ]
  const advice = ways.length > 0 ? `${ways.join(' or ')} would hold it` : 'divide it'
  const room = `at most the ${countRoom(last, level)} bits of version ${last}-${level}`
  return unusable(`${room}, found ${divider.divide(last).bits}: ${advice}`)
}

function requireWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return
  throw unusable(`${name} from ${least} to ${most}`)
}

function unusable(expected: string): UsageError {
  return new UsageError('usage.argument', `expected ${expected}`)
}
