/**
 * Where in a frame a symbol is likely: a symbol is the largest thing that is dark and light all over.
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

/** Beyond this part of the frame, a region saves nothing. */
const MAX_PART = 0.8

/** What a look over the frame tells. */
export interface Survey {
  /** Undefined if the frame has no part that stands out. */
  readonly region: Region | undefined
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
  if (grid.values.length === 0) return { region: undefined, noise: 0 }
  const sorted = grid.values.toSorted()
  const flat = sorted[Math.floor(sorted.length * 0.1)] ?? 0
  const lively = sorted[Math.floor(sorted.length * 0.95)] ?? 0
  // The mean of four pixels has a quarter of their variance.
  const noise = lively > 0 ? Math.sqrt((4 * flat) / lively) : 0
  const threshold = flat + LIVELY * (lively - flat)
  const largest = findLargest(grid, threshold)
  const region = largest && toRegion(largest, frame)
  return { region, noise }
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
  blocks: number
}

/** The bounds of the most blocks that touch each other and are above the threshold. */
function findLargest({ columns, rows, values }: Grid, threshold: number): Box | undefined {
  const seen = new Uint8Array(values.length)
  let largest: Box | undefined
  for (let first = 0; first < values.length; first++) {
    if (seen[first] === 1 || (values[first] ?? 0) <= threshold) continue
    const box: Box = { left: columns, right: 0, top: rows, bottom: 0, blocks: 0 }
    const waiting = [first]
    seen[first] = 1
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      const [x, y] = [index % columns, Math.floor(index / columns)]
      widen(box, x, y)
      const neighbours = [
        ...(x > 0 ? [index - 1] : []),
        ...(x < columns - 1 ? [index + 1] : []),
        ...(y > 0 ? [index - columns] : []),
        ...(y < rows - 1 ? [index + columns] : []),
      ]
      for (const other of neighbours) {
        if (seen[other] === 1 || (values[other] ?? 0) <= threshold) continue
        seen[other] = 1
        waiting.push(other)
      }
    }
    if (largest === undefined || box.blocks > largest.blocks) largest = box
  }
  return largest
}

function widen(box: Box, x: number, y: number): void {
  box.left = Math.min(box.left, x)
  box.right = Math.max(box.right, x)
  box.top = Math.min(box.top, y)
  box.bottom = Math.max(box.bottom, y)
  box.blocks++
}

function toRegion(box: Box, frame: GrayFrame): Region | undefined {
  const left = Math.max(0, (box.left - MARGIN) * BLOCK)
  const top = Math.max(0, (box.top - MARGIN) * BLOCK)
  const width = Math.min(frame.width, (box.right + 1 + MARGIN) * BLOCK) - left
  const height = Math.min(frame.height, (box.bottom + 1 + MARGIN) * BLOCK) - top
  const isPart = width * height <= MAX_PART * frame.width * frame.height
  return isPart ? { left, top, width, height } : undefined
}
