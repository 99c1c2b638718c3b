/**
 * Names of vaccines and of who makes them, as DIVOC certificates write them: to tell which of two
 * texts is which. Names and codes are facts; the lists are ours.
 *
 * @module
 */

/** What a text can be, by its words. */
export type TextClass = 'vaccine' | 'maker' | 'brand' | 'vaccine-code' | 'number' | 'word'

/** Names that are a COVID-19 vaccine's alone. */
const VACCINES: readonly string[] = [
  'abdala',
  'ad26 cov2 s',
  'awcorna',
  'azd1222',
  'azd2816',
  'bbibp corv',
  'bimervax',
  'bnt162b2',
  'chadox1 s',
  'chadox1 ncov 19',
  'comirnaty',
  'convidecia',
  'corbevax',
  'coronavac',
  'covaxin',
  'covifenz',
  'covishield',
  'covivac',
  'covovax',
  'cvncov',
  'epivaccorona',
  'gam covid vac',
  'gemcovac',
  'hayat vax',
  'inavac',
  'incovacc',
  'indovac',
  'jcovden',
  'mrna 1273',
  'mvc cov1901',
  'nuvaxovid',
  'nvx cov2373',
  'r covi',
  'soberana 02',
  'soberana plus',
  'spikevax',
  'sputnik',
  'sputnik light',
  'sputnik m',
  'sputnik v',
  'vaxzevria',
  'vero cell',
  'vero cells',
  'vidprevtyn',
  'vla2001',
  'wibp corv',
  'zifivax',
  'zycov d',
]

/** Names of makers that are never a vaccine's. */
const MAKERS: readonly string[] = [
  'anhui zhifei',
  'bharat biotech',
  'bio farma',
  'biological e',
  'butantan',
  'cadila',
  'dr reddys',
  'dr reddy s',
  'finlay',
  'fiocruz',
  'gamaleya',
  'gennova',
  'panacea biotec',
  'r pharm',
  'sanofi',
  'serum institute',
  'serum institute of india',
  'sii',
  'sk bioscience',
  'takeda',
  'zydus',
]

/** Names of makers that people call the vaccine by, too. */
const BRANDS: readonly string[] = [
  'astra zeneca',
  'astrazeneca',
  'biontech',
  'cansino',
  'curevac',
  'janssen',
  'johnson johnson',
  'johnson and johnson',
  'medicago',
  'medigen',
  'moderna',
  'novavax',
  'oxford',
  'pfizer',
  'sinopharm',
  'sinovac',
  'valneva',
]

/** Brands of one vaccine that have several names. */
const HOUSES: ReadonlyMap<string, string> = new Map([
  ['astra zeneca', 'astrazeneca'],
  ['oxford', 'astrazeneca'],
  ['biontech', 'pfizer'],
  ['johnson johnson', 'janssen'],
  ['johnson and johnson', 'janssen'],
])

/** Words that name a kind of thing, whatever stands beside them. */
const VACCINE_WORD = /^(?:vaccines?|vaksin|\p{L}{2,}(?:vax|vac|vaxin))$/u
const MAKER_WORD =
  /^(?:inc|ltd|limited|corp|corporation|company|gmbh|pt|plc|llc|institutes?|laborator(?:y|ies)|labs?|biologicals?|biologics|sciences?|research|pharmaceuticals?|biotechnology|\p{L}*(?:pharma|farma|biotech))$/u

/**
 * COVID-19 in ICD-11 (MMS): vaccines, by product and by kind. The letters O and I occur in no code.
 */
const COVID_19_VACCINE_CODES: ReadonlySet<string> = new Set(
  (
    'XM68M6 XM0GQ8 XM9QW8 XM1NL1 XM5JC5 XM3CT4 XM1J92 XM6AT1 XM5DF6 XM8NQ0 XM3DT5 XM4YL8 XM6QV1 ' +
    'XM9T65 XM5ZJ4 XM1AG7 XM6SZ8 XM8866 XM7HT3 XM1G90 XM97T2 XM85P5 XM5QM6 XM9FQ7 XM1AU2 XM4EC8 ' +
    'XM3SK8 XM3PG0 XM0RV9 RA01 RA01.0 XN109'
  ).split(' '),
)

