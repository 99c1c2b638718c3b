/**
 * Paths of an order that a column may fill, and what kind of value stands there.
 *
 * @module
 */

/** `code`: a code as text, or with its system. `count`: a whole number. */
export type PathKind = 'text' | 'date' | 'time' | 'code' | 'count'

const TEXTS = `mrz holder.family holder.given holder.familyTransliterated holder.givenTransliterated
  holder.documentNumber holder.documentType holder.nationality holder.sex fact.kind fact.disease
  fact.country fact.statedBy fact.centre fact.lot fact.clinician fact.class fact.result fact.name
  fact.device fact.sample`
const DATES = 'holder.birthDate fact.date fact.firstPositive fact.validFrom fact.validUntil'
const CODES = 'fact.product fact.vaccineType fact.manufacturer fact.codes'
const COUNTS = 'fact.doseNumber fact.seriesDoses'

/** Every path, in the order of an order. */
export const PATHS: ReadonlyMap<string, PathKind> = /* @__PURE__ */ new Map<string, PathKind>([
  ...TEXTS.split(/\s+/).map((path): [string, PathKind] => [path, 'text']),
  ...DATES.split(' ').map((path): [string, PathKind] => [path, 'date']),
  ['fact.sampledAt', 'time'],
  ...CODES.split(' ').map((path): [string, PathKind] => [path, 'code']),
  ...COUNTS.split(' ').map((path): [string, PathKind] => [path, 'count']),
])
