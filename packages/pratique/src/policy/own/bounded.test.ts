/**
 * Bounds of work: what few days tell of many, what is said where the work is too much, and numbers that
 * no calendar has.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createTerminology } from '../../terminology/terminology.ts'
import type { PolicyFacts, VaccinationFact } from '../facts/policy-facts.ts'
import { known, oneOf } from '../facts/possible.ts'
import { toDateRange } from '../facts/ranges.ts'
import { assembleFacts } from '../facts/to-policy-facts.ts'
import { createBudget } from './budget.ts'
import { addDuration, takeDuration, toDay, writeDay } from './calendar.ts'
import { changesIn } from './changes.ts'
import type { OwnDecision } from './decision.ts'
import { evaluateOwnPolicy } from './evaluate.ts'
import { parsePolicy } from './parse-policy.ts'
import type { OwnPolicy, Period, Requirement } from './policy.ts'
import { compileRequirement } from './requirement.ts'
import { sortLeaves } from './sources.ts'
import { periodGroup, periodSpan } from './time-groups.ts'
import { createZoneClock } from './zone-clock.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 400) }
const terminology = createTerminology()
const AT = Date.parse('2022-06-01T12:00:00Z') / 1000

function makePolicy(requirement: Requirement, rest: Partial<OwnPolicy> = {}): OwnPolicy {
  return {
    type: 'pratique-policy',
    id: 'made',
    version: '1.0.0',
    title: { en: 'made' },
    description: { en: 'made' },
    destinations: '*',
    source: { name: 'made', checkedOn: '2026-01-01' },
    effective: { from: '2000-01-01' },
    months: 'end-of-month',
    requirement,
    ...rest,
  }
}

function dose(date: string | undefined, rest: Partial<VaccinationFact> = {}): VaccinationFact {
  const range = toDateRange(date === undefined ? undefined : { value: date, source: 'stated' })
  return {
    kind: 'vaccination',
    certificates: [0],
    disease: known('covid-19'),
    product: known('comirnaty'),
    vaccineKind: { values: [], isClosed: false, source: 'derived' },
    doseNumber: known(1),
    seriesDoses: known(1),
    ...(range && { date: range }),
    facts: [],
    ...rest,
  }
}

function decide(
  policy: OwnPolicy,
  facts: PolicyFacts['facts'],
  destination = 'UT',
  until = AT,
): OwnDecision {
  const count = Math.max(0, ...facts.flatMap(({ certificates }) => certificates)) + 1
  const certificate = { holder: { name: {} }, facts: [], identifiers: [], issuer: {}, validity: {} }
  const certificates = Array.from({ length: count }, () => ({
    certificate,
    format: 'eu-dcc' as const,
    issuer: { evidence: 'anchored' as const },
  }))
  const request = { destination, at: AT, until, now: AT, certificates }
  return evaluateOwnPolicy(policy, assembleFacts({ facts, births: [] }, terminology), request)
}

/** Seconds of the processor: what else a machine does is none of this. */
function timed<T>(task: () => T): { readonly result: T; readonly seconds: number } {
  const before = process.cpuUsage()
  const result = task()
  const { user, system } = process.cpuUsage(before)
  return { result, seconds: (user + system) / 1e6 }
}

/** What is to take a fifth of a second, and took up to half a minute; with room for slow machines. */
const MOST_SECONDS = 1.5

describe('the calendar', () => {
  test('adds months as Date does, through all years', () => {
    const days = fc.integer({ min: toDay('0001-01-01'), max: toDay('9899-12-31') })
    fc.assert(
      fc.property(days, fc.integer({ min: -1200, max: 1200 }), (day, months) => {
        const [year = 0, month = 0, dayOfMonth = 0] = writeDay(day).split('-').map(Number)
        const at = (m: number, d: number) => {
          const date = new Date(0)
          date.setUTCFullYear(year, m, d)
          return date.getTime() / 86_400_000
        }
        const moved = at(month - 1 + months, dayOfMonth)
        const last = at(month + months, 0)
        const add = (rule: OwnPolicy['months']) => addDuration(day, { months }, rule)
        assert.equal(add('overflow'), moved)
        assert.equal(add('end-of-month'), Math.min(moved, last))
        assert.equal(takeDuration(day, { months: -months }, 'overflow'), moved)
      }),
      RUNS,
    )
  })
})

