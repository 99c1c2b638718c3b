/**
 * Reads the symbols in one picture.
 *
 * @module
 */

import { createFrameScanner, type FoundSymbol, scanPicture } from 'pratique/qr/scan'
import type { Effort, Pixels } from './messages.ts'
import { readSymbolsOf } from './symbol-reader.ts'

/** A symbol's text, and its middle in pixels of the picture. */
export interface SymbolInFrame {
  readonly text: string
  readonly x: number
  readonly y: number
}

/** Reads one picture after another. */
export type ReadFrame = (image: Pixels, effort: Effort) => Promise<readonly SymbolInFrame[]>

/** What one frame leaves untried, the next ones try. */
export function createReadFrame(): ReadFrame {
  const scanner = createFrameScanner(readSymbolsOf)
  let turn = 0
  return async (image, effort) => {
    if (effort === 'picture') return (await scanPicture(image, readSymbolsOf)).map(toPlaced)
    const symbols = await scanner.scan(image, { turn })
    turn = symbols.length === 0 ? turn + 1 : 0
    return symbols.map(toPlaced)
  }
}

function toPlaced({ text, corners }: FoundSymbol): SymbolInFrame {
  const { topLeft, topRight, bottomRight, bottomLeft } = corners
  const all = [topLeft, topRight, bottomRight, bottomLeft]
  const middle = (of: 'x' | 'y') => all.reduce((sum, corner) => sum + corner[of], 0) / all.length
  return { text, x: middle('x'), y: middle('y') }
}
