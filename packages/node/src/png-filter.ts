/**
 * The five line filters of PNG (ISO/IEC 15948:2004 §9).
 *
 * @module
 */

import { UsageError } from 'pratique/errors'

/**
 * Undoes a filter in place.
 *
 * @param filter its type (Table 9.1)
 * @param previous the line above, already undone; zeros above the first (§9.2)
 * @param pixelBytes bytes of a whole pixel, at least 1
 * @throws {UsageError} `usage.picture` for an unknown filter
 */
export function unfilterLine(
  filter: number,
  line: Uint8Array,
  previous: Uint8Array,
  pixelBytes: number,
): void {
  switch (filter) {
    case 0:
      return
    case 1:
      undoSub(line, pixelBytes)
      return
    case 2:
      undoUp(line, previous)
      return
    case 3:
      undoAverage(line, previous, pixelBytes)
      return
    case 4:
      undoPaeth(line, previous, pixelBytes)
      return
    default:
      throw new UsageError('usage.picture', 'expected a PNG line filter of 0 to 4')
  }
}

function undoSub(line: Uint8Array, pixelBytes: number): void {
  for (let i = pixelBytes; i < line.length; i++) {
    line[i] = (line[i] ?? 0) + (line[i - pixelBytes] ?? 0)
  }
}

function undoUp(line: Uint8Array, previous: Uint8Array): void {
  for (let i = 0; i < line.length; i++) line[i] = (line[i] ?? 0) + (previous[i] ?? 0)
}

function undoAverage(line: Uint8Array, previous: Uint8Array, pixelBytes: number): void {
  for (let i = 0; i < line.length; i++) {
    const left = i < pixelBytes ? 0 : (line[i - pixelBytes] ?? 0)
    line[i] = (line[i] ?? 0) + ((left + (previous[i] ?? 0)) >> 1)
  }
}

/** §9.4: whichever of left, up and upper left is nearest to left + up − upper left. */
function undoPaeth(line: Uint8Array, previous: Uint8Array, pixelBytes: number): void {
  for (let i = 0; i < line.length; i++) {
    const left = i < pixelBytes ? 0 : (line[i - pixelBytes] ?? 0)
    const up = previous[i] ?? 0
    const corner = i < pixelBytes ? 0 : (previous[i - pixelBytes] ?? 0)
    const toLeft = Math.abs(up - corner)
    const toUp = Math.abs(left - corner)
    const toCorner = Math.abs(left + up - 2 * corner)
    const nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
    line[i] = (line[i] ?? 0) + nearest
  }
}
