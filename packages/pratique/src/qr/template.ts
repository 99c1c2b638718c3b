/**
 * All of a symbol that its version alone decides (ISO/IEC 18004:2015 §6.3): the patterns, the places
 * of codewords, and the masks. Made when a version is first needed, and kept: some 250 kB for the
 * largest.
 *
 * @module
 */

import { type BitMatrix, createBitMatrix, setBit, toLines, toSteps } from './bit-matrix.ts'
import {
  darkPlace,
  drawInformation,
  FIRST_WITH_VERSION,
  formatPlaces,
  versionPlaces,
} from './information.ts'
import { countDataModules, type Level, toAlignmentCentres, toSize } from './tables.ts'

/** One mask, over the modules of codewords alone. */
export interface MaskPlane {
  readonly rows: BitMatrix
  /** The same, and transposed beside it. */
  readonly lines: BitMatrix
  /** Where it changes between a module and the one to its right. */
  readonly steps: BitMatrix
}

/** What all symbols of a version have in common. */
export interface Template {
  readonly version: number
  readonly size: number
  /** Finder, timing and alignment patterns. Format and version information are light. */
  readonly patterns: BitMatrix
  /**
   * Where eight bits stand in four rows of two modules, one above the other. Two numbers each: which
   * bit of the codewords is the first; and the word of its row × 64 + the left column's bit × 2 +
   * whether the rows go upwards.
   */
  readonly blocks: Int32Array
  /** Where all other bits stand, in the same form. */
  readonly singles: Int32Array
  readonly masks: readonly MaskPlane[]
  /** By level and mask: the mask, format and version information. Made when first needed. */
  readonly finishes: Map<string, BitMatrix>
}

