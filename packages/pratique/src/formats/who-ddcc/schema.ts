/**
 * The members of the DDCC core data set, in all the spellings that it had: flat fields in snake case
 * (2021–22), and the nested logical model in camel case (WHO DDCC, core data sets VS and TR).
 *
 * @module
 */

import { CWT_CLAIMS } from '../../cose/cwt.ts'

/** What a DDCC is about: exactly one of the two. */
export type Group = 'vaccination' | 'test'

/** Spellings of one member. At most one of them may be there. */
export type Spellings = readonly string[]

/** What tells a bare DDCC beside its `name`. */
export const BARE_MARKS: Spellings = ['vaccine', 'test', 'vaccination']

/** Members of the holder and of the certificate: always beside the group, never inside. */
export const COMMON = {
  name: ['name'],
  birthDate: ['birthDate', 'birth_date'],
  hcid: ['hcid'],
  validFrom: ['valid_from', 'validFrom'],
  validUntil: ['valid_until', 'validUntil'],
  authority: ['pha'],
  certificate: ['certificate'],
} as const

/** Members of a vaccination: inside `vaccination`, or flat. */
export const VACCINATION = {
  vaccine: ['vaccine'],
  brand: ['brand'],
  manufacturer: ['manufacturer'],
  holder: ['ma_holder', 'maholder', 'maHolder'],
  lot: ['lot'],
  date: ['date'],
  validFrom: ['validFrom', 'valid_from', 'vaccine_valid', 'vaccineValid'],
  /** Flat, the plain spelling is the whole certificate's. */
  flatValidFrom: ['vaccine_valid', 'vaccineValid'],
  dose: ['dose'],
  totalDoses: ['total_doses', 'totalDoses'],
  country: ['country'],
  centre: ['centre'],
  disease: ['disease'],
} as const

/** Members of a test: inside `test`, or flat. */
export const TEST = {
  pathogen: ['pathogen'],
  type: ['type', 'test_type', 'testType'],
  brand: ['brand'],
  date: ['date'],
  result: ['result'],
  country: ['country'],
  centre: ['centre'],
} as const

/** Members that are known and not read: of people, of medicine, and numbers of documents. */
const IGNORED: Spellings = [
  'sex',
  'identifier',
  'hw',
  'practitioner',
  'signature',
  'due_date',
  'dueDate',
  'nextDose',
  'next_dose',
  'origin',
]

/** Everything that is no surprise in a core data set; keys of a bare one's CWT too. */
export const KNOWN: ReadonlySet<unknown> = new Set<unknown>([
  ...[COMMON, VACCINATION, TEST].flatMap((members) => Object.values<Spellings>(members).flat()),
  ...IGNORED,
  ...BARE_MARKS,
  ...Object.values(CWT_CLAIMS),
])