describe('a day that is known within limits', () => {
  const days = fc.record({ days: fc.integer({ min: 0, max: 60 }) })
  const until = fc.oneof(
    days,
    fc.record({ months: fc.integer({ min: 1, max: 14 }) }),
    fc.record({ years: fc.integer({ min: 1, max: 3 }) }),
    fc.constant('lifetime' as const),
  )
  const periods = fc.array(fc.record({ from: days, until }), { minLength: 1, maxLength: 5 })
  const range = fc
    .record({
      first: fc.integer({ min: toDay('2019-11-01'), max: toDay('2020-05-01') }),
      count: fc.oneof(fc.constantFrom(0, 1, 27, 30, 365), fc.integer({ min: 0, max: 900 })),
    })
    .map(({ first, count }) => ({ earliest: writeDay(first), latest: writeDay(first + count) }))
  const zone = fc.constantFrom('UTC', 'Europe/Zurich', 'America/Sao_Paulo', 'Pacific/Apia')
  const months = fc.constantFrom('overflow' as const, 'end-of-month' as const)
  const clocks = new Map<string, ReturnType<typeof createZoneClock>>()
  const clockOf = (name: string) => {
    const clock = clocks.get(name) ?? createZoneClock(name)
    clocks.set(name, clock)
    return clock
  }
  type Range = { readonly earliest: string; readonly latest: string }

  function makeGroup(
    asked: readonly Period[],
    { earliest, latest }: Range,
    calendar: { clock: ReturnType<typeof createZoneClock>; months: OwnPolicy['months'] },
  ) {
    const anyOf = asked.map((each) => ({ vaccinated: { disease: 'covid-19' as const, ...each } }))
    const { vaccination } = sortLeaves(compileRequirement(makePolicy({ anyOf })).leaves)
    const making = { calendar, budget: createBudget(1e9) }
    const group = periodGroup('date', { earliest, latest }, vaccination, making)
    const all = Array.from(
      { length: toDay(latest) - toDay(earliest) + 1 },
      (_, index) => toDay(earliest) + index,
    )
    const spans = all.map((day) =>
      vaccination.map(({ leaf, limit }) => ({
        bit: leaf.bit,
        ...periodSpan(day, limit, calendar),
      })),
    )
    /** By every day of the range, and by seconds. */
    const expectedAt = (seconds: number) =>
      new Set(
        spans.map((each) =>
          each.reduce((met, s) => (seconds >= s.from && seconds < s.until ? met | s.bit : met), 0n),
        ),
      )
    return { group, expectedAt }
  }

  test('says what all its days say, at every instant', () => {
    const offsets = fc.array(fc.integer({ min: -5 * 86_400, max: 1600 * 86_400 }), { minLength: 8 })
    fc.assert(
      fc.property(periods, range, zone, months, offsets, (asked, of, name, rule, at) => {
        const calendar = { clock: clockOf(name), months: rule }
        const { group, expectedAt } = makeGroup(asked, of, calendar)
        const start = toDay(of.earliest) * 86_400
        for (const each of at) {
          assert.deepEqual(new Set(group.setsAt(start + each)), expectedAt(start + each))
        }
      }),
      { numRuns: RUNS.numRuns / 4 },
    )
  })

  test('changes only where it says so', () => {
    fc.assert(
      fc.property(periods, range, zone, months, (asked, of, name, rule) => {
        const calendar = { clock: clockOf(name), months: rule }
        const { group, expectedAt } = makeGroup(asked, of, calendar)
        const all = { from: toDay('2019-10-01') * 86_400, until: toDay('2026-10-01') * 86_400 }
        const told = new Set(changesIn(group.changes(), all, calendar.clock, createBudget(1e9)))
        const write = (seconds: number) => [...expectedAt(seconds)].sort().join()
        let before = write(all.from)
        for (let day = all.from / 86_400 + 1; day < all.until / 86_400; day += 1) {
          const start = calendar.clock.startOfDay(day)
          const now = write(start)
          assert.ok(now === before || told.has(start), writeDay(day))
          before = now
        }
      }),
      { numRuns: Math.min(20, RUNS.numRuns / 10) },
    )
  })

  test('of which conditions count in days changes little', () => {
    const calendar = { clock: clockOf('UTC'), months: 'overflow' as const }
    const year = { earliest: '2020-01-01', latest: '2020-12-31' }
    const countOf = (asked: readonly Period[]) =>
      makeGroup(asked, year, calendar)
        .group.changes()
        .days.reduce((count, { first, last }) => count + last - first + 1, 0)
    assert.equal(countOf([{ until: { days: 270 } }]), 4)
    assert.ok(countOf([{ until: { months: 9 } }]) > 365)
  })
})

