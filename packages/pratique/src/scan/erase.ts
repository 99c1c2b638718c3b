/**
 * Takes the symbols that were read out of a picture, so that the rest can be looked through.
 *
 * @module
 */

import type { GrayFrame } from './frame.ts'
import type { Corners, FoundSymbol } from './reader-port.ts'

/** How far beyond its corners a symbol may reach, in parts of its longer side: they are corners of modules. */
const MARGIN = 0.05

/** What is taken for paper where a symbol fills the whole width. */
const PAPER = 255

/** A copy of a frame with paper where symbols are: each row goes over from what is left of it to what is right. */
export function erase(frame: GrayFrame, symbols: readonly FoundSymbol[]): GrayFrame {
  const pixels = frame.pixels.slice()
  for (const { corners } of symbols) {
    const { left, right, top, bottom } = boundsOf(corners, frame)
    for (let y = top; y < bottom; y++) {
      const row = y * frame.width
      bridge(pixels.subarray(row, row + frame.width), left, right)
    }
  }
  return { ...frame, pixels }
}

function bridge(row: Uint8Array, left: number, right: number): void {
  const before = row[left - 1] ?? row[right] ?? PAPER
  const after = row[right] ?? before
  for (let x = left; x < right; x++) {
    row[x] = before + ((after - before) * (x - left)) / (right - left)
  }
}

function boundsOf({ topLeft, topRight, bottomRight, bottomLeft }: Corners, frame: GrayFrame) {
  const corners = [topLeft, topRight, bottomRight, bottomLeft]
  const columns = corners.map(({ x }) => x)
  const rows = corners.map(({ y }) => y)
  const [left, right] = [Math.min(...columns), Math.max(...columns)]
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)]
  const margin = MARGIN * Math.max(right - left, bottom - top)
  const within = (value: number, limit: number) => Math.min(limit, Math.max(0, Math.round(value)))
  return {
    left: within(left - margin, frame.width),
    right: within(right + margin, frame.width),
    top: within(top - margin, frame.height),
    bottom: within(bottom + margin, frame.height),
  }
}
