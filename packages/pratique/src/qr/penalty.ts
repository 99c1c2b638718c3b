/**
 * Which mask is best (ISO/IEC 18004:2015 §7.8.3): the one with the fewest penalty points.
 *
 * Scored is the whole symbol as it is when its turn comes in §7.1: masked, format and version
 * information still light. The finder-like pattern is the seven modules 1011101 with four light ones
 * before or after, all eleven within the symbol; with four on both sides it counts twice.
 *
 * @module
 */

import { type BitMatrix, lastColumns, toSteps, toTransposed } from './bit-matrix.ts'
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

/** What of N3 was found, by row, in 32 columns. */
interface Found {
  /** Finder-like patterns that end in a row. */
  readonly finders: Int32Array
  /** Four light modules that end in a row. Beyond the symbol there are none. */
  readonly lights: Int32Array
}

/** A symbol without mask, ready to be scored with each. */
export interface Unmasked {
  readonly size: number
  readonly rows: BitMatrix
  readonly columns: BitMatrix
  readonly steps: BitMatrix
  /** Room for what is found; it means nothing between two masks. */
  readonly found: Found
}

/** Makes ready what all masks are scored on. */
export function toUnmasked(rows: BitMatrix, size: number): Unmasked {
  const found: Found = {
    finders: new Int32Array(size),
    lights: new Int32Array(BEFORE + size + LIGHT),
  }
  return { size, rows, columns: toTransposed(rows, size), steps: toSteps(rows, size), found }
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
  { size, rows, columns, found }: Unmasked,
  mask: MaskPlane,
  limit: number,
): number {
  if (areas >= limit) return areas
  const points = areas + scoreLines(rows, mask.rows, size, found, limit - areas)
  if (points >= limit) return points
  return points + scoreLines(columns, mask.columns, size, found, limit - points)
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

/** Counts N1 and N3 down the columns of a matrix, 32 of them at once, until they are at least `limit`. */
function scoreLines(
  symbol: BitMatrix,
  mask: BitMatrix,
  size: number,
  found: Found,
  limit: number,
): number {
  let points = 0
  for (let first = 0; first < symbol.length && points < limit; first += size) {
    const columns = first + size < symbol.length ? -1 : lastColumns(size)
    points += scanColumns(symbol, mask, { first, size, columns }, found)
    points += FINDER * countFinders(found, size)
  }
  return points
}

/** Counts N1 from the top down, and notes what N3 is made of. */
function scanColumns(
  symbol: BitMatrix,
  mask: BitMatrix,
  { first, size, columns }: { first: number; size: number; columns: number },
  { finders, lights }: Found,
): number {
  let points = 0
  // Of the rows before: where the last differs from its own; where either of two does; where both do.
  let row = ~((symbol[first] ?? 0) ^ (mask[first] ?? 0))
  let step = -1
  let either1 = -1
  let either2 = -1
  let both1 = 0
  let both2 = 0
  let both3 = 0
  let both4 = 0
  let runs = 0
  for (let y = 0; y < size; y++) {
    const next = (symbol[first + y] ?? 0) ^ (mask[first + y] ?? 0)
    const nextStep = next ^ row
    const either = step | nextStep
    const both = step & nextStep
    // No difference in four rows: five of one colour.
    const nextRuns = ~(either | either2) & columns
    points += scoreRuns(nextRuns, nextRuns & ~runs)
    finders[y] = both & both4 & ~either2 & next
    lights[y + BEFORE] = ~(either | either1 | next)
    row = next
    step = nextStep
    either2 = either1
    either1 = either
    both4 = both3
    both3 = both2
    both2 = both1
    both1 = both
    runs = nextRuns
  }
  return points
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
function scoreRuns(all: number, fifths: number): number {
  const nibbles = countInNibbles(all) + (RUN - 1) * countInNibbles(fifths)
  const bytes = (nibbles & 0x0f0f0f0f) + ((nibbles >>> 4) & 0x0f0f0f0f)
  return Math.imul(bytes, 0x01010101) >>> 24
}

function countBits(word: number): number {
  const nibbles = countInNibbles(word)
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The sum of each four bits, in their place. */
function countInNibbles(word: number): number {
  const pairs = (word - ((word >>> 1) & 0x55555555)) | 0
  return (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
}
