/**
 * Sets of fonts: which font has the letters of a text.
 *
 * @module
 */

import type { Font } from 'fontkit'
import type { FontWeight } from 'pratique/print'

/** A font in one weight. */
export interface LoadedFont {
  /** Unique among those of a set. */
  readonly name: string
  readonly file: Uint8Array
  readonly font: Font
}

/** The fonts of each weight, in the order in which they are asked. */
export type FontSet = Readonly<Record<FontWeight, readonly LoadedFont[]>>

/** Whether each letter of a text is in one of the fonts. */
export function hasLetters(text: string, fonts: FontSet): boolean {
  return [...text].every((letter) => findFont(letter, fonts.bold) !== undefined)
}

/** Finds the first font that has a letter. */
export function findFont(letter: string, fonts: readonly LoadedFont[]): LoadedFont | undefined {
  const codePoint = letter.codePointAt(0) ?? 0
  return fonts.find(({ font }) => font.hasGlyphForCodePoint(codePoint))
}
