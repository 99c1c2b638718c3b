/**
 * Why one fact does not meet one condition: the first thing that stands against it.
 *
 * @module
 */

import type { Condition, ConditionKind, ConditionValue } from '../condition.ts'
import type {
  KnownVaccines,
  MedicalPolicyFact,
  TestFact,
  VaccinationFact,
} from '../facts/policy-facts.ts'
import type { DateRange } from '../facts/ranges.ts'
import { toDay } from './calendar.ts'
import type { Span } from './changes.ts'
import type { Calendar } from './day-group.ts'
import { candidatesOf, isDoseEnough, isProductTaken } from './dose-group.ts'
import type { Age, AgeLimit, Duration, Period, Tested, Vaccinated } from './policy.ts'
import type { Leaf } from './requirement.ts'
import { ageSpan, periodSpan, sampleSpan } from './time-groups.ts'
import { writeInstant } from './write-time.ts'

/** What stands against a fact, and how near it came: a higher rank is nearer. */
export interface Explanation {
  readonly rank: number
  readonly condition: Condition
  readonly appliesFrom?: string
  readonly appliesUntil?: string
  readonly certificate?: number
}

/** How near something came. */
export const RANK = {
  age: -1,
  nothing: 0,
  kind: 1,
  product: 2,
  dose: 3,
  device: 4,
  time: 5,
} as const

interface Asked {
  readonly known: KnownVaccines
  readonly calendar: Calendar
  readonly seconds: number
}

/** Says what stands against a fact. */
export function explainFact(fact: MedicalPolicyFact, leaf: Leaf, asked: Asked): Explanation {
  const [certificate] = fact.certificates
  const explanation = { ...explainKind(fact, leaf, asked) }
  return certificate === undefined ? explanation : { ...explanation, certificate }
}

/** Says of an age limit from when on, or up to when, it would hold. */
export function explainAge(
  limit: AgeLimit,
  birthDate: DateRange | undefined,
  calendar: Calendar,
): Explanation {
  const isFrom = 'from' in limit
  const values = amountOf(isFrom ? limit.from : limit.below)
  const kind = isFrom ? 'too-young' : 'too-old-holder'
  if (!birthDate) return { rank: RANK.age, condition: { kind, values, stated: {} } }
  const span = ageSpan(toDay(isFrom ? birthDate.latest : birthDate.earliest), limit, calendar)
  const instant = writeInstant(isFrom ? span.from : span.until)
  return {
    rank: RANK.age,
    condition: { kind, values, stated: isFrom ? { from: instant } : { until: instant } },
    ...(isFrom ? { appliesFrom: instant } : { appliesUntil: instant }),
  }
}

function explainKind(fact: MedicalPolicyFact, { condition }: Leaf, asked: Asked): Explanation {
  switch (fact.kind) {
    case 'vaccination':
      return 'vaccinated' in condition
        ? explainDose(fact, condition.vaccinated, asked)
        : UNEXPLAINED
    case 'test':
      return 'tested' in condition ? explainTest(fact, condition.tested, asked) : UNEXPLAINED
    case 'recovery':
      if (!('recovered' in condition)) return UNEXPLAINED
      return explainPeriod(fact, fact.firstPositive, condition.recovered, 'first-positive', asked)
    case 'prophylaxis':
      if (!('prophylaxis' in condition)) return UNEXPLAINED
      return explainPeriod(fact, fact.date, condition.prophylaxis, 'prophylaxis', asked)
    case 'exemption':
      return explainPeriod(fact, fact.date, { until: 'lifetime' }, 'exemption', asked)
  }
}

/** Several open values exclude it only together. */
export const UNEXPLAINED: Explanation = {
  rank: RANK.kind,
  condition: { kind: 'other', values: { path: '', operation: '' }, stated: {} },
}

function explainDose(fact: VaccinationFact, wanted: Vaccinated, asked: Asked): Explanation {
  const candidates = candidatesOf(fact, asked.known)
  const taken = candidates.filter((candidate) => isProductTaken(candidate, wanted))
  const isSeriesStated = fact.seriesDoses.source === 'stated'
  if (taken.length === 0) return explainProduct(fact, wanted, asked)
  const isEnough = taken.some((candidate) =>
    fact.doseNumber.values.some((dose) =>
      fact.seriesDoses.values.some((length) =>
        isDoseEnough({ dose, length, isSeriesStated }, wanted, candidate),
      ),
    ),
  )
  if (!isEnough) return explainNumber(fact, wanted)
  return explainPeriod(fact, fact.date, wanted, 'vaccination', asked)
}

function explainProduct(
  fact: VaccinationFact,
  { products, platforms, prequalified, serogroups }: Vaccinated,
  asked: Asked,
): Explanation {
  const isTaken = (wanted: Partial<Vaccinated>) =>
    candidatesOf(fact, asked.known).some((candidate) =>
      isProductTaken(candidate, { disease: 'covid-19', until: 'lifetime', ...wanted }),
    )
  const stated = { product: fact.product.values.join(', ') }
  if (products && !isTaken({ products })) return against('product', products, stated)
  if (platforms && !isTaken({ platforms })) {
    return against('vaccine-type', platforms, { vaccineType: stated.product })
  }
  if (prequalified && !isTaken({ prequalified })) {
    return { rank: RANK.product, condition: { kind: 'not-prequalified', values: {}, stated } }
  }
  return against('serogroups', serogroups ?? [], stated)
}

