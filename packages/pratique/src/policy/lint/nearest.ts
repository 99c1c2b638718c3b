/**
 * Which of many words is meant by one that is none of them.
 *
 * @module
 */

/** A word that may be meant. */
export interface Nearest {
  readonly word: string
  /** It differs as slips of the pen do: case, marks, or a letter or two of a longer word. */
  readonly isSlip: boolean
}

/** Shorter words are all like each other. */
const MIN_LENGTH = 4
const MAX_LENGTH = 64

/** A text that begins with a word of so many letters is a longer form of it. */
const MIN_STEM = 5

/** Finds the word most like a text; `undefined` if none is like it. */
export function findNearest(text: string, words: readonly string[]): Nearest | undefined {
  const plain = toPlain(text)
  const same = words.find((word) => toPlain(word) === plain)
  if (same !== undefined) return { word: same, isSlip: true }
  const stem = words
    .filter((word) => toPlain(word).length >= MIN_STEM && plain.startsWith(toPlain(word)))
    .toSorted((a, b) => b.length - a.length)[0]
  if (stem !== undefined) return { word: stem, isSlip: isName(text) }
  return findByDistance(plain, words)
}

/** Names of products have spaces and brackets, their codes have none; what has neither may be a code. */
export function isName(text: string): boolean {
  return /[\s()]/.test(text.trim())
}

function findByDistance(plain: string, words: readonly string[]): Nearest | undefined {
  if (plain.length < MIN_LENGTH || plain.length > MAX_LENGTH) return undefined
  let best: { readonly word: string; readonly distance: number } | undefined
  for (const word of words) {
    const distance = distanceOf(plain, toPlain(word))
    if (!best || distance < best.distance) best = { word, distance }
  }
  if (!best || best.distance > Math.max(1, Math.floor(plain.length / 4))) return undefined
  const { word, distance } = best
  const most = plain.length < 8 ? 1 : 2
  if (toDigits(plain) === toDigits(toPlain(word))) return { word, isSlip: true }
  // Numbers that differ are other numbers: only letters are misspelt, and neighbours swapped.
  const isLetters = digitsOf(plain) === digitsOf(toPlain(word)) || isSwap(plain, toPlain(word))
  return { word, isSlip: distance <= most && isLetters }
}

function toPlain(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** Letters that are read as digits. */
function toDigits(plain: string): string {
  return plain.replaceAll('o', '0').replace(/[il]/g, '1')
}

function digitsOf(text: string): string {
  return text.replace(/\P{Nd}/gu, '')
}

/** Two neighbours have changed places. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  const at = [...a].findIndex((letter, index) => letter !== b.charAt(index))
  const isSwapped = a.charAt(at) === b.charAt(at + 1) && a.charAt(at + 1) === b.charAt(at)
  return at >= 0 && isSwapped && a.slice(at + 2) === b.slice(at + 2)
}

/** Insertions, deletions and substitutions from one word to another (Levenshtein). */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1]
    for (let at = 1; at <= b.length; at++) {
      const kept = (row[at - 1] ?? 0) + (b.charAt(at - 1) === letter ? 0 : 1)
      next.push(Math.min(kept, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? a.length
}
