/**
 * What rules tell apart: the codes, numbers and times in them, so that few certificates stand for all.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { parseDateTime } from '../certlogic/date-time.ts'
import { NUMBER_COMPARISONS, toOperation, toPath } from '../certlogic/expression.ts'
import { groupBy } from './group.ts'
import { comparedTexts, type Part } from './parts.ts'

/** What the Logics of some rules tell apart. */
export interface Facets {
  /** By field, without `payload.`: of codes that are always compared together, one. */
  readonly texts: ReadonlyMap<string, readonly string[]>
  /** All codes that are compared with a field. */
  readonly allTexts: ReadonlyMap<string, ReadonlySet<string>>
  /** Numbers that are compared. */
  readonly numbers: readonly number[]
  /** Lengths of time that are added to dates other than that of birth, in days, without signs. */
  readonly spans: readonly number[]
  /** Those that are added to the date of birth, or to the clock. */
  readonly ages: readonly number[]
  /** Dates that are written in rules, in milliseconds since the epoch. */
  readonly dates: readonly number[]
  readonly fields: ReadonlySet<string>
}

const DAYS_OF: Readonly<Record<string, number>> = {
  hour: 1 / 24,
  day: 1,
  month: 30.44,
  year: 365.25,
}

/** Numbers and times of no more than so many are tried. */
const MAX_KINDS = 12

/** Beyond a life, nothing is told apart. */
const MAX_DAYS = 60_000

/** Collects what the parts of some Logics tell apart. */
export function collectFacets(parts: readonly Part[]): Facets {
  const [spans, ages, dates] = [new Set<number>(), new Set<number>(), new Set<number>()]
  const numbers = new Set<number>()
  const fields = new Set<string>()
  for (const { operator, operands, expression } of parts) {
    const path = toPath(expression)
    if (path?.startsWith('payload.')) fields.add(path.slice('payload.'.length))
    if (isComparison(operator)) {
      for (const each of operands) if (typeof each === 'number') numbers.add(each)
    }
    if (operator !== 'plusTime') continue
    const [date, amount, unit] = operands
    const days = daysOf(amount, unit)
    const source = date === undefined ? undefined : sourceOf(date)
    if (source === 'birth' || source === 'clock') ages.add(days)
    if (source !== 'birth') spans.add(days)
    const ms = typeof date === 'string' ? parseDateTime(date) : Number.NaN
    if (!Number.isNaN(ms)) dates.add(ms)
  }
  const lists = { numbers: spread(numbers), spans: spread(spans), ages: spread(ages) }
  return { ...collectTexts(parts), ...lists, dates: spread(dates), fields }
}

function daysOf(amount: JsonValue | undefined, unit: JsonValue | undefined): number {
  const days = Math.abs(Number(amount)) * (DAYS_OF[String(unit)] ?? 0)
  return days <= MAX_DAYS ? days : 0
}

function isComparison(operator: string): boolean {
  return operator === '===' || NUMBER_COMPARISONS.some((each) => each === operator)
}

/** Where there are many, some of them, evenly chosen, the least and the greatest among them. */
function spread(numbers: ReadonlySet<number>): readonly number[] {
  const sorted = [...numbers].toSorted((a, b) => a - b)
  if (sorted.length <= MAX_KINDS) return sorted
  const step = (sorted.length - 1) / (MAX_KINDS - 1)
  return Array.from({ length: MAX_KINDS }, (_, index) => sorted[Math.round(index * step)] ?? 0)
}

function sourceOf(date: JsonValue): 'birth' | 'clock' | 'event' {
  const path = toPath(date)
  if (path === 'payload.dob' || toOperation(date)?.operator === 'dccDateOfBirth') return 'birth'
  return path === 'external.validationClock' ? 'clock' : 'event'
}

/** Codes that stand in the same comparisons cannot be told apart. */
function collectTexts(parts: readonly Part[]): Pick<Facets, 'texts' | 'allTexts'> {
  const texts = new Map<string, readonly string[]>()
  const allTexts = new Map<string, ReadonlySet<string>>()
  const compared = [...comparedTexts(parts)]
  for (const ofField of groupBy(compared, ({ field }) => field)) {
    const field = ofField[0]?.field ?? ''
    const places = groupBy(ofField, ({ text }) => text).map((same) => ({
      text: same[0]?.text ?? '',
      key: [...new Set(same.map(({ comparison }) => comparison))].toSorted().join(' '),
    }))
    texts.set(
      field,
      groupBy(places, ({ key }) => key).map(([first]) => first?.text ?? ''),
    )
    allTexts.set(field, new Set(places.map(({ text }) => text)))
  }
  return { texts, allTexts }
}
