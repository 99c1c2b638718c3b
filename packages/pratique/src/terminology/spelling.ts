/**
 * Spelling: what makes two codes or two names one, whoever typed them.
 *
 * @module
 */

/** Nothing is known of what is longer, and normalising costs time. */
const MAX_LENGTH = 200

/** Letters of Cyrillic and Greek that look like Latin ones, each above its twin. */
const TWINS = 'АВЕЅІЈКМНОРСТУХаесіјорухѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο'
const LATIN = 'ABESIJKMHOPCTYXaecijopyxsABEZHIKMNOPTYXo'

/** Characters that nobody sees: soft hyphens, joiners, marks of direction and byte order. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu

/** Most codes are plain already, and normalising takes longer than all the rest. */
const PLAIN = /^[!-~]*$/

const BY_TWIN: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ [...TWINS].map((twin, i): [string, string] => [twin, LATIN.charAt(i)]),
)

/**
 * Turns a code into one spelling: compatible characters are one (Unicode NFKC), letters that only look
 * Latin are Latin, what nobody sees is gone, and white space is one space within and none around.
 *
 * @returns an empty text for what is too long to be a code
 */
export function toCode(text: string): string {
  const plain = toPlain(text)
  return PLAIN.test(plain) ? plain : toLatin(plain)
}

/**
 * Turns a name into lower-case words with single spaces between, without signs: `Sputnik-V®` is
 * `sputnik v`. Letters stay in their script.
 */
export function toWords(text: string): string {
  return split(toPlain(text))
}

/** All spellings that a name may be known by: in its own script, and with its letters taken for Latin. */
export function toSpellings(text: string): readonly string[] {
  const own = toWords(text)
  const latin = split(toCode(text))
  return own === latin ? [own] : [own, latin]
}

/** Tells whether a text stands for nothing: empty, or a sign in the place of a value. */
export function isBlank(text: string): boolean {
  const words = toWords(text)
  return (words === '' && text.length <= MAX_LENGTH) || PLACEHOLDERS.has(words)
}

/** Of a whole text. `NA` and `none` were found in real certificates. */
const PLACEHOLDERS: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'n a',
  'na',
  'null',
  'none',
  'undefined',
])

function toPlain(text: string): string {
  if (text.length > MAX_LENGTH) return ''
  if (PLAIN.test(text)) return text
  const normal = text.normalize('NFKC').replace(INVISIBLE, '')
  return normal.replace(/\s+/gu, ' ').trim()
}

function toLatin(text: string): string {
  let latin = ''
  for (const letter of text) latin += BY_TWIN.get(letter) ?? letter
  return latin
}

function split(text: string): string {
  return text
    .toLowerCase()
    .replace(/[®™'’]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}
