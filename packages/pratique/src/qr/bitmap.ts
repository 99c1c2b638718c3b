/**
 * Symbols as pixels and as shapes, for whatever draws them: a page description, a printer.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { UsageError } from '../errors.ts'
import type { QrSymbol } from './encode.ts'
import { QUIET_ZONE } from './tables.ts'

const MAX_QUIET_ZONE = 64

/** Rows of bits, highest first, each filled up to whole bytes with zeros. A dark module is 1. */
export interface Bitmap {
  /** Pixels on a side. */
  readonly widthPixels: number
  readonly rowBytes: number
  readonly bytes: Bytes
}

/** A symbol, whoever made it: a byte a module, row by row, 1 is dark. */
export interface Modules {
  readonly size: number
  readonly modules: Uint8Array
}

/** Dark modules side by side, from the left and top edge of the symbol. */
export interface Run {
  readonly x: number
  readonly y: number
  readonly length: number
}

/**
 * Returns a symbol as a bitmap of one pixel a module, with that many light ones around it: 0 where the
 * page itself is light.
 *
 * @throws {UsageError} `usage.argument` if the quiet zone is no whole number of modules up to 64.
 */
export function toBitmap(
  { size, modules }: QrSymbol,
  { quietZone = QUIET_ZONE }: { readonly quietZone?: number } = {},
): Bitmap {
  if (!Number.isInteger(quietZone) || quietZone < 0 || quietZone > MAX_QUIET_ZONE) {
    throw new UsageError('usage.argument', `expected a quiet zone from 0 to ${MAX_QUIET_ZONE}`)
  }
  const widthPixels = size + 2 * quietZone
  const rowBytes = (widthPixels + 7) >> 3
  const bytes = new Uint8Array(rowBytes * widthPixels)
  for (let y = 0; y < size; y++) {
    const row = (y + quietZone) * rowBytes
    for (let x = 0; x < size; x++) {
      const at = x + quietZone
      const bit = (modules[y * size + x] ?? 0) << (7 - (at & 7))
      bytes[row + (at >> 3)] = (bytes[row + (at >> 3)] ?? 0) | bit
    }
  }
  return { widthPixels, rowBytes, bytes }
}

/** Returns the dark modules as horizontal runs, row by row, from the left. */
export function toRuns(symbol: Modules): readonly Run[] {
  const runs: Run[] = []
  drawRuns(symbol, (x, y, length) => runs.push({ x, y, length }))
  return runs
}

/** Draws each run of {@link toRuns} without a list of them, which is ten times as large as an SVG. */
export function drawRuns(
  { size, modules }: Modules,
  draw: (x: number, y: number, length: number) => void,
): void {
  for (let y = 0; y < size; y++) {
    const row = y * size
    for (let x = 0; x < size; x++) {
      const start = x
      while (x < size && modules[row + x] === 1) x++
      if (x > start) draw(start, y, x - start)
    }
  }
}
