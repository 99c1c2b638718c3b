/**
 * Symbols as SVG.
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import { drawRuns } from './bitmap.ts'
import type { QrSymbol } from './encode.ts'
import { QUIET_ZONE } from './tables.ts'

export interface SvgOptions {
  /** What a screen reader says. Left out, the picture has no name: give it one where it stands. */
  readonly title?: string
  /** Printed size of the symbol with its quiet zone, in millimetres; by default as wide as its place. */
  readonly widthMm?: number
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Modules on a side of version 40: no run and no gap is as long. */
const MAX_SIZE = 177
/** By their length, as most are short and come again and again: to where the next run begins, and through it. */
const MOVES = /* @__PURE__ */ Array.from({ length: MAX_SIZE }, (_, length) => `m${length} 0`)
const LINES = /* @__PURE__ */ Array.from({ length: MAX_SIZE }, (_, length) => `h${length}`)

/** What XML 1.0 §2.2 does not let stand in a document, and halves of surrogate pairs. */
const NO_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/**
 * Writes a symbol as SVG: black on white whatever is behind it, a unit a module, with its quiet zone.
 *
 * @throws {UsageError} `usage.argument` if the title holds what XML cannot, or the width is no length.
 */
export function toSvg(symbol: QrSymbol, { title, widthMm }: SvgOptions = {}): string {
  const side = symbol.size + 2 * QUIET_ZONE
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"`,
    widthMm === undefined ? '' : writeWidth(widthMm),
    ' shape-rendering="crispEdges"',
    title === undefined ? '>' : ` role="img"><title>${escapeText(title)}</title>`,
    `<rect width="${side}" height="${side}" fill="#fff"/>`,
    `<path stroke="#000" d="${writePath(symbol)}"/></svg>`,
  ].join('')
}

function writeWidth(widthMm: number): string {
  if (Number.isFinite(widthMm) && widthMm > 0) return ` width="${widthMm}mm" height="${widthMm}mm"`
  throw new UsageError('usage.argument', 'expected a width in millimetres')
}

/** A line as wide as a module through each run, from the run before. */
function writePath(symbol: QrSymbol): string {
  const steps: string[] = []
  let [right, row] = [0, -1]
  drawRuns(symbol, (x, y, length) => {
    const isNew = y !== row
    const move = isNew ? `M${x + QUIET_ZONE} ${y + QUIET_ZONE}.5` : (MOVES[x - right] ?? '')
    steps.push(move, LINES[length] ?? '')
    right = x + length
    row = y
  })
  return steps.join('')
}

function escapeText(text: string): string {
  if (NO_CHARACTER.test(text)) {
    throw new UsageError('usage.argument', 'expected a title without control characters')
  }
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
}
