/**
 * Names in the letters of a machine-readable zone (ICAO Doc 9303-3 §4.6, §6).
 *
 * @module
 */

import { scriptOf } from './scripts.ts'
import { shorten } from './shorten.ts'
import {
  type CyrillicLanguage,
  type Forms,
  getTables,
  SHADDA,
  TEH_MARBUTA,
  VOWEL_MARKS,
} from './transliterations.ts'

/** How to write a name. */
export interface MrzNameOptions {
  /** Whose exceptions among Cyrillic letters hold; none if absent. */
  readonly language?: CyrillicLanguage
  /** Longer names are cut as names of passports are; if absent, none is. */
  readonly maxLength?: number
}

/** Why a name has no form in a machine-readable zone. Each character is named once. */
export type MrzNameFault =
  /** The standard has no table for the script (ISO 15924 in English: `Greek`, `Han`). */
  | { readonly problem: 'script'; readonly character: string; readonly script: string }
  /** The script has a table, and the character is not in it. */
  | { readonly problem: 'letter'; readonly character: string; readonly script: string }
  /** Digits, symbols, controls: no part of a name (§4.6). */
  | { readonly problem: 'digit' | 'symbol'; readonly character: string }
  /** Nothing is left to write. */
  | { readonly problem: 'empty' }

/** A name of `A`–`Z`, its components parted by one `<`; or why there is none. */
export type MrzName =
  | { readonly kind: 'written'; readonly text: string; readonly isShortened: boolean }
  | { readonly kind: 'refused'; readonly faults: readonly [MrzNameFault, ...MrzNameFault[]] }

