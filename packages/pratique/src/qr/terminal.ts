/**
 * Symbols as text for a terminal: a character is one module wide and two high.
 *
 * @module
 */

import type { QrSymbol } from './encode.ts'
import { QUIET_ZONE } from './tables.ts'

export interface TerminalOptions {
  /** What lies behind the text; default dark. The symbol is dark on light either way. */
  readonly background?: 'dark' | 'light'
}

/** Blocks by which half is drawn: neither, the upper, the lower, both. */
const BLOCKS = [' ', '▀', '▄', '█'] as const

/** Writes a symbol with its quiet zone as lines of half blocks, each with a line feed. No colours. */
export function toTerminal(
  { size, modules }: QrSymbol,
  { background = 'dark' }: TerminalOptions = {},
): string {
  // What is drawn is what the background is not.
  const drawn = background === 'dark' ? 0 : 1
  const isDrawn = (x: number, y: number): number => {
    const isInside = x >= 0 && y >= 0 && x < size && y < size
    return Number((isInside ? modules[y * size + x] : 0) === drawn)
  }
  let text = ''
  for (let y = -QUIET_ZONE; y < size + QUIET_ZONE; y += 2) {
    for (let x = -QUIET_ZONE; x < size + QUIET_ZONE; x++) {
      text += BLOCKS[isDrawn(x, y) + 2 * isDrawn(x, y + 1)]
    }
    text += '\n'
  }
  return text
}
