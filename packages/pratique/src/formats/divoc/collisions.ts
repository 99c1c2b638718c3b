/**
 * Members that are signed as one set of values (README, "Values that are signed as a set"): doses,
 * dates, and what the vaccination context calls `schema:id`.
 *
 * Every reading here is a function of the set alone, and then held against what is stated. So two
 * certificates of one signature either show the same, or one of them shows nothing.
 *
 * @module
 */

import { isDateAfter } from '../../model/dates.ts'
import { type Assignment, listAssignments } from './assignments.ts'
import { classify, isSameBrand, toWords } from './value-sets.ts'

/** `undefined`: it cannot be told which value belongs where. */
export type Told<T> = T | undefined

/** Members of an evidence that are `schema:id`. */
export const NAMED_MEMBERS = [
  'certificateId',
  'batch',
  'vaccine',
  'manufacturer',
  'icd11Code',
] as const

export type NamedMember = (typeof NAMED_MEMBERS)[number]

/** Members of an evidence that are `schema:date`. */
export const DATE_MEMBERS = ['date', 'effectiveStart', 'effectiveUntil'] as const

export type DateMember = (typeof DATE_MEMBERS)[number]

/** Dates as days; the texts that they were read from. */
export type Days = { readonly [N in DateMember]?: { readonly text: string; readonly day: string } }

/** What issuers number certificates with: digits, or a UUID. */
const IDENTIFIER = /^(?:\d{6,}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i

/**
 * Tells doses apart: the smaller number is the dose, the larger one the total. Written the other way
 * round it may be a booster or an exchange, and one number without the other may be a pair of equal
 * ones: neither can be told.
 *
 * @returns nothing in it if there are none
 */
export function tellDoses(
  dose: number | undefined,
  totalDoses: number | undefined,
): Told<{ readonly dose?: number; readonly totalDoses?: number }> {
  if (dose === undefined && totalDoses === undefined) return {}
  if (dose === undefined || totalDoses === undefined || dose > totalDoses) return undefined
  return { dose, totalDoses }
}

/**
 * Tells dates apart: the period begins on the day of the dose or before, ends on it or after, and no
 * dose is given after the certificate of it was issued.
 *
 * @param issuedAt seconds since the epoch; NaN if unknown
 */
export function tellDates(days: Days, issuedAt: number): boolean {
  const { date } = days
  if (!date) return false
  const dayOf = new Map(Object.values(days).map(({ text, day }) => [text, day]))
  const isPossible = (assignment: Assignment<DateMember>): boolean => {
    const given = dayOf.get(assignment.date ?? '') ?? ''
    const start = dayOf.get(assignment.effectiveStart ?? '') ?? given
    const until = dayOf.get(assignment.effectiveUntil ?? '') ?? given
    // Days of one form compare as texts.
    return start <= given && given <= until && !isDateAfter(given, issuedAt)
  }
  const isWhole = dayOf.size > 0 && DATE_MEMBERS.every((name) => days[name])
  const possible = listAssignments(
    DATE_MEMBERS,
    [...dayOf.keys()],
    // A certificate with all three has no other meaning with fewer.
    (name, value) => value !== undefined || (!isWhole && name !== 'date'),
  ).filter(isPossible)
  const shown = isWhole ? DATE_MEMBERS : (['date'] as const)
  return (
    isPossible(toAssignment(days)) &&
    possible.every((other) =>
      shown.every((name) => dayOf.get(other[name] ?? '') === days[name]?.day),
    )
  )
}

/**
 * Tells vaccine, maker, lot, certificate identifier and code apart: names by lists and by words, codes
 * by their form, the identifier by the evidence's own `id`, whose last part it is, or else by its form.
 *
 * @param id of the evidence
 */
export function tellNames(stated: Assignment<NamedMember>, id: string | undefined): boolean {
  const values = [...new Set(Object.values(stated))]
  const confirmed = values.filter((value) => isLastPart(value, id))
  const isPlausible = (name: NamedMember, value: string | undefined): boolean =>
    value === undefined ? name !== 'vaccine' : isPlausibleName(name, value, confirmed)
  // One that nothing confirms is no more than a number beside the lot, which is one too.
  const isPossible = ({ certificateId, batch }: Assignment<NamedMember>): boolean =>
    certificateId === undefined ||
    confirmed.includes(certificateId) ||
    (batch !== undefined && batch !== certificateId)
  const isSame = (other: Assignment<NamedMember>): boolean =>
    NAMED_MEMBERS.every((name) => comparable(other, name) === comparable(stated, name))
  return (
    NAMED_MEMBERS.every((name) => isPlausible(name, stated[name])) &&
    isPossible(stated) &&
    listAssignments(NAMED_MEMBERS, values, isPlausible).filter(isPossible).every(isSame)
  )
}

/**
 * What is shown of a member. A brand may be written as vaccine and as maker, also by two of its names: it
 * is shown once, by the shorter one, wherever that stands.
 */
export function shownOf(stated: Assignment<NamedMember>, name: NamedMember): string | undefined {
  const { vaccine, manufacturer } = stated
  const isName = name === 'vaccine' || name === 'manufacturer'
  if (!isName || vaccine === undefined || manufacturer === undefined) return stated[name]
  if (!isSameBrand(vaccine, manufacturer)) return stated[name]
  return name === 'vaccine' ? shorterOf(vaccine, manufacturer) : undefined
}

/** Of equally long ones, the same one in whatever order they come. */
function shorterOf(a: string, b: string): string {
  if (a.length !== b.length) return a.length < b.length ? a : b
  return a < b ? a : b
}

/** Names in other spellings are the same names. */
function comparable(stated: Assignment<NamedMember>, name: NamedMember): string | undefined {
  const shown = shownOf(stated, name)
  const isName = name === 'vaccine' || name === 'manufacturer'
  if (!isName || shown === undefined) return shown
  // What has no words, or too many to look at, is the same as itself alone.
  return toWords(shown) || shown.normalize('NFC')
}

function isPlausibleName(name: NamedMember, value: string, confirmed: readonly string[]): boolean {
  if (confirmed.includes(value)) return name === 'certificateId'
  switch (classify(value)) {
    case 'vaccine':
      return name === 'vaccine'
    case 'maker':
      return name === 'manufacturer'
    case 'brand':
      return name === 'vaccine' || name === 'manufacturer'
    case 'vaccine-code':
      return name === 'icd11Code'
    case 'number':
      if (name === 'certificateId') return confirmed.length === 0 && IDENTIFIER.test(value)
      return name === 'batch'
    case 'word':
      return name === 'batch' || name === 'vaccine' || name === 'manufacturer'
  }
}

/** Whether an evidence's `id`, such as `https://issuer.example/vaccine/123`, ends in a value. */
function isLastPart(value: string, id: string | undefined): boolean {
  if (id === undefined || !id.endsWith(value)) return false
  return '/?=#:'.includes(id.charAt(id.length - value.length - 1))
}

function toAssignment(days: Days): Assignment<DateMember> {
  return {
    ...(days.date && { date: days.date.text }),
    ...(days.effectiveStart && { effectiveStart: days.effectiveStart.text }),
    ...(days.effectiveUntil && { effectiveUntil: days.effectiveUntil.text }),
  }
}