/** §4.6: omitted, and what stands on both sides is joined. Before folding, as that makes spaces of some. */
const APOSTROPHES = /['`´‘’‛ʹ-ʿˈ′‵＇]/gu
/** §4.6: a hyphen, a comma or a space parts two components; what is written already is taken as it is. */
const PARTING = /^[\p{Pd}\p{Z}\s<,،﹐]$/u
const OMITTED = /^[\p{P}\p{Cf}]$/u
const MARK = /^\p{M}$/u
/** Grave and acute accent: in Cyrillic they tell the stress, and all other marks make another letter. */
const STRESS = /^[\u0300\u0301]$/
const CYRILLIC_LETTER = /^\p{Script=Cyrillic}$/u
const LATIN_LETTER = /^\p{Script=Latin}$/u

/** At most so many variants are listed. */
const MAX_VARIANTS = 100

/**
 * Writes a name, or one identifier of it, as a machine-readable zone does: transliterated by the
 * tables of ICAO Doc 9303-3 §6, each letter in the form that stands first there.
 *
 * Latin, Cyrillic and Arabic letters are covered; a name in any other script is refused, and its
 * Latin form is to be asked for.
 */
export function toMrzName(text: string, options: MrzNameOptions = {}): MrzName {
  if (options.maxLength === undefined) {
    const plain = writePlain(text)
    if (plain !== '') return { kind: 'written', text: plain, isShortened: false }
  }
  const read = readName(text, options.language)
  if (read.kind === 'refused') return read
  const components = read.components.map((letters) => letters.map(([form]) => form).join(''))
  const { maxLength = Number.POSITIVE_INFINITY } = options
  const shortened = shorten(components, maxLength)
  if (shortened.length === 0) return { kind: 'refused', faults: [{ problem: 'empty' }] }
  const whole = components.join('<')
  const written = shortened.join('<')
  return { kind: 'written', text: written, isShortened: written !== whole }
}

/**
 * Lists how a name may be written by the tables: `MUELLER`, `MUXXLLER`, `MULLER`. The first is that of
 * `toMrzName`. Cyrillic letters have the forms of all languages if none is named. Stops at 100.
 */
export function toMrzVariants(
  text: string,
  { language }: Pick<MrzNameOptions, 'language'> = {},
): readonly string[] {
  const read = readName(text, language)
  if (read.kind === 'refused') return []
  let variants = ['']
  for (const [index, letters] of read.components.entries()) {
    if (index > 0) variants = variants.map((variant) => `${variant}<`)
    for (const forms of letters) {
      const more = variants.flatMap((variant) => forms.map((form) => variant + form))
      variants = [...new Set(more)].slice(0, MAX_VARIANTS)
    }
  }
  return variants
}

/**
 * Tells whether `written`, from a machine-readable zone, is a form of a name, by any of the tables'
 * alternatives. One that fills its field may have been cut: with `isCut`, a beginning is enough.
 */
export function isMrzFormOf(
  written: string,
  text: string,
  {
    language,
    isCut = false,
  }: { readonly language?: CyrillicLanguage; readonly isCut?: boolean } = {},
): boolean {
  const read = readName(text, language)
  if (read.kind === 'refused') return false
  const letters = read.components.flatMap((forms, i): readonly (readonly string[])[] => {
    return i > 0 ? [['<'], ...forms] : forms
  })
  // Where in `written` one may be after each letter.
  let places = new Set([0])
  for (const forms of letters) {
    const next = new Set<number>()
    for (const place of places) {
      if (isCut && place > 0 && forms.some((form) => form.startsWith(written.slice(place))))
        return true
      for (const form of forms) if (written.startsWith(form, place)) next.add(place + form.length)
    }
    places = next
  }
  return places.has(written.length)
}

/** Below it no letter joins the one before, nor looks elsewhere when it does: each is written for itself. */
const PLAIN_LETTERS = 0x250
const SPACE = 0x20
const APOSTROPHE = 0x27
const HYPHEN = 0x2d

/** What the letters below are written as; of no name in particular. `undefined`: not asked for yet. */
const plainForms: (string | undefined)[] = /* @__PURE__ */ new Array(PLAIN_LETTERS).fill(undefined)

/** Writes a name of Latin letters, as most are; empty if that needs, or may need, another look. */
function writePlain(text: string): string {
  let written = ''
  let isParted = false
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === SPACE || unit === HYPHEN) isParted = written !== ''
    if (unit === SPACE || unit === HYPHEN || unit === APOSTROPHE) continue
    if (unit >= PLAIN_LETTERS) return ''
    const form = plainForms[unit] ?? writeLetter(text.charAt(i))
    plainForms[unit] = form
    if (form === '') return ''
    if (isParted) written += '<'
    isParted = false
    written += form
  }
  return written
}

/** What one letter is written as; empty if it is none. */
function writeLetter(character: string): string {
  const read = readName(character, undefined)
  if (read.kind === 'refused' || read.components.length > 1) return ''
  return read.components.flatMap((letters) => letters.map(([form]) => form)).join('')
}

/** A letter that was read, and its forms. */
interface Letter {
  readonly letter: string
  readonly forms: Forms
}

type ReadName =
  | { readonly kind: 'read'; readonly components: readonly (readonly Forms[])[] }
  | Extract<MrzName, { readonly kind: 'refused' }>

/** Reads the components of a name, letter by letter. */
function readName(text: string, language: CyrillicLanguage | undefined): ReadName {
  const faults = new Map<string, MrzNameFault>()
  const components: Letter[][] = [[]]
  for (const character of fold(text)) {
    if (PARTING.test(character)) components.push([])
    else if (!OMITTED.test(character)) {
      const component = components.at(-1) ?? []
      const fault = readCharacter(character, component, language)
      if (fault) faults.set(character, fault)
    }
  }
  const written = components.map(endComponent).filter((forms) => forms.length > 0)
  if (faults.size === 0 && written.length > 0) return { kind: 'read', components: written }
  const [first = { problem: 'empty' } as const, ...others] = faults.values()
  return { kind: 'refused', faults: [first, ...others] }
}

