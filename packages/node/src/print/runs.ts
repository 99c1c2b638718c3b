/**
 * Lines as they are drawn: in pieces of one font and one direction, from left to right.
 *
 * @module
 */

import bidiModule, { type Bidi } from 'bidi-js'
import { type Direction, runsFromRight } from 'pratique/print'
import { findFont, type LoadedFont } from './font-set.ts'

/** A piece of a line. Its letters are in the order in which they are read. */
export interface Run {
  readonly text: string
  readonly font: LoadedFont
}

// Its types tell of a module; what Node loads is the factory itself.
const bidi = (bidiModule as unknown as () => Bidi)()

/** What joins the letter before it, whatever font that is in. */
const MARK = /^[\p{M}\u200c\u200d]$/u
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u

/**
 * Cuts a line into runs by the bidirectional algorithm (Unicode UAX #9) and by font. A letter that no
 * font has is drawn in the first as what that shows for unknown ones.
 */
export function toRuns(
  line: string,
  direction: Direction,
  fonts: readonly LoadedFont[],
): readonly Run[] {
  const [fallback] = fonts
  if (fallback === undefined) return []
  const { levels } = bidi.getEmbeddingLevels(line, direction)
  const pieces = cut(line, levels, fonts, fallback)
  return reorder(pieces).map(({ text, level, font }) => ({
    text: level % 2 === 1 ? toShaperOrder(text) : text,
    font,
  }))
}

interface Piece {
  readonly text: string
  readonly level: number
  readonly font: LoadedFont
}

/** Cuts a line where the level or the font changes. */
function cut(
  line: string,
  levels: Uint8Array,
  fonts: readonly LoadedFont[],
  fallback: LoadedFont,
): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const letter of line) {
    const level = levels[at] ?? 0
    at += letter.length
    const last = pieces.at(-1)
    const font =
      last && staysWith(letter, last.font) ? last.font : (findFont(letter, fonts) ?? fallback)
    if (last && last.level === level && last.font === font) {
      pieces[pieces.length - 1] = { ...last, text: last.text + letter }
    } else {
      pieces.push({ text: letter, level, font })
    }
  }
  return pieces
}

/** Marks, spaces and signs stay in the font of what is before them, if that has them; digits do not. */
function staysWith(letter: string, { font }: LoadedFont): boolean {
  return (
    (MARK.test(letter) || !LETTER_OR_DIGIT.test(letter)) &&
    font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)
  )
}

/** Turns pieces from the order of reading to that of the line, the highest level first (UAX #9 L2). */
function reorder(pieces: readonly Piece[]): readonly Piece[] {
  const ordered = [...pieces]
  const highest = Math.max(0, ...pieces.map(({ level }) => level))
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < ordered.length; start++) {
      let end = start
      while (end < ordered.length && (ordered[end]?.level ?? 0) >= level) end++
      if (end > start) ordered.splice(start, end - start, ...ordered.slice(start, end).reverse())
      start = end
    }
  }
  return ordered
}

/**
 * The shaper turns a run round by itself if it knows its script. Brackets it leaves as they are (UAX #9
 * L4), and a run of signs alone too.
 */
function toShaperOrder(text: string): string {
  const letters = [...text].map((letter) => bidi.getMirroredCharacter(letter) ?? letter)
  return (runsFromRight(text) ? letters : letters.reverse()).join('')
}
