/**
 * Which mask is best (ISO/IEC 18004:2015 §7.8.3): the one with the fewest penalty points.
 *
 * Scored is the whole symbol as it is when its turn comes in §7.1: masked, format and version
 * information still light. The finder-like pattern is the seven modules 1011101 with four light ones
 * before or after, all eleven within the symbol; with four on both sides it counts twice.
 *
 * @module
 */

import { type BitMatrix, lastColumns, toLines, toSteps } from './bit-matrix.ts'
import type { MaskPlane, Template } from './template.ts'

/** Points for a run of five; each more module is one more (Table 11, N1). */
const RUN = 3
/** Points for two by two modules of one colour (N2). */
const BLOCK = 3
/** Points for what looks like a finder pattern (N3). */
const FINDER = 40
/** Points for each 5 % beyond 45 to 55 % of dark modules (N4). */
const BALANCE = 10

/** Modules of a finder-like pattern, and of the light area beside it. */
const PATTERN = 7
const LIGHT = 4
/** Where the first row stands among `lights`: what is looked at above it is there, and not light. */
const BEFORE = PATTERN

/** How many runs can begin or end in as many rows of a column: one. */
const ROWS_AT_ONCE = 5

/** What of N1 and N3 was found, by row, in 32 columns. */
interface Found {
  /** Modules that are the fifth or a later one of a run. Before the first row and after the last there are none. */
  readonly runs: Int32Array
  /** Finder-like patterns that end in a row. */
  readonly finders: Int32Array
  /** Four light modules that end in a row. Beyond the symbol there are none. */
  readonly lights: Int32Array
}

/** A symbol without mask, ready to be scored with each. */
export interface Unmasked {
  readonly size: number
  readonly rows: BitMatrix
  readonly lines: BitMatrix
  readonly steps: BitMatrix
  /** Room for what is found; it means nothing between two masks. */
  readonly found: Found
}

/** Makes ready what all masks are scored on. */
export function toUnmasked(rows: BitMatrix, size: number): Unmasked {
  const found: Found = {
    runs: new Int32Array(1 + size + ROWS_AT_ONCE),
    finders: new Int32Array(size),
    lights: new Int32Array(BEFORE + size + LIGHT),
  }
  return { size, rows, lines: toLines(rows, size), steps: toSteps(rows, size), found }
}

/**
 * Returns the mask with the fewest points; of equals, the first.
 *
 * Those that begin well are counted to their end first: the others have too many the sooner.
 */
export function chooseMask(symbol: Unmasked, { masks }: Template): number {
  const areas = masks.map((mask) => scoreAreas(symbol, mask))
  const inTurn = areas.map((_, at) => at).sort((a, b) => (areas[a] ?? 0) - (areas[b] ?? 0))
  let best = 0
  let fewest = Number.POSITIVE_INFINITY
  for (const at of inTurn) {
    const mask = masks[at]
    if (!mask) continue
    const limit = at < best ? fewest + 1 : fewest
    const points = scoreFrom(areas[at] ?? 0, symbol, mask, limit)
    if (points >= limit) continue
    best = at
    fewest = points
  }
  return best
}

/** Counts the points of a mask. */
export function score(symbol: Unmasked, mask: MaskPlane): number {
  return scoreFrom(scoreAreas(symbol, mask), symbol, mask, Number.POSITIVE_INFINITY)
}

/** Adds N1 and N3 to the points of the areas, until they are at least `limit`. */
function scoreFrom(
  areas: number,
  { size, lines, found }: Unmasked,
  mask: MaskPlane,
  limit: number,
): number {
  let points = areas
  for (let first = 0; first < lines.length && points < limit; first += size) {
    const columns = first + size < lines.length ? -1 : lastColumns(2 * size)
    scanColumns(lines, mask.lines, { first, size, columns }, found)
    points += scoreRuns(found, size) + FINDER * countFinders(found, size)
  }
  return points
}