describe('a budget', () => {
  test('is taken from until something is refused, and then nothing is left', () => {
    const budget = createBudget(10)
    assert.deepEqual([budget.spend(4), budget.spend(6), budget.isSpent], [true, true, false])
    assert.deepEqual([budget.spend(1), budget.isSpent, budget.spend(0)], [false, true, false])
    const other = createBudget(10)
    assert.deepEqual([other.spend(11), other.spend(1)], [false, false])
    assert.equal(createBudget(10).spend(Number.NaN), false)
  })

  test('can be shared out: who is refused leaves the rest', () => {
    const budget = createBudget(10)
    assert.deepEqual(
      budget.within(0.5, () => [budget.spend(5), budget.spend(1), budget.isSpent]),
      [true, false, true],
    )
    assert.deepEqual([budget.isSpent, budget.spend(5), budget.spend(1)], [false, true, false])
    const kept = createBudget(10)
    kept.within(0.5, () => kept.spend(2))
    assert.deepEqual([kept.spend(8), kept.isSpent], [true, false])
  })
})

describe('a decision takes little time', () => {
  const years = (count: number) =>
    Array.from({ length: count }, (_, index) => dose(String(2021 - index)))
  const period = (index: number): Requirement => ({
    vaccinated: { disease: 'covid-19', from: { days: index }, until: { months: 9 + index } },
  })
  const MANY: Requirement = {
    anyOf: [0, 1].map((half) => ({
      anyOf: Array.from({ length: 50 }, (_, index) => period(half * 50 + index)),
    })),
  }
  const booster: Requirement = {
    vaccinated: { disease: 'covid-19', booster: true, until: 'lifetime' },
  }
  const unknown = { values: [], isClosed: false, source: 'derived' } as const
  const nothing = Array.from({ length: 60 }, () =>
    dose(undefined, {
      disease: unknown,
      product: unknown,
      doseNumber: unknown,
      seriesDoses: unknown,
    }),
  )
  const apart = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      dose(writeDay(toDay('2021-06-01') + index), { certificates: [index] }),
    )
  const CASES: readonly (readonly [
    string,
    Requirement,
    PolicyFacts['facts'],
    OwnDecision['result'],
  ])[] = [
    ['five doses dated by year', period(0), years(5), 'open'],
    ['twenty, and a hundred conditions', MANY, years(20), 'passed'],
    ['one, and a hundred conditions', MANY, [dose('2022')], 'open'],
    ['sixty doses of which nothing is known', MANY, nothing, 'open'],
    ['a hundred certificates', { allOf: [period(0), period(1)] }, apart(100), 'passed'],
    ['a hundred that do not do', { allOf: [MANY, booster] }, apart(100), 'failed'],
  ]
  for (const [name, requirement, facts, expected] of CASES) {
    test(`of ${name}`, () => {
      const { result, seconds } = timed(() => decide(makePolicy(requirement), facts, 'US'))
      assert.equal(result.result, expected)
      assert.ok(seconds < MOST_SECONDS, `${seconds} s`)
    })
  }

  test('of an arrival without an end', () => {
    const { result, seconds } = timed(() => decide(makePolicy(MANY), years(20), 'US', 1e11))
    assert.equal(result.result, 'open')
    assert.ok(seconds < MOST_SECONDS, `${seconds} s`)
    assert.deepEqual(result.windows, [])
  })

  test('and what is known only by its year is told to be missing', () => {
    const { missingFields, windows, cause } = decide(makePolicy(MANY), [dose('2022')], 'US')
    assert.deepEqual([missingFields, windows, cause], [['vaccination.date'], [], 'value-missing'])
  })

  test('windows are told where they are exact, and else none', () => {
    const steady = makePolicy({
      vaccinated: { disease: 'covid-19', from: { days: 14 }, until: { days: 270 } },
    })
    const { windows } = decide(steady, [dose('2021')])
    assert.deepEqual(
      windows.map(({ from, result }) => [from, result]),
      [
        [undefined, 'open'],
        ['2000-01-01T00:00:00Z', 'failed'],
        ['2021-01-15T00:00:00Z', 'open'],
        ['2022-09-28T00:00:00Z', 'failed'],
      ],
    )
    assert.deepEqual(decide(makePolicy(period(0)), years(5), 'US').windows, [])
  })

  test('where even the answer is too much, what is not known is missing', () => {
    const facts = Array.from({ length: 3000 }, (_, index) =>
      dose(undefined, { product: oneOf(['comirnaty', `p${index}`]), seriesDoses: unknown }),
    )
    const known_ = assembleFacts({ facts, births: [] }, terminology)
    const request = { destination: 'RU', at: AT, now: AT, certificates: [] }
    const policy = makePolicy({ anyOf: [booster, period(0)] })
    const { result, seconds } = timed(() => evaluateOwnPolicy(policy, known_, request))
    assert.deepEqual([result.result, result.cause, result.windows], ['open', 'value-missing', []])
    const fields = ['vaccination.date', 'vaccination.product', 'vaccination.seriesDoses']
    assert.deepEqual(result.missingFields, fields)
    assert.ok(seconds < MOST_SECONDS, `${seconds} s`)
  })

  test('nor is a value missing where all are known, and only too many', () => {
    const products = Array.from({ length: 400 }, (_, index) => `p${index}`)
    const wide: Requirement = {
      anyOf: Array.from({ length: 50 }, (_, index) => ({
        vaccinated: { disease: 'covid-19', products, until: { days: index } },
      })),
    }
    const facts = Array.from({ length: 600 }, (_, index) =>
      dose(writeDay(toDay('2019-06-01') + index)),
    )
    const decision = decide(makePolicy(wide), facts, 'RU')
    assert.deepEqual([decision.result, decision.cause], ['open', 'error'])
    assert.deepEqual(decision.reasons[0]?.condition, {
      kind: 'not-evaluable',
      values: { field: '' },
      stated: {},
    })
  })
})

