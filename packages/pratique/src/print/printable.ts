/**
 * Text as it can stand on paper.
 *
 * @module
 */

import type { Direction } from './page.ts'

/** Controls, and characters that only turn the order of others (Unicode UAX #9 §2). */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const LETTER = /\p{L}/u
const RIGHT_TO_LEFT = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u
const NOT_LATIN = /(?!\p{sc=Latn})\p{L}/u

const SPACE = 0x20
const LAST_OF_ASCII = 0x7e

/** Composes a text, and shows what would be unseen as U+FFFD; white space is one space. */
export function toPrintable(text: string): string {
  if (isPlain(text)) return text
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().replace(UNSEEN, '\ufffd')
}

/** The direction of the first letter (UAX #9 P2); `undefined` without any. */
export function findDirection(text: string): Direction | undefined {
  const letter = LETTER.exec(text)?.[0]
  if (letter === undefined) return undefined
  return runsFromRight(letter) ? 'rtl' : 'ltr'
}

/** Whether a text has letters of a script that runs from right to left and stands in travel documents. */
export function runsFromRight(text: string): boolean {
  return RIGHT_TO_LEFT.test(text)
}

/** Whether a text has letters of another script than Latin. */
export function hasOtherScript(text: string): boolean {
  return !isPlain(text) && NOT_LATIN.test(text)
}

/** Whether a text is what most values are: words of ASCII with one space between them. */
export function isPlain(text: string): boolean {
  let before = SPACE
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < SPACE || unit > LAST_OF_ASCII || (unit === SPACE && before === SPACE)) return false
    before = unit
  }
  return before !== SPACE
}