/** Counts N2 and N4. */
function scoreAreas(
  { size, rows: symbol, steps: symbolSteps }: Unmasked,
  { rows: mask, steps: maskSteps }: MaskPlane,
): number {
  let dark = 0
  let blocks = 0
  for (let first = 0; first < symbol.length; first += size) {
    const columns = first + size < symbol.length ? -1 : lastColumns(size) >>> 1
    // Above the first row everything differs.
    let above = 0
    let stepsAbove = -1
    for (let i = first; i < first + size; i++) {
      const row = (symbol[i] ?? 0) ^ (mask[i] ?? 0)
      const steps = (symbolSteps[i] ?? 0) ^ (maskSteps[i] ?? 0)
      blocks += countBits(~((row ^ above) | steps | stepsAbove) & columns)
      dark += countBits(row)
      above = row
      stepsAbove = steps
    }
  }
  return BLOCK * blocks + BALANCE * toBalanceSteps(dark, size * size)
}

/** The k of N4: 0 up to 5 % away from a half, 1 up to 10 %, and so on. */
function toBalanceSteps(dark: number, all: number): number {
  const twentieths = Math.abs(20 * dark - 10 * all) / all
  return Math.max(0, Math.ceil(twentieths) - 1)
}

/** Notes what N1 and N3 are made of, from the top down, in 32 columns at once. */
function scanColumns(
  symbol: BitMatrix,
  mask: BitMatrix,
  { first, size, columns }: { first: number; size: number; columns: number },
  { runs, finders, lights }: Found,
): void {
  // Where a row differs from the one above, and the same of the five rows before.
  let row = ~((symbol[first] ?? 0) ^ (mask[first] ?? 0))
  let step1 = -1
  let step2 = -1
  let step3 = -1
  let step4 = -1
  let step5 = -1
  for (let y = 0; y < size; y++) {
    const next = (symbol[first + y] ?? 0) ^ (mask[first + y] ?? 0)
    const step = next ^ row
    const anyOfThree = step | step1 | step2
    runs[y + 1] = ~(anyOfThree | step3) & columns
    finders[y] = step & step1 & ~(step2 | step3) & step4 & step5 & next
    lights[y + BEFORE] = ~(anyOfThree | next)
    row = next
    step5 = step4
    step4 = step3
    step3 = step2
    step2 = step1
    step1 = step
  }
}

/** Counts finder-like patterns, each for every light area beside it. */
function countFinders({ finders, lights }: Found, size: number): number {
  let count = 0
  for (let y = PATTERN - 1; y < size; y++) {
    const pattern = finders[y] ?? 0
    const before = pattern & (lights[y - PATTERN + BEFORE] ?? 0)
    const after = pattern & (lights[y + LIGHT + BEFORE] ?? 0)
    if ((before | after) !== 0) count += countBits(before) + countBits(after)
  }
  return count
}

/** One point for each module from the fifth of a run on, and two more for the fifth. */
function scoreRuns({ runs }: Found, size: number): number {
  let points = 0
  let before = 0
  for (let y = 1; y <= size; y += ROWS_AT_ONCE) {
    const a = runs[y] ?? 0
    const b = runs[y + 1] ?? 0
    const c = runs[y + 2] ?? 0
    const d = runs[y + 3] ?? 0
    const e = runs[y + 4] ?? 0
    // No column has two of them.
    const fifths = (a & ~before) | (b & ~a) | (c & ~b) | (d & ~c) | (e & ~d)
    // Two full adders: five bits a column are one of one and two of two.
    const three = a ^ b ^ c
    const twos = (a & b) | (c & (a | b))
    const ones = three ^ d ^ e
    const moreTwos = (three & d) | (e & (three | d))
    const modules = countInBytes(ones) + 2 * (countInBytes(twos) + countInBytes(moreTwos))
    points += sumBytes(modules + (RUN - 1) * countInBytes(fifths))
    before = e
  }
  return points
}

function countBits(word: number): number {
  return sumBytes(countInBytes(word))
}

/** The sum of each eight bits, in their place. */
function countInBytes(word: number): number {
  const pairs = (word - ((word >>> 1) & 0x55555555)) | 0
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return (nibbles + (nibbles >>> 4)) & 0x0f0f0f0f
}

/** The sum of four bytes, if it is below 256. */
function sumBytes(bytes: number): number {
  return Math.imul(bytes, 0x01010101) >>> 24
}
