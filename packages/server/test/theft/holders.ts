/**
 * Holders who can be found again: names of rare letters, birth dates of a time when nobody else here was born, document
 * numbers of nine characters.
 *
 * @module
 */

/** What is to be found nowhere. */
export interface Holder {
  readonly family: string
  readonly given: string
  /** ISO 8601, of the years 1900 to 1919. */
  readonly birthDate: string
  readonly documentNumber: string
}

/** Letters that words seldom have, and base 45, base 64 and hex no more often than others. */
const RARE = 'QXZJWVK'
const FIRST_BIRTH = Date.UTC(1900, 0, 1)
const BIRTH_DAYS = 7300
const DAY_MS = 86_400_000

/** Makes the holder of a number, always the same one. */
export function makeHolder(index: number): Holder {
  const birth = new Date(FIRST_BIRTH + ((index * 7919) % BIRTH_DAYS) * DAY_MS)
  return {
    family: toLetters(index, 12),
    given: toLetters(index + 500_000, 10),
    birthDate: birth.toISOString().slice(0, 10),
    documentNumber: `${toLetters(index, 12).slice(-2)}${String(1_000_000 + ((index * 104_729) % 9_000_000))}`,
  }
}

/** A number as so many rare letters, mixed so that neighbours differ in all. */
function toLetters(number: number, length: number): string {
  let rest = BigInt(number) * 2_654_435_761n + 97n
  let letters = ''
  while (letters.length < length) {
    rest = (rest * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n
    letters += RARE[Number((rest >> 33n) % BigInt(RARE.length))] ?? ''
  }
  return letters
}

/** Finds what is known of some holders in text. */
export interface HolderSearch {
  /** @returns what was found, each once */
  find(text: string): readonly string[]
}

const NAME_LIKE = new RegExp(`[${RARE}]{10,}`, 'gi')
const DOCUMENT_LIKE = new RegExp(`[${RARE}]{2}\\d{7}(?!\\d)`, 'gi')
const ISO_LIKE = /(?<!\d)(19[01]\d)(-?)([01]\d)\2([0-3]\d)(?!\d)/g
const EUROPEAN_LIKE = /(?<!\d)([0-3]\d)\.([01]\d)\.(19[01]\d)(?!\d)/g
/** Days since 1970, as text. Those before it have a sign. */
const DAY_NUMBER_LIKE = /(?<![\w.-])-(\d{5})(?![\w-])/g

/** Makes the search for all of some holders. */
export function searchFor(holders: readonly Holder[]): HolderSearch {
  const names = new Set(holders.flatMap(({ family, given }) => [family, given]))
  const lengths = new Set([...names].map(({ length }) => length))
  const numbers = new Set(holders.map(({ documentNumber }) => documentNumber))
  const births = new Set(holders.map(({ birthDate }) => birthDate))
  const days = new Set([...births].map((date) => String(-Date.parse(date) / DAY_MS)))
  return {
    find(text) {
      const found = new Set<string>()
      const note = (value: string, known: ReadonlySet<string>): void => {
        if (known.has(value)) found.add(value)
      }
      for (const [letters] of text.matchAll(NAME_LIKE)) {
        for (const part of windows(letters.toUpperCase(), lengths)) note(part, names)
      }
      for (const [number] of text.matchAll(DOCUMENT_LIKE)) note(number.toUpperCase(), numbers)
      for (const [, year, , month, day] of text.matchAll(ISO_LIKE)) {
        note(`${year}-${month}-${day}`, births)
      }
      for (const [, day, month, year] of text.matchAll(EUROPEAN_LIKE)) {
        note(`${year}-${month}-${day}`, births)
      }
      for (const [, number = ''] of text.matchAll(DAY_NUMBER_LIKE)) note(number, days)
      return [...found]
    },
  }
}

/** All parts of some lengths: a name may stand amid others of its letters. */
function windows(text: string, lengths: ReadonlySet<number>): readonly string[] {
  return [...lengths].flatMap((length) =>
    Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) =>
      text.slice(at, at + length),
    ),
  )
}
