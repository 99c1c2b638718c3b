/**
 * WinAnsiEncoding (ISO 32000-1 Annex D.2), in which the fonts that every PDF reader has are written.
 *
 * @module
 */

import { BOLD_WIDTHS, REGULAR_WIDTHS } from './helvetica.ts'
import type { FontWeight } from './wrap.ts'

const FIRST = 32
/** The characters of 128 to 159, a space where there is none. */
const MIDDLE = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'
const MIDDLE_FIRST = 128
const LATIN_1_FIRST = 160

const CODES: ReadonlyMap<number, number> = new Map(
  [...MIDDLE].flatMap((character, i): [number, number][] =>
    character === ' ' ? [] : [[character.charCodeAt(0), MIDDLE_FIRST + i]],
  ),
)

/** The code of a UTF-16 unit; `undefined` if the encoding does not have it. */
export function toWinAnsiCode(unit: number): number | undefined {
  if (unit >= FIRST && unit < 127) return unit
  if (unit >= LATIN_1_FIRST && unit < 256) return unit
  return CODES.get(unit)
}

/** Whether a text can be written in this encoding. */
export function isWinAnsi(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (toWinAnsiCode(text.charCodeAt(i)) === undefined) return false
  }
  return true
}

/** Widths by the UTF-16 unit, as far as Latin-1. */
const WIDTHS = { regular: toWidths(REGULAR_WIDTHS), bold: toWidths(BOLD_WIDTHS) }

/** Measures a text in Helvetica, in points. */
export function measureHelvetica(text: string, weight: FontWeight, size: number): number {
  const widths = WIDTHS[weight]
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    sum += widths[unit < 256 ? unit : (CODES.get(unit) ?? FIRST)] ?? 0
  }
  return (sum * size) / 1000
}

function toWidths(widths: readonly number[]): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, code) => widths[code - FIRST] ?? 0)
}
