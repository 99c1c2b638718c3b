/**
 * What one alternative of EU rules asks for, gathered, and as a requirement.
 *
 * @module
 */

import type { KnownVaccines } from '../facts/policy-facts.ts'
import { type EuType, TEST_RESULTS, TEST_TYPES } from './eu-codes.ts'
import type { AgeLimit, Duration, OwnCondition, Period, Requirement, Vaccinated } from './policy.ts'

/** Conditions on one event. Codes are as the EU writes them. */
export interface Draft {
  readonly products?: readonly string[]
  readonly notProducts?: readonly string[]
  readonly isComplete?: true
  readonly isBooster?: true
  readonly doses?: number
  readonly testTypes?: readonly string[]
  readonly results?: readonly string[]
  readonly devices?: readonly string[]
  readonly hours?: number
  readonly fromDays?: number
  readonly untils?: readonly Duration[]
  readonly heedsStart?: true
  readonly heedsEnd?: true
  readonly ages?: readonly AgeLimit[]
}

type Why = (reason: string) => void

/** The most that a policy can say of the time since a sample. */
const MAX_HOURS = 8784

/** Writes a draft as a requirement. `undefined` if nothing can meet it, or it cannot be said. */
export function toRequirement(
  draft: Draft,
  { type, vaccines }: { readonly type: EuType; readonly vaccines: KnownVaccines },
  why: Why,
): Requirement | undefined {
  const event = toCondition(draft, type, vaccines, why)
  const ages = toAges(draft)
  if (!event || !ages) return event
  return { allOf: 'allOf' in ages ? [...ages.allOf, event] : [ages, event] }
}

/** Tells whether a draft asks something of the holder's age, and nothing of the event. */
export function isAgesOnly(draft: Draft): boolean {
  const { ages = [], fromDays = 0, untils = [], hours = Number.POSITIVE_INFINITY } = draft
  const { products, notProducts = [], isComplete, isBooster, doses = 0 } = draft
  const { testTypes, results, devices, heedsStart, heedsEnd } = draft
  const isOfDose = products || notProducts.length > 0 || isComplete || isBooster || doses > 0
  const isOfTest = testTypes || results || devices || Number.isFinite(hours)
  const isOfTime = fromDays > 0 || untils.length > 0 || heedsStart || heedsEnd
  return ages.length > 0 && !isOfDose && !isOfTest && !isOfTime
}

/** What a draft asks of the holder's age; nothing: `undefined`. */
export function toAges({ ages = [] }: Draft): Requirement | undefined {
  const told = new Map(ages.map((age) => [JSON.stringify(age), { age }]))
  const [first, ...others] = told.values()
  return first && others.length > 0 ? { allOf: [first, ...others] } : first
}

function toCondition(
  draft: Draft,
  { type }: EuType,
  vaccines: KnownVaccines,
  why: Why,
): OwnCondition | undefined {
  switch (type) {
    case 'Vaccination':
      return toVaccinated(draft, vaccines, why)
    case 'Test':
      return toTested(draft, why)
    case 'Recovery': {
      const period = toPeriod(draft)
      return period && { recovered: { disease: 'covid-19', ...period } }
    }
  }
}

function toVaccinated(draft: Draft, vaccines: KnownVaccines, why: Why): OwnCondition | undefined {
  const period = toPeriod(draft)
  const products = draft.products && toProducts(draft, vaccines, why)
  if (!period || products?.length === 0) return undefined
  const { isComplete, isBooster, doses = 0, notProducts = [] } = draft
  const asked = [isComplete, isBooster, doses > 0].filter((each) => each === true)
  // One dose that is both complete and, say, the third: our conditions ask for one of the two.
  if (asked.length > 1 || (!products && notProducts.length > 0)) {
    why('asks for more of one dose than one condition can: left out')
    return undefined
  }
  const series: Partial<Vaccinated> = isComplete
    ? { primaryComplete: 'stated' }
    : isBooster
      ? { booster: true }
      : doses > 0
        ? { doses: { least: doses } }
        : {}
  return {
    vaccinated: { disease: 'covid-19', ...(products && { products }), ...series, ...period },
  }
}

function toProducts(
  { products = [], notProducts = [] }: Draft,
  vaccines: KnownVaccines,
  why: Why,
): readonly string[] {
  const codes = products.filter((code) => !notProducts.includes(code))
  const all = [...vaccines.products.values()]
  return codes.flatMap((code) => {
    const product = all.find(({ euCodes }) => euCodes?.mp === code)
    if (!product) why(`names the product ${code}, which nobody knows: left out`)
    return product ? [product.id] : []
  })
}

function toTested(draft: Draft, why: Why): OwnCondition | undefined {
  const { testTypes, results, devices, hours = Number.POSITIVE_INFINITY } = draft
  const classes = TEST_TYPES.filter(({ code }) => testTypes?.includes(code) ?? true)
  const [result] = Object.entries(TEST_RESULTS).flatMap(([word, code]) =>
    results?.includes(code) ? [word] : [],
  )
  if (results === undefined) why('takes any result: only "not detected" is taken here')
  if (hours > MAX_HOURS) why(`sets no limit to the age of a test: here ${MAX_HOURS} hours`)
  if (classes.length === 0 || (results !== undefined && result === undefined)) return undefined
  return {
    tested: {
      disease: 'covid-19',
      classes: classes.flatMap((each) => each.classes),
      result: result === 'detected' ? 'detected' : 'not-detected',
      withinHours: Math.min(hours, MAX_HOURS),
      ...(devices && { devices }),
    },
  }
}

/** One end, of several that are in one unit the earliest. */
function toPeriod(draft: Draft): Period | undefined {
  const { fromDays = 0, untils = [], heedsStart, heedsEnd } = draft
  const [first, ...others] = untils
  const until = others.reduce<Duration | undefined>(earlier, first)
  if (first && !until) return undefined
  if (until && 'days' in until && until.days < fromDays) return undefined
  return {
    ...(fromDays > 0 && { from: { days: fromDays } }),
    until: until ?? 'lifetime',
    ...(!heedsStart && { ignoreStatedStart: true }),
    ...(!heedsEnd && { ignoreStatedEnd: true }),
  }
}

function earlier(a: Duration | undefined, b: Duration): Duration | undefined {
  if (!a) return undefined
  if ('days' in a && 'days' in b) return a.days < b.days ? a : b
  if ('months' in a && 'months' in b) return a.months < b.months ? a : b
  return 'years' in a && 'years' in b ? (a.years < b.years ? a : b) : undefined
}
