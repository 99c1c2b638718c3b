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

/** Widths by the UTF-16 unit, as far as Latin-1; 0 where there is no character. */
const WIDTHS = { regular: toWidths(REGULAR_WIDTHS), bold: toWidths(BOLD_WIDTHS) }
/** Those of all other characters, by code. */
const BY_CODE = { regular: REGULAR_WIDTHS, bold: BOLD_WIDTHS }

/** Measures a text in Helvetica, in points; a character that it does not have counts as a space. */
export function measureHelvetica(text: string, weight: FontWeight, size: number): number {
  const space = WIDTHS[weight][FIRST] ?? 0
  let sum = 0
  for (let i = 0; i < text.length; i++) sum += widthOf(text.charCodeAt(i), weight) || space
  return (sum * size) / 1000
}

/** Measures a text in Helvetica, in points; `undefined` if the encoding does not have a character of it. */
export function measureWinAnsi(text: string, weight: FontWeight, size: number): number | undefined {
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const width = widthOf(text.charCodeAt(i), weight)
    if (width === 0) return undefined
    sum += width
  }
  return (sum * size) / 1000
}

function widthOf(unit: number, weight: FontWeight): number {
  if (unit < 256) return WIDTHS[weight][unit] ?? 0
  const code = CODES.get(unit)
  return code === undefined ? 0 : (BY_CODE[weight][code - FIRST] ?? 0)
}

function toWidths(widths: readonly number[]): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, unit) =>
    toWinAnsiCode(unit) === unit ? (widths[unit - FIRST] ?? 0) : 0,
  )
}