/** A code of ICD-11: of a vaccine or a pathogen (chapter X), or of COVID-19 itself. */
const ICD_11 = /^(?:X[MN]\d[A-Z\d]{2,3}|RA01(?:\.\d)?)$/i

const COVID_19_WORDS = /(?:^| )(?:covid ?19|sars ?cov ?2|coronavirus)(?: |$)/

/** Nothing is known of what is longer. */
const MAX_LENGTH = 200

const VACCINE_NAMES = /* @__PURE__ */ toPattern(VACCINES)
const MAKER_NAMES = /* @__PURE__ */ toPattern(MAKERS)
const BRAND_NAMES = /* @__PURE__ */ toPattern(BRANDS)

/**
 * Tells what a text is, by the names and words in it. `brand`: it may name a vaccine or its maker.
 * `number`: of no known word, and with a digit, as lots and identifiers have. `word`: anything else.
 */
export function classify(text: string): TextClass {
  if (ICD_11.test(text.trim())) return 'vaccine-code'
  const words = toWords(text)
  const rest = words
    .replace(VACCINE_NAMES, ' ')
    .replace(MAKER_NAMES, ' ')
    .replace(BRAND_NAMES, ' ')
    .split(' ')
  const isVaccine = isKnownVaccine(text) || rest.some((word) => VACCINE_WORD.test(word))
  const isMaker = hasName(words, MAKER_NAMES) || rest.some((word) => MAKER_WORD.test(word))
  if (isVaccine !== isMaker) return isVaccine ? 'vaccine' : 'maker'
  if (isVaccine || hasName(words, BRAND_NAMES)) return 'brand'
  return /\d/.test(words) ? 'number' : 'word'
}

/** Tells whether a text has the name of a COVID-19 vaccine in it. */
export function isKnownVaccine(text: string): boolean {
  return hasName(toWords(text), VACCINE_NAMES)
}

/** Tells whether a text has the name of a maker in it. */
export function isKnownMaker(text: string): boolean {
  const words = toWords(text)
  return hasName(words, MAKER_NAMES) || hasName(words, BRAND_NAMES)
}

/**
 * Tells whether two texts are one brand: the same words, or names of one house (Pfizer and BioNTech) and
 * of no other.
 */
export function isSameBrand(a: string, b: string): boolean {
  if (classify(a) !== 'brand' || classify(b) !== 'brand') return false
  if (toWords(a) === toWords(b)) return true
  const houses = new Set([...housesOf(a), ...housesOf(b)])
  return houses.size === 1 && housesOf(a).length > 0 && housesOf(b).length > 0
}

function housesOf(text: string): readonly string[] {
  return (toWords(text).match(BRAND_NAMES) ?? []).map((name) => HOUSES.get(name) ?? name)
}

/** Tells whether a code of ICD-11 is of COVID-19 or of a vaccine against it. */
export function isCovid19Code(code: string): boolean {
  return COVID_19_VACCINE_CODES.has(code.trim().toUpperCase())
}

/** Tells whether a text speaks of COVID-19. */
export function isAboutCovid19(text: string): boolean {
  return COVID_19_WORDS.test(toWords(text))
}

/** Lower-case words with single spaces between, without signs. */
export function toWords(text: string): string {
  if (text.length > MAX_LENGTH) return ''
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[®™']/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

function hasName(words: string, names: RegExp): boolean {
  return words.search(names) >= 0
}

/** Any of the names, as whole words; longer ones first, so that none hides another. */
function toPattern(names: readonly string[]): RegExp {
  const byLength = names.toSorted((a, b) => b.length - a.length)
  return new RegExp(`(?<=^| )(?:${byLength.join('|')})(?= |$)`, 'g')
}
