/**
 * A certificate's holder beside an identity document: whether they are one person.
 *
 * @module
 */

import type { Field, Holder } from '../health-certificate.ts'
import type { Mrz } from './fields.ts'
import { isMrzFormOf, toMrzName, toMrzVariants } from './mrz-name.ts'

/** What is compared of a zone. */
export type ComparedMrz = Pick<
  Mrz,
  'familyName' | 'givenNames' | 'mayBeCut' | 'birthDate' | 'documentNumber'
>

/** `unclear`: a person has to look. */
export type HolderComparison = 'same' | 'different' | 'unclear'

/**
 * Compares a certificate's holder with the zone of an identity document.
 *
 * Names are compared as the zone writes them: by any of the tables' alternatives, and by their beginnings
 * where they fill it (ICAO Doc 9303-3 §4.6, §6). Birth dates are the same if they are equal, whole or as
 * partial as each other; a zone has no century. Numbers are compared where both have one: equal ones make
 * up for a name or a birth date that is unclear, others leave it unclear, as people have several documents.
 */
export function compareWithMrz(holder: Holder, mrz: ComparedMrz): HolderComparison {
  const birth = compareBirth(holder.birthDate?.value, mrz.birthDate)
  const number = compareNumbers(holder.documentNumber?.value, mrz.documentNumber)
  const names = compareNames(holder.name, mrz)
  if (birth === 'different') return 'different'
  if (number === 'same' && names === 'different') return 'unclear'
  if (names === 'different') return 'different'
  if (number === 'same') return names === 'same' || birth === 'same' ? 'same' : 'unclear'
  const isSame = names === 'same' && birth === 'same' && number === undefined
  return isSame ? 'same' : 'unclear'
}

/** `YYYY-MM-DD` less the century. */
function compareBirth(born: string | undefined, mrz: string | undefined): HolderComparison {
  const [date, other] = [born?.slice(2) ?? '', mrz?.slice(2) ?? '']
  const shared = Math.min(date.length, other.length)
  if (date.slice(0, shared) !== other.slice(0, shared)) return 'different'
  return shared > 0 && date.length === other.length ? 'same' : 'unclear'
}

function compareNumbers(number: string | undefined, mrz: string): 'same' | 'different' | undefined {
  const [one, other] = [number ?? '', mrz].map((each) =>
    each.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ''),
  )
  if (one === '' || other === '') return undefined
  return one === other ? 'same' : 'different'
}

/** A name that the certificate states in several ways is the same if one of them is. */
function compareNames(name: Holder['name'], mrz: ComparedMrz): HolderComparison {
  const { familyTransliterated, givenTransliterated, family, given, full } = name
  const answers = [
    compareParts(familyTransliterated, givenTransliterated, mrz),
    compareParts(family, given, mrz),
    hasLetter(full) ? compareWords(full.value, mrz) : undefined,
  ]
  const [best] = (['same', 'unclear', 'different'] as const).filter((each) =>
    answers.includes(each),
  )
  return best ?? 'unclear'
}

/** `undefined` if there are none. */
function compareParts(
  family: Field<string> | undefined,
  given: Field<string> | undefined,
  mrz: ComparedMrz,
): HolderComparison | undefined {
  const [first, second] = [family, given].map((part) => (hasLetter(part) ? part.value : ''))
  const whole = `${first} ${second}`.trim()
  if (whole === '') return undefined
  if (isForm(mrz.familyName, first, mrz) && isForm(mrz.givenNames, second, mrz)) return 'same'
  const words = compareWords(whole, mrz)
  // Who has one name has it in the one part or the other; else the parts mean something.
  const isSingle = (first === '' || second === '') && mrz.givenNames === ''
  return words === 'same' && !isSingle ? 'unclear' : words
}

function isForm(written: string, name: string | undefined, { mayBeCut }: ComparedMrz): boolean {
  if (!name || written === '') return !name && written === ''
  if (isMrzFormOf(written, name, { isCut: mayBeCut })) return true
  return mayBeCut && isCutFrom(written.split('<'), toWords(name))
}

/** Whether each is the beginning of a word, in their order: what fills its field leaves out ends and words. */
function isCutFrom(written: readonly string[], words: readonly string[]): boolean {
  let at = 0
  for (const word of words) {
    const each = written[at]
    if (each === undefined) break
    if (isBeginning(each, word)) at++
  }
  return at === written.length
}

function isBeginning(written: string, word: string): boolean {
  if (isMrzFormOf(written, word, { isCut: true })) return true
  // An initial may be a part of what its letter is written as: `O` of `OE`.
  const [initial = ''] = word.normalize('NFC')
  return toMrzVariants(initial).some((form) => form.startsWith(written))
}

/** What is only filler names nobody. */
function hasLetter(name: Field<string> | undefined): name is Field<string> {
  return name !== undefined && /\p{L}/u.test(name.value)
}

/** No name has more words. */
const MAX_WORDS = 100

/** In any order, as a name that is not parted may begin with either. */
function compareWords(
  name: string,
  { familyName, givenNames, mayBeCut }: ComparedMrz,
): HolderComparison {
  const words = toWords(name)
  const isReadable = words.every((word) => toMrzName(word).kind === 'written')
  if (words.length > MAX_WORDS || !isReadable) return 'unclear'
  const written = (...parts: readonly string[]) =>
    parts.flatMap((part) => part.split('<')).filter((each) => each !== '')
  const orders = [written(familyName, givenNames), written(givenNames, familyName)] as const
  if (mayBeCut && orders.some((order) => isCutFrom(order, words))) return 'same'
  return compareLists(orders[0], words)
}

/** What stands between them is what the zone writes `<` for. */
function toWords(name: string): readonly string[] {
  return name.split(/[\p{Pd}\p{Z}\s<,،﹐]+/u).filter((word) => /\p{L}/u.test(word))
}

/** All of both: the same. All of one: a name was left out, or added. */
function compareLists(written: readonly string[], words: readonly string[]): HolderComparison {
  const free = [...words]
  const unmatched = written.filter((each) => {
    const at = free.findIndex((word) => isMrzFormOf(each, word))
    if (at >= 0) free.splice(at, 1)
    return at < 0
  })
  if (unmatched.length === 0 && free.length === 0) return 'same'
  return unmatched.length === 0 || free.length === 0 ? 'unclear' : 'different'
}