/** One code point a letter: full-width letters and ligatures taken apart, marks put on, capitals. */
function fold(text: string): string {
  const plain = text.normalize('NFC').replace(APOSTROPHES, '').normalize('NFKC')
  return plain.toUpperCase().replace(APOSTROPHES, '').normalize('NFC')
}

/** Adds what a character becomes to the component. Returns what is wrong with it, if anything. */
function readCharacter(
  character: string,
  component: Letter[],
  language: CyrillicLanguage | undefined,
): MrzNameFault | undefined {
  if (MARK.test(character)) return readMark(character, component)
  const letter = findLetter(character)
  if (letter === undefined) return describeFault(character)
  const forms = formsOf(letter, { language, isFirst: component.length === 0 })
  if (forms[0] !== '') component.push({ letter, forms })
  return undefined
}

/** A mark that makes no letter of the tables with the one before it. */
function readMark(mark: string, component: Letter[]): MrzNameFault | undefined {
  const last = component.at(-1)
  if (mark === SHADDA && last) {
    component.push(last)
    return undefined
  }
  if (VOWEL_MARKS.test(mark)) return undefined
  if (last && canDrop(mark, last.letter)) return undefined
  return describeFault(mark)
}

/** §4.3: no diacritical marks. In Cyrillic all but those of stress make a letter of its own. */
function canDrop(mark: string, letter: string): boolean {
  if (LATIN_LETTER.test(letter)) return true
  return CYRILLIC_LETTER.test(letter) && STRESS.test(mark)
}

/** The letter of the tables that a character is, once marks are dropped that make no other. */
function findLetter(character: string): string | undefined {
  const known = LETTERS.get(character)
  if (known !== undefined) return known
  const letter = searchLetter(character)
  if (letter !== undefined && LETTERS.size < MAX_LETTERS) LETTERS.set(character, letter)
  return letter
}

/** Letters of all names together, by what was written: of no name in particular. */
const LETTERS = new Map<string, string>()
const MAX_LETTERS = 2000

function searchLetter(character: string): string | undefined {
  const [base = '', ...marks] = character.normalize('NFD')
  for (let kept = marks.length; kept >= 0; kept--) {
    const letter = base.concat(...marks.slice(0, kept)).normalize('NFC')
    if (/^[A-Z]$/.test(letter) || getTables().all.has(letter)) return letter
    if (kept > 0 && !canDrop(marks[kept - 1] ?? '', base)) return undefined
  }
  return undefined
}

/** The forms of a letter; where no language is named, those of all follow. */
function formsOf(
  letter: string,
  {
    language,
    isFirst,
  }: { readonly language: CyrillicLanguage | undefined; readonly isFirst: boolean },
): Forms {
  const { all, exceptions, ukrainianFirst } = getTables()
  const usual = all.get(letter) ?? [letter]
  const first = isFirst ? ukrainianFirst.get(letter) : undefined
  if (language === undefined) {
    const others = [...exceptions.values()].flatMap((rows) => rows.get(letter) ?? [])
    return [...usual, ...others, ...(first ?? [])]
  }
  return (language === 'uk' ? first : undefined) ?? exceptions.get(language)?.get(letter) ?? usual
}

/** §6.C, note 2: at the end of a component, teh marbuta takes its second form first. */
function endComponent(component: readonly Letter[]): readonly Forms[] {
  return component.map(({ letter, forms: [first, second, ...others] }, i) => {
    const isLast = i === component.length - 1
    if (second === undefined) return [first]
    return isLast && letter === TEH_MARBUTA ? [second, first] : [first, second, ...others]
  })
}

function describeFault(character: string): MrzNameFault {
  if (/^\p{N}$/u.test(character)) return { problem: 'digit', character }
  if (!/^[\p{L}\p{M}]$/u.test(character)) return { problem: 'symbol', character }
  const script = scriptOf(character)
  if (script === undefined) return { problem: 'symbol', character }
  const isCovered = script === 'Latin' || script === 'Cyrillic' || script === 'Arabic'
  return { problem: isCovered ? 'letter' : 'script', character, script }
}
