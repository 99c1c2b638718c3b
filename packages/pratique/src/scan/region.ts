/**
 * Where in a frame a symbol is likely: where much is dark and light, all over.
 *
 * @module
 */

import type { Region } from './enlarge.ts'
import type { GrayFrame } from './frame.ts'

/** The side of a block in pixels, of which squares of two are averaged against noise. */
const BLOCK = 16

/** How much a block must differ from the flattest ones, of what the liveliest do: a hard shadow leaves a fifth. */
const LIVELY = 0.15

/** What a region is widened by, in blocks: the quiet zone. */
const MARGIN = 1

/** Each costs a frame of its own. */
const MAX_REGIONS = 2

/** What a look over the frame tells. */
export interface Survey {
  /** The parts that stand out, the likeliest first; none if nothing does. */
  readonly regions: readonly Region[]
  /** σ of the noise, in parts of what the liveliest blocks deviate by. */
  readonly noise: number
}

interface Grid {
  readonly columns: number
  readonly rows: number
  readonly values: Float64Array
}

/** Looks over a frame of any content. */
export function survey(frame: GrayFrame): Survey {
  const grid = measureBlocks(frame)
  const sorted = grid.values.toSorted()
  const flat = sorted[Math.floor(sorted.length * 0.1)] ?? 0
  const lively = sorted[Math.floor(sorted.length * 0.95)] ?? 0
  // The mean of four pixels has a quarter of their variance.
  const noise = lively > 0 ? Math.sqrt((4 * flat) / lively) : 0
  const boxes = findBoxes(grid, flat + LIVELY * (lively - flat))
  const likeliest = boxes.sort((one, other) => other.weight - one.weight).slice(0, MAX_REGIONS)
  return { regions: likeliest.map((box) => toRegion(box, frame)), noise }
}

/** The variance of the mean of two by two pixels, in each block. */
function measureBlocks({ width, height, pixels }: GrayFrame): Grid {
  const columns = Math.floor(width / BLOCK)
  const rows = Math.floor(height / BLOCK)
  const values = new Float64Array(columns * rows)
  for (let index = 0; index < values.length; index++) {
    const top = Math.floor(index / columns) * BLOCK
    const start = top * width + (index % columns) * BLOCK
    let sum = 0
    let squares = 0
    for (let y = 0; y < BLOCK; y += 2) {
      const row = start + y * width
      for (let x = row; x < row + BLOCK; x += 2) {
        const level =
          (pixels[x] ?? 0) +
          (pixels[x + 1] ?? 0) +
          (pixels[x + width] ?? 0) +
          (pixels[x + width + 1] ?? 0)
        sum += level
        squares += level * level
      }
    }
    const count = (BLOCK / 2) ** 2
    values[index] = (squares / count - (sum / count) ** 2) / 16
  }
  return { columns, rows, values }
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
  /** Squares of variances: a symbol outweighs a page of text, which has less ink and more of the page. */
  weight: number
}

/** The bounds of all blocks above the threshold that touch each other. */
function findBoxes({ columns, rows, values }: Grid, threshold: number): Box[] {
  const waits = Uint8Array.from(values, (value) => (value > threshold ? 1 : 0))
  const boxes: Box[] = []
  for (let first = waits.indexOf(1); first >= 0; first = waits.indexOf(1, first)) {
    const box: Box = { left: columns, right: 0, top: rows, bottom: 0, weight: 0 }
    const next = [first]
    waits[first] = 0
    for (let index = next.pop(); index !== undefined; index = next.pop()) {
      const [x, y] = [index % columns, Math.floor(index / columns)]
      widen(box, x, y, values[index] ?? 0)
      const neighbours = [
        ...(x > 0 ? [index - 1] : []),
        ...(x < columns - 1 ? [index + 1] : []),
        ...(y > 0 ? [index - columns] : []),
        ...(y < rows - 1 ? [index + columns] : []),
      ]
      for (const other of neighbours) {
        if (waits[other] !== 1) continue
        waits[other] = 0
        next.push(other)
      }
    }
    boxes.push(box)
  }
  return boxes
}

function widen(box: Box, x: number, y: number, variance: number): void {
  box.left = Math.min(box.left, x)
  box.right = Math.max(box.right, x)
  box.top = Math.min(box.top, y)
  box.bottom = Math.max(box.bottom, y)
  box.weight += variance * variance
}

function toRegion(box: Box, frame: GrayFrame): Region {
  const left = Math.max(0, (box.left - MARGIN) * BLOCK)
  const top = Math.max(0, (box.top - MARGIN) * BLOCK)
  const width = Math.min(frame.width, (box.right + 1 + MARGIN) * BLOCK) - left
  const height = Math.min(frame.height, (box.bottom + 1 + MARGIN) * BLOCK) - top
  return { left, top, width, height }
}