function against(
  kind: ConditionKind,
  accepted: readonly string[],
  stated: Condition['stated'],
  rank: number = RANK.product,
): Explanation {
  return { rank, condition: { kind, values: { accepted, count: accepted.length }, stated } }
}

function explainNumber(
  { doseNumber, seriesDoses }: VaccinationFact,
  { doses, booster }: Vaccinated,
): Explanation {
  const stated = { dose: span(doseNumber.values), series: span(seriesDoses.values) }
  if (doses) {
    const condition = { kind: 'too-few-doses', values: { least: doses.least }, stated } as const
    return { rank: RANK.dose, condition }
  }
  const kind = booster ? 'booster-needed' : 'series-incomplete'
  return { rank: RANK.dose, condition: { kind, values: {}, stated } }
}

function span(values: readonly number[]): ConditionValue {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return least === most ? least : `${least}–${most}`
}

function explainTest(fact: TestFact, wanted: Tested, { seconds }: Asked): Explanation {
  const { result, classes, devices, withinHours } = wanted
  if (fact.result.isClosed && !fact.result.values.includes(result)) {
    const stated = { result: fact.result.values.join(', ') }
    return against('test-result', [result], stated, RANK.kind)
  }
  if (fact.class.isClosed && !fact.class.values.some((each) => classes.includes(each))) {
    return against('test-class', classes, { class: fact.class.values.join(', ') })
  }
  if (devices && fact.device !== undefined && !devices.includes(fact.device)) {
    const condition = {
      kind: 'device-not-listed',
      values: {},
      stated: { device: fact.device },
    } as const
    return { rank: RANK.device, condition }
  }
  const { sampledAt } = fact
  if (!sampledAt) return UNEXPLAINED
  const first = sampleSpan(sampledAt.earliest, wanted)
  const last = sampleSpan(sampledAt.latest, wanted)
  const date = writeInstant(Math.floor(sampledAt.earliest))
  const limits = { event: 'sample', amount: withinHours, unit: 'hour' }
  if (seconds < first.from) return inFuture('sample', date, first.from)
  return seconds >= last.until ? tooOld(limits, date, last.until) : UNEXPLAINED
}

function explainPeriod(
  { statedFrom, statedUntil }: MedicalPolicyFact,
  range: DateRange | undefined,
  period: Period,
  event: string,
  { calendar, seconds }: Asked,
): Explanation {
  const { clock } = calendar
  if (range) {
    const first = periodSpan(toDay(range.earliest), period, calendar)
    const last = periodSpan(toDay(range.latest), period, calendar)
    const date = write(range)
    const start = clock.startOfDay(toDay(range.earliest))
    if (seconds < start) return inFuture(event, date, start)
    if (seconds < first.from) return tooRecent({ event, ...amountOf(period.from) }, date, first)
    if (seconds >= last.until) return tooOld({ event, ...amountOf(period.until) }, date, last.until)
  }
  const begins = statedFrom && clock.startOfDay(toDay(statedFrom.earliest))
  if (statedFrom && begins !== undefined && seconds < begins && !period.ignoreStatedStart) {
    const limits = { event: 'issuer-from', amount: 0, unit: 'day' }
    return tooRecent(limits, write(statedFrom), { from: begins, until: begins })
  }
  const ends = statedUntil && clock.startOfDay(toDay(statedUntil.latest) + 1)
  if (statedUntil && ends !== undefined && seconds >= ends && !period.ignoreStatedEnd) {
    return tooOld({ event: 'issuer-until', amount: 0, unit: 'day' }, write(statedUntil), ends)
  }
  return UNEXPLAINED
}

function inFuture(event: string, date: string, from: number): Explanation {
  return {
    rank: RANK.kind,
    condition: { kind: 'in-future', values: { event }, stated: { date } },
    appliesFrom: writeInstant(from),
  }
}

function tooRecent(values: Condition['values'], date: string, { from }: Span): Explanation {
  const appliesFrom = writeInstant(from)
  return {
    rank: RANK.time,
    condition: { kind: 'too-recent', values, stated: { date, from: appliesFrom } },
    appliesFrom,
  }
}

function tooOld(values: Condition['values'], date: string, end: number): Explanation {
  // The last second at which it still held.
  const appliesUntil = writeInstant(end - 1)
  return {
    rank: RANK.time,
    condition: { kind: 'too-old', values, stated: { date, until: appliesUntil } },
    appliesUntil,
  }
}

function amountOf(duration: Duration | Age | 'lifetime' | undefined): {
  readonly amount: number
  readonly unit: string
} {
  if (duration === undefined || duration === 'lifetime') return { amount: 0, unit: 'day' }
  if ('days' in duration) return { amount: duration.days, unit: 'day' }
  if ('months' in duration) return { amount: duration.months, unit: 'month' }
  return { amount: duration.years, unit: 'year' }
}

function write({ earliest, latest }: DateRange): string {
  return earliest === latest ? earliest : `${earliest}/${latest}`
}
