/**
 * Vocabularies: the many names of one code system, and how each spells its codes.
 *
 * @module
 */

import { toCode, toWords } from './spelling.ts'

/** A vocabulary, by a word of our own. `word`: ICAO's and DIVOC's words, which need no system. */
export type Vocabulary =
  | 'eu-product'
  | 'eu-holder'
  | 'snomed'
  | 'loinc'
  | 'icd-11'
  | 'cvx'
  | 'atc'
  | 'who-product'
  | 'who-type'
  | 'word'

/** Names of vocabularies, without `http://`, `https://`, `/` at the end, `|version` and case. */
const NAMES: ReadonlyMap<string, Vocabulary> = /* @__PURE__ */ new Map<string, Vocabulary>([
  ['hl7.org/fhir/sid/cvx', 'cvx'],
  ['urn:oid:2.16.840.1.113883.12.292', 'cvx'],
  ['cvx', 'cvx'],
  ['snomed.info/sct', 'snomed'],
  ['urn:oid:2.16.840.1.113883.6.96', 'snomed'],
  ['snomed', 'snomed'],
  ['snomed ct', 'snomed'],
  ['snomedct', 'snomed'],
  ['sct', 'snomed'],
  ['loinc.org', 'loinc'],
  ['urn:oid:2.16.840.1.113883.6.1', 'loinc'],
  ['loinc', 'loinc'],
  ['ln', 'loinc'],
  ['hl7.org/fhir/sid/icd-11', 'icd-11'],
  ['icd-11', 'icd-11'],
  ['icd11', 'icd-11'],
  ['icd-11 mms', 'icd-11'],
  ['whocc.no/atc', 'atc'],
  ['urn:oid:2.16.840.1.113883.6.73', 'atc'],
  ['atc', 'atc'],
  // The value sets of the eHealth Network name these.
  ['ec.europa.eu/health/documents/community-register/html', 'eu-product'],
  ['ec.europa.eu/temp/vaccineproductname', 'eu-product'],
  ['spor.ema.europa.eu/v1/organisations', 'eu-holder'],
  ['ec.europa.eu/temp/vaccinemanufacturer', 'eu-holder'],
])

/** Names that have a part of their own: an edition, a release, a guide. */
const PATTERNS: readonly { readonly name: RegExp; readonly vocabulary: Vocabulary }[] = [
  { name: /^snomed\.info\/sct\/\d+(?:\/version\/\d+)?$/, vocabulary: 'snomed' },
  {
    name: /^id\.who\.int\/(?:icd11|icd\/release\/11(?:\/[\d-]+)?|icd\/11)(?:\/mms)?$/,
    vocabulary: 'icd-11',
  },
  { name: /^id\.who\.int\/icd(?:11)?\/(?:entity|mms)$/, vocabulary: 'icd-11' },
  {
    name: /^smart\.who\.int\/(?:[a-z-]+\/)?codesystem\/prequalproductids?$/,
    vocabulary: 'who-product',
  },
  {
    name: /^smart\.who\.int\/(?:[a-z-]+\/)?codesystem\/prequalvaccinetypes?$/,
    vocabulary: 'who-type',
  },
  {
    name: /^(?:smart\.who\.int|worldhealthorganization\.github\.io)\/ddcc\/codesystem\/(?:icao|divoc)-[a-z0-9-]+$/,
    vocabulary: 'word',
  },
]

/** Codes that are written as addresses: the vocabulary, and the code at the end. */
const ADDRESS =
  /^https?:\/\/(?:(snomed\.info)\/id|(?:id\.who\.int)\/icd\/(?:entity|release\/11\/(?:[\d-]+\/)?mms))\/([^/]+)$/i

/**
 * Turns the name of a system into one spelling: `https://Example.org/x/` is `example.org/x`. Empty where
 * there is no name.
 */
export function toSystem(system = ''): string {
  if (system === '') return ''
  return toCode(system)
    .toLowerCase()
    .replace(/\|[^|]*$/, '')
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/+$/, '')
}

/** Finds the vocabulary that a system names, in any of its spellings. */
export function findVocabulary(system: string): Vocabulary | undefined {
  const name = toSystem(system)
  if (name === '') return undefined
  return NAMES.get(name) ?? PATTERNS.find((pattern) => pattern.name.test(name))?.vocabulary
}

/** Takes a code that is an address apart: its vocabulary, and the code itself. */
export function splitAddress(
  code: string,
): { readonly vocabulary: Vocabulary; readonly code: string } | undefined {
  if (!/^http/i.test(code)) return undefined
  const [, snomed, last] = ADDRESS.exec(toCode(code)) ?? []
  if (last === undefined) return undefined
  return { vocabulary: snomed === undefined ? 'icd-11' : 'snomed', code: last }
}

/** Turns a code into the one spelling that its vocabulary has. */
export function spell(vocabulary: Vocabulary, written: string): string {
  const code = toCode(written)
  switch (vocabulary) {
    case 'icd-11':
      // ICD-11 has neither O nor I, and people read zeros and ones as these. Twins are told apart in
      // capitals only, so capitals come first.
      return toCode(code.toUpperCase()).replaceAll('O', '0').replaceAll('I', '1')
    case 'cvx':
      return /^\d+$/.test(code) ? code.replace(/^0+(?=\d)/, '') : code
    case 'loinc':
    case 'atc':
      return code.toUpperCase()
    case 'who-product':
      return code.replace(/^FinishedProduct(?=a3K)/, '')
    case 'who-type':
    case 'word':
      return toWords(code)
    case 'snomed':
    case 'eu-product':
    case 'eu-holder':
      return code
  }
}