describe('numbers of any size', () => {
  const requirement: Requirement = {
    tested: { disease: 'covid-19', classes: ['naat'], result: 'not-detected', withinHours: 72 },
  }
  const policy = makePolicy(requirement, { requires: { acceptAttestationOf: ['NZ'] } })
  const attested = (validity: { readonly notBefore?: number; readonly expiresAt?: number }) => ({
    kind: 'attestation' as const,
    certificates: [0],
    type: 'pass',
    issuer: { country: 'NZ' },
    ...validity,
    facts: [],
  })

  for (const expiresAt of [
    1.7e12,
    9e12,
    Number.MAX_SAFE_INTEGER,
    1e300,
    Number.POSITIVE_INFINITY,
  ]) {
    test(`a pass that ends at ${expiresAt} passes, and its window has no end`, () => {
      for (const made of [policy, makePolicy({ age: { from: { years: 300 } } }, policy)]) {
        const { result, windows } = decide({ ...made, requirement }, [attested({ expiresAt })])
        assert.equal(result, 'passed')
        assert.deepEqual(windows.at(-1), { from: '2000-01-01T00:00:00Z', result: 'passed' })
      }
    })
  }

  test('in the validity of certificates are decided, whatever is asked', () => {
    const number = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.constantFrom(
        Number.NaN,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        1e300,
        -1e300,
      ),
      fc.constantFrom(8.64e12, 8.64e12 + 1, 253_402_300_799, 253_402_300_800, -62_135_596_801),
    )
    const facts = fc.array(
      fc.record({ notBefore: number, expiresAt: number }, { requiredKeys: [] }).map(attested),
      { maxLength: 3 },
    )
    const asked = fc.constantFrom<Requirement[]>(
      requirement,
      { age: { from: { months: 9 } } },
      { anyOf: [{ age: { below: { years: 12 } } }, requirement] },
    )
    fc.assert(
      fc.property(facts, asked, number, (given_, wanted, until) => {
        const { result, windows } = decide({ ...policy, requirement: wanted }, given_, 'US', until)
        const isGood = ({ notBefore = -Infinity, expiresAt = Number.NaN }) =>
          AT >= notBefore && AT < expiresAt
        if (result === 'passed') assert.ok(given_.some(isGood))
        for (const { from } of windows)
          assert.ok(from === undefined || !Number.isNaN(Date.parse(from)))
      }),
      RUNS,
    )
  })
})

describe('nothing that is asked', () => {
  const EMPTY: readonly Requirement[] = [
    { allOf: [] },
    { anyOf: [] },
    { allOf: [{ allOf: [] }] },
    { anyOf: [{ allOf: [] }] },
  ]
  for (const requirement of EMPTY) {
    test(`is met by nobody: ${JSON.stringify(requirement)}`, () => {
      assert.equal(decide(makePolicy(requirement), [dose('2022-01-01')]).result, 'failed')
      const need: Requirement = { vaccinated: { disease: 'yellow-fever', until: 'lifetime' } }
      const exempting = makePolicy(need, { exemptions: [requirement] })
      assert.equal(decide(exempting, []).result, 'failed')
      assert.throws(() => parsePolicy(JSON.stringify(makePolicy(requirement))))
    })
  }
})
