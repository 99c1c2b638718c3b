/**
 * Made-up holders: no two alike, and none a person.
 *
 * @module
 */

/** A name in its own letters and in those of a passport, and a birth date. */
export interface Holder {
  readonly family: string
  readonly given: string
  readonly familyTransliterated: string
  readonly givenTransliterated: string
  readonly birthDate: string
}

/** Parts of names, and how passports write them (ICAO Doc 9303-3 §6). */
const SYLLABLES: readonly (readonly [string, string])[] = [
  ['bra', 'BRA'],
  ['cel', 'CEL'],
  ['don', 'DON'],
  ['fir', 'FIR'],
  ['gal', 'GAL'],
  ['hem', 'HEM'],
  ['jö', 'JOE'],
  ['kas', 'KAS'],
  ['lun', 'LUN'],
  ['mar', 'MAR'],
  ['nør', 'NOER'],
  ['pel', 'PEL'],
  ['rin', 'RIN'],
  ['ško', 'SKO'],
  ['tav', 'TAV'],
  ['vin', 'VIN'],
]

/** Makes a holder. */
export function makeHolder(): Holder {
  const family = makeName(3)
  const given = makeName(2)
  return {
    family: family.text,
    given: given.text,
    familyTransliterated: family.transliterated,
    givenTransliterated: given.transliterated,
    birthDate: makeDate(1940, 2005),
  }
}

/** Makes a date of the years from `first` up to, and without, `end`. */
export function makeDate(first: number, end: number): string {
  const start = Date.UTC(first, 0, 1)
  const time = start + Math.random() * (Date.UTC(end, 0, 1) - start)
  return new Date(time).toISOString().slice(0, 10)
}

/** Picks one of several. */
export function pick<Item>(items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(Math.random() * items.length)] ?? items[0]
}

/** Makes an identifier of capital letters and digits. */
export function makeId(length: number): string {
  const characters = Array.from({ length }, () => Math.floor(Math.random() * 36).toString(36))
  return characters.join('').toUpperCase()
}

function makeName(syllables: number): { readonly text: string; readonly transliterated: string } {
  const parts = Array.from({ length: syllables }, () => {
    return SYLLABLES[Math.floor(Math.random() * SYLLABLES.length)] ?? ['an', 'AN']
  })
  const text = parts.map(([part]) => part).join('')
  return {
    text: text.charAt(0).toUpperCase() + text.slice(1),
    transliterated: parts.map(([, part]) => part).join(''),
  }
}
