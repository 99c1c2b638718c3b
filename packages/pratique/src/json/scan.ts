/**
 * Going over JSON text without parsing it: strings, brackets, colons.
 *
 * What these functions say is right for JSON. Any other text `JSON.parse` refuses; but what it reads
 * before it stops is JSON so far, and in that they see the same strings and brackets as it does.
 *
 * @module
 */

import { FormatError } from '../errors.ts'

const QUOTE = 0x22
const COLON = 0x3a
const BACKSLASH = 0x5c
const OPENING_BRACKET = 0x5b
const OPENING_BRACE = 0x7b
const CLOSING_BRACKET = 0x5d
const CLOSING_BRACE = 0x7d

/** Longer names, and more of them, tell nothing. */
const MAX_NAME_LENGTH = 64
const MAX_NAMES = 64

/** What a text writes. */
export interface Survey {
  /** Members of all objects: colons outside of strings. */
  readonly members: number
  /** Whether the name of a member has an escape in it, as `"\\u0061"` has. */
  readonly hasEscapedName: boolean
}

/**
 * Looks over a text before `JSON.parse` does.
 *
 * @throws {FormatError} `format.json` on arrays and objects nested deeper than `maxDepth`
 */
export function surveyJson(text: string, maxDepth: number): Survey {
  const hasEscapes = text.includes('\\')
  let hasEscapedName = false
  let members = 0
  let depth = 0
  let isStringEscaped = false
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE: {
        const end = endOfString(text, i)
        isStringEscaped = hasEscapes && text.slice(i, end).includes('\\')
        i = end
        break
      }
      case COLON:
        members++
        hasEscapedName ||= isStringEscaped
        break
      case OPENING_BRACKET:
      case OPENING_BRACE:
        if (++depth > maxDepth) {
          throw new FormatError('format.json', `nested too deeply at character ${i}`)
        }
        break
      case CLOSING_BRACKET:
      case CLOSING_BRACE:
        depth--
        break
    }
  }
  return { members, hasEscapedName }
}

/**
 * Rewrites JSON text so that no object has a name: `{"a":1}` becomes `{"":["a",1]}`. Arrays and all
 * else stay as they are.
 */
export function namesToValues(text: string): string {
  let rewritten = ''
  let from = 0
  const replace = (at: number, by: string): void => {
    rewritten += text.slice(from, at) + by
    from = at + 1
  }
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === QUOTE) i = endOfString(text, i)
    else if (unit === COLON) replace(i, ',')
    else if (unit === OPENING_BRACE) replace(i, '{"":[')
    else if (unit === CLOSING_BRACE) replace(i, ']}')
  }
  return rewritten + text.slice(from)
}

/**
 * Picks the names of the outermost object's members, as written, without parsing it.
 *
 * @param maxCharacters how far to look
 */
export function topLevelNames(text: string, maxCharacters: number): ReadonlySet<string> {
  const names = new Set<string>()
  const end = Math.min(text.length, maxCharacters)
  let depth = 0
  let last = ''
  for (let i = 0; i < end; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE: {
        const closing = endOfString(text, i)
        if (depth === 1) last = text.slice(i + 1, Math.min(closing, i + 1 + MAX_NAME_LENGTH))
        i = closing
        break
      }
      case COLON:
        if (depth === 1 && names.size < MAX_NAMES) names.add(last)
        break
      case OPENING_BRACKET:
      case OPENING_BRACE:
        depth++
        break
      case CLOSING_BRACKET:
      case CLOSING_BRACE:
        if (--depth === 0) return names
    }
  }
  return names
}

/** The position of the quote that ends the string begun at `start`; the text's length without one. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

/** Whether an odd number of backslashes stands before. Every one is looked at for one quote only. */
function isEscaped(text: string, quote: number): boolean {
  let first = quote
  while (text.charCodeAt(first - 1) === BACKSLASH) first--
  return (quote - first) % 2 === 1
}
