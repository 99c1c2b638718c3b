/**
 * Breaking of text into lines. Nothing is cut: what has no place to break is broken anywhere.
 *
 * @module
 */

export type FontWeight = 'regular' | 'bold'

/** The width of a text in points. */
export type Measure = (text: string, weight: FontWeight, size: number) => number

/** How wide text may run, and in what letters. */
export interface Lettering {
  readonly width: number
  readonly weight: FontWeight
  readonly size: number
}

/** What stays together: a letter of a script that breaks anywhere with its marks, or a word with its spaces. */
const PIECES =
  /[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}][\p{P}\p{M}]*|[^\s\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}]+\s*|\s+/gu
const MARK = /\p{M}/u
/** No mark comes before it (Unicode, combining diacritical marks). */
const FIRST_MARK = 0x300

/** Breaks a text into lines that are no wider than asked. */
export function wrap(text: string, lettering: Lettering, measure: Measure): readonly string[] {
  if (fits(text, lettering, measure)) return [text]
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(PIECES) ?? []) {
    if (line !== '' && !fits(line + piece, lettering, measure)) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
    while (!fits(line, lettering, measure)) {
      const head = longestHead(line, lettering, measure)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()]
}

/** The most letters from the beginning that fit, found by halves; one with its marks at least. */
function longestHead(word: string, lettering: Lettering, measure: Measure): string {
  let [least, most] = [1, word.length]
  while (least < most) {
    const middle = (least + most + 1) >> 1
    if (fits(word.slice(0, middle), lettering, measure)) least = middle
    else most = middle - 1
  }
  const end = startOfLetter(word, least)
  return word.slice(0, end > 0 ? end : endOfLetter(word, 1))
}

/** The last place up to here where a letter begins, marks being of the letter before them. */
function startOfLetter(text: string, place: number): number {
  let at = place
  while (at > 0 && at < text.length && isInsideLetter(text, at)) at--
  return at
}

/** The first place from here on where a letter ends. */
function endOfLetter(text: string, place: number): number {
  let at = place
  while (at < text.length && isInsideLetter(text, at)) at++
  return at
}

/** Whether a place is between the halves of a surrogate pair, or before a mark. */
function isInsideLetter(text: string, place: number): boolean {
  const unit = text.charCodeAt(place)
  if (unit < FIRST_MARK) return false
  const isLowSurrogate = (unit & 0xfc00) === 0xdc00
  return isLowSurrogate || MARK.test(String.fromCodePoint(text.codePointAt(place) ?? 0))
}

function fits(text: string, { width, weight, size }: Lettering, measure: Measure): boolean {
  return measure(text.trimEnd(), weight, size) <= width
}