/** Whether a mask inverts the module in row `i` and column `j` (Table 10). */
const MASK_CONDITIONS: readonly ((i: number, j: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
]

const templates: (Template | undefined)[] = []

/** Returns the template of a version. */
export function toTemplate(version: number): Template {
  templates[version] ??= createTemplate(version)
  return templates[version]
}

/** A symbol in the making: what is drawn, and what is no codeword's. */
interface Canvas {
  readonly size: number
  readonly patterns: BitMatrix
  readonly isTaken: Uint8Array
}

function createTemplate(version: number): Template {
  const size = toSize(version)
  const patterns = createBitMatrix(size)
  const canvas: Canvas = { size, patterns, isTaken: new Uint8Array(size * size) }
  drawFinders(canvas)
  drawTiming(canvas)
  drawAlignment(canvas, toAlignmentCentres(version))
  for (const { x, y } of formatPlaces(size)) draw(canvas, x, y, false)
  draw(canvas, darkPlace(size).x, darkPlace(size).y, false)
  if (version >= FIRST_WITH_VERSION) {
    for (const { x, y } of versionPlaces(size)) draw(canvas, x, y, false)
  }
  const route = toRoute(canvas, countDataModules(version))
  const masks = MASK_CONDITIONS.map((condition) => {
    const rows = createBitMatrix(size)
    for (const { x, y } of route) if (condition(y, x)) setBit(rows, size, x, y)
    return { rows, lines: toLines(rows, size), steps: toSteps(rows, size) }
  })
  return { version, size, patterns, ...toSlots(route, size), masks, finishes: new Map() }
}

/** Returns what ends a symbol whose codewords are placed, to be combined by exclusive or. */
export function toFinish(
  { version, masks, finishes }: Template,
  level: Level,
  mask: number,
): BitMatrix {
  const key = `${level}${mask}`
  const known = finishes.get(key)
  if (known) return known
  const finish = masks[mask]?.rows.slice() ?? createBitMatrix(toSize(version))
  drawInformation(finish, { version, level, mask })
  finishes.set(key, finish)
  return finish
}

/** Draws a module of a pattern that lies inside the symbol. */
function draw({ size, patterns, isTaken }: Canvas, x: number, y: number, isDark: boolean): void {
  if (x < 0 || y < 0 || x >= size || y >= size) return
  isTaken[y * size + x] = 1
  if (isDark) setBit(patterns, size, x, y)
}

/** Draws squares within squares around a middle: `isDark` by distance from it. */
function drawRings(canvas: Canvas, x: number, y: number, isDark: readonly boolean[]): void {
  const radius = isDark.length - 1
  for (let down = -radius; down <= radius; down++) {
    for (let right = -radius; right <= radius; right++) {
      const distance = Math.max(Math.abs(down), Math.abs(right))
      draw(canvas, x + right, y + down, isDark[distance] ?? false)
    }
  }
}

/** Finder patterns with their separators (§6.3.3, §6.3.4). */
function drawFinders(canvas: Canvas): void {
  const far = canvas.size - 4
  for (const [x, y] of [[3, 3] as const, [far, 3] as const, [3, far] as const]) {
    drawRings(canvas, x, y, [true, true, false, true, false])
  }
}

/** Timing patterns (§6.3.5). */
function drawTiming(canvas: Canvas): void {
  for (let i = 8; i < canvas.size - 8; i++) {
    draw(canvas, i, 6, i % 2 === 0)
    draw(canvas, 6, i, i % 2 === 0)
  }
}

/** Alignment patterns (§6.3.6), but where a finder pattern is. */
function drawAlignment(canvas: Canvas, centres: readonly number[]): void {
  const last = canvas.size - 7
  for (const y of centres) {
    for (const x of centres) {
      const isFinder = (x === 6 && y === 6) || (x === 6 && y === last) || (x === last && y === 6)
      if (!isFinder) drawRings(canvas, x, y, [true, false, true])
    }
  }
}

interface Place {
  readonly x: number
  readonly y: number
}

/** The way through all free modules: up and down, two columns at a time, from the right (§7.7.3). */
function toRoute({ size, isTaken }: Canvas, count: number): readonly Place[] {
  const route: Place[] = []
  let isUpwards = true
  for (let right = size - 1; right > 0; right -= 2) {
    // The vertical timing pattern has its column to itself.
    if (right === 6) right--
    for (let i = 0; i < size; i++) {
      const y = isUpwards ? size - 1 - i : i
      for (const x of [right, right - 1]) {
        if (isTaken[y * size + x] === 0) route.push({ x, y })
      }
    }
    isUpwards = !isUpwards
  }
  if (route.length !== count) throw new Error('the patterns leave another number of modules')
  return route
}

/** Parts the way into what can be drawn eight bits at a time, and the rest. */
function toSlots(route: readonly Place[], size: number): Pick<Template, 'blocks' | 'singles'> {
  const blocks: number[] = []
  const singles: number[] = []
  // Modules that no codeword reaches stay light.
  const bits = route.length & ~7
  for (let bit = 0; bit < bits; ) {
    const [first, second, third] = route.slice(bit, bit + 3)
    if (!first) break
    const down = third && third.y - first.y
    if (second && down && isBlock(route.slice(bit, Math.min(bit + 8, bits)), down)) {
      blocks.push(bit, toWord(second, size) * 64 + (second.x & 31) * 2 + Number(down < 0))
      bit += 8
    } else {
      singles.push(bit, toWord(first, size) * 64 + (first.x & 31) * 2)
      bit++
    }
  }
  return { blocks: Int32Array.from(blocks), singles: Int32Array.from(singles) }
}

/** Whether eight modules are four rows of two, each one further down, in words of the same columns. */
function isBlock(places: readonly Place[], down: number): boolean {
  const [first] = places
  if (!first || places.length < 8 || Math.abs(down) !== 1 || first.x % 32 === 0) return false
  return places.every(({ x, y }, at) => {
    return x === first.x - (at & 1) && y === first.y + down * (at >> 1)
  })
}

function toWord({ x, y }: Place, size: number): number {
  return (x >> 5) * size + y
}
