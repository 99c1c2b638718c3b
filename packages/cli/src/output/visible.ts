/**
 * Text from outside, made safe to look at: nothing in it may move the cursor, turn the direction of
 * writing, or hide.
 *
 * @module
 */

/** ASCII that can be seen: nothing of it needs to be looked for, which takes a start longer. */
const PLAIN = /^[ -~]*$/

/** Names have at most 80 characters in an EU DCC; what is much longer is cut. */
const MAX_LENGTH = 200
const MAX_QUOTED_LENGTH = 80

/** Shows what cannot be seen as its number, such as `<U+202E>`, and cuts what is too long. */
export function visible(text: string, maxLength: number = MAX_LENGTH): string {
  const isLong = text.length > maxLength
  const start = isLong ? text.slice(0, maxLength) : text
  const shown = replaceInvisible(start, (character) => `<U+${toHex(character)}>`)
  return isLong ? `${shown}… (${text.length} characters)` : shown
}

/** Quotes what the user typed: a command, an option, the name of a file. */
export function quote(text: string): string {
  return `"${visible(text, MAX_QUOTED_LENGTH)}"`
}

/** Writes a value as one line of JSON in which nothing can act on a terminal either. */
export function toJsonLine(value: unknown): string {
  const json = JSON.stringify(value)
  return `${replaceInvisible(json, escapeUnits)}\n`
}

/** Control, format, surrogate, private and separating characters, but not the joiners of names. */
function replaceInvisible(text: string, replace: (character: string) => string): string {
  if (PLAIN.test(text)) return text
  return text.replace(/(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, replace)
}

function toHex(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0
  return codePoint.toString(16).toUpperCase().padStart(4, '0')
}

/** One escape for each UTF-16 unit (RFC 8259 §7). */
function escapeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('')
}
