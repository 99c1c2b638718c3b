/**
 * Scripts by name, to tell a person which one is not covered.
 *
 * @module
 */

/** Scripts that names of persons are written in today (Unicode property Script). */
const SCRIPTS =
  'Latin Cyrillic Arabic Greek Hebrew Han Hiragana Katakana Hangul Devanagari Bengali Tamil ' +
  'Telugu Kannada Malayalam Gujarati Gurmukhi Oriya Sinhala Thai Lao Khmer Myanmar Tibetan ' +
  'Georgian Armenian Ethiopic Thaana Syriac Mongolian Tifinagh Nko Cherokee Bopomofo Yi Javanese ' +
  'Balinese Sundanese Adlam Vai Canadian_Aboriginal'

let patterns: readonly (readonly [string, RegExp])[] | undefined

/** Names the script of a character; `undefined` if it is of none of those that are in use. */
export function scriptOf(character: string): string | undefined {
  patterns ??= SCRIPTS.split(' ').map((name) => {
    return [name.replace('_', ' '), new RegExp(`^\\p{Script=${name}}$`, 'u')] as const
  })
  return patterns.find(([, pattern]) => pattern.test(character))?.[0]
}
