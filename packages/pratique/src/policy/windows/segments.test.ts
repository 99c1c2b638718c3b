/**
 * Windows by the anchor method, against windows found by looking everywhere.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  noCorpus,
  readBattery,
  readProductionRows,
  readWindows,
} from '../../../test/policy-corpus.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { PolicyResult, PolicyWindow } from '../answer.ts'
import { plusTime, toDateTimeText } from '../certlogic/date-time.ts'
import { createProgramSet, type Evaluated } from '../certlogic/evaluate.ts'
import { Instant } from '../certlogic/value.ts'
import type { TimeUnit } from '../condition.ts'
import { combineWindows, WEIGHTS } from './combine.ts'
import { findSegments, type Segment } from './segments.ts'
import { findTimeTerms, toAnchors } from './time-terms.ts'

const RUNS = { numRuns: Math.ceil(Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 10) }
const SECOND = 1000
const HOUR = 3_600_000
const DAY = 24 * HOUR

interface Range {
  readonly from: number
  readonly until: number
}

/** What some rules say of a payload, over time. */
interface Case {
  readonly logics: readonly JsonValue[]
  readonly data: { readonly payload: JsonValue; readonly external: JsonObject }
  readonly tell: (results: readonly Evaluated[]) => string
}

/** The segments, and what holds at any instant. */
function solve({ logics, data, tell }: Case, range: Range): Solution {
  const programs = createProgramSet()
  const indices = logics.map((logic) => programs.add(logic))
  const { dates, shifts } = findTimeTerms(logics)
  const places = dates.map((date) => programs.add(date))
  const verdictAt = (ms: number) => {
    const external = { ...data.external, validationClock: toDateTimeText(ms) }
    const run = programs.begin({ payload: data.payload, external })
    return tell(indices.map(run))
  }
  const run = programs.begin(data)
  const instants = places.flatMap((place) => {
    const { value } = run(place) as { readonly value?: unknown }
    return value instanceof Instant ? [value.ms] : []
  })
  return { segments: findSegments(toAnchors(instants, shifts), range, verdictAt), verdictAt }
}

interface Solution {
  readonly segments: readonly Segment<string>[]
  readonly verdictAt: (ms: number) => string
}

describe('findSegments', () => {
  test('of production rules on the battery, to the second', { skip: noCorpus }, () => {
    const battery = readBattery()
    const rules = new Map(readProductionRows().map((row) => [`${row.id} ${row.logicHash}`, row]))
    const range = { from: Date.parse('2021-06-01'), until: Date.parse('2026-06-01') }
    const rows = readWindows()
    assert.equal(rows.length, 2414)
    for (const row of rows) {
      const own = row.rules.map((id, index) => {
        const rule = rules.get(`${id} ${row.logicHashes[index]}`)
        assert.ok(rule, id)
        return { id: String(rule.rule['Identifier']), logic: rule.rule['Logic'] ?? null }
      })
      const { segments } = solve(
        {
          logics: own.map(({ logic }) => logic),
          data: {
            payload: battery.payloads[row.payload] ?? null,
            external: { ...row.external, valueSets: battery.valueSets.codes },
          },
          tell: (results) =>
            tellRules(
              own.map(({ id }) => id),
              results,
            ),
        },
        range,
      )
      const written = segments.map(({ verdict, from, until }) => {
        return { verdict, from: toDateTimeText(from), until: toDateTimeText(until) }
      })
      assert.deepEqual(written, row.segments, row.id)
    }
  })

  test('agrees with looking everywhere, for random rules and dates', () => {
    let changes = 0
    fc.assert(
      fc.property(timedCase, ({ range, logic, payload }) => {
        const data = { payload, external: { validationClock: '2020-01-01' } }
        const { segments, verdictAt } = solve({ logics: [logic], data, tell: tellOne }, range)
        checkForm(segments, range)
        changes += segments.length - 1
        for (const { verdict, from, until } of segments) {
          // An odd step, so that all times of day are met.
          for (let ms = from; ms < until; ms += 27 * 60_000 + 7 * SECOND) {
            assert.equal(verdictAt(ms), verdict, toDateTimeText(ms))
          }
          assert.equal(verdictAt(until - SECOND), verdict)
        }
      }),
      RUNS,
    )
    assert.ok(changes > RUNS.numRuns / 2, `${changes} changes`)
  })

  test('a limit that is met counts for its whole second, and fractions begin with the next', () => {
    const range = { from: 0, until: 100 * SECOND }
    const until = findSegments([10 * SECOND], range, (ms) => ms <= 10 * SECOND)
    assert.deepEqual(until, [
      { verdict: true, from: 0, until: 11 * SECOND },
      { verdict: false, from: 11 * SECOND, until: 100 * SECOND },
    ])
    const after = findSegments([10 * SECOND + 1], range, (ms) => ms > 10 * SECOND)
    assert.equal(after[1]?.from, 11 * SECOND)
    const since = findSegments([10 * SECOND], range, (ms) => ms >= 10 * SECOND)
    assert.equal(since[1]?.from, 10 * SECOND)
  })

  test('anchors outside the stretch, and at its ends, are no limits', () => {
    const range = { from: 10 * SECOND, until: 20 * SECOND }
    const anchors = [0, 10 * SECOND, 20 * SECOND, 30 * SECOND, Number.NaN]
    const found = findSegments(anchors, range, () => 'same')
    assert.deepEqual(found, [{ verdict: 'same', ...range }])
  })
})

/** Without gaps, neighbours differ, in whole seconds. */
function checkForm(segments: readonly Segment<string>[], range: Range): void {
  assert.equal(segments[0]?.from, range.from)
  assert.equal(segments.at(-1)?.until, range.until)
  for (const [index, { verdict, from, until }] of segments.entries()) {
    assert.ok(from < until && from % SECOND === 0)
    const next = segments[index + 1]
    if (next) assert.ok(next.from === until && next.verdict !== verdict)
  }
}

function tellOne([evaluated]: readonly Evaluated[]): string {
  return evaluated?.fault === undefined ? String(evaluated?.value) : 'fault'
}

/** In the words of the corpus. */
function tellRules(ids: readonly string[], results: readonly Evaluated[]): string {
  const named = (value: unknown) => {
    const found = ids.filter((_, index) => {
      const evaluated = results[index]
      return (evaluated?.fault === undefined ? evaluated?.value : undefined) === value
    })
    return found.toSorted().join(',')
  }
  if (named(false) !== '') return `F:${named(false)}`
  return named(undefined) === '' ? 'P' : `O:${named(undefined)}`
}

/** Where months end, years leap and clocks would be put forward. */
const MIDDLES = ['2024-02-29', '2023-02-28', '2022-05-31', '2021-12-31', '2022-03-27', '2100-02-28']
const UNITS: readonly TimeUnit[] = ['hour', 'day', 'month', 'year']
const amounts: Readonly<Record<TimeUnit, number>> = { hour: 72, day: 270, month: 30, year: 20 }

const span = fc.constantFrom(...UNITS).chain((unit) =>
  fc.record({
    unit: fc.constant(unit),
    amount: fc.oneof(fc.constant(0), fc.integer({ min: -amounts[unit], max: amounts[unit] })),
  }),
)

/** A comparison of the clock with a date that lies where the two meet in the stretch of time. */
const comparison = fc.record({
  clock: span,
  date: span,
  operator: fc.constantFrom('before', 'after', 'not-before', 'not-after'),
  isClockFirst: fc.boolean(),
  isBirth: fc.boolean(),
  /** From the middle of the stretch. */
  away: fc.integer({ min: -8 * 24 * 3600, max: 8 * 24 * 3600 }),
  precision: fc.constantFrom(1, 60, 3600, 86_400),
})

const timedCase = fc
  .record({
    middle: fc.constantFrom(...MIDDLES).map((day) => Date.parse(day)),
    comparisons: fc.array(comparison, { minLength: 1, maxLength: 4 }),
    shape: fc.constantFrom('and', 'if', 'or', 'not'),
  })
  .map(({ middle, comparisons, shape }) => {
    const dates: Record<string, string> = {}
    const leaves = comparisons.map((each, index): JsonObject => {
      const { clock, date, operator, isClockFirst, isBirth, away, precision } = each
      const meeting = plusTime(middle + away * SECOND, clock.amount, clock.unit)
      const start = isBirth ? meeting : plusTime(meeting, -date.amount, date.unit)
      const ms = Math.floor(start / SECOND / precision) * precision * SECOND
      const isDay = isBirth || precision === 86_400
      dates[`d${index}`] = isDay ? toDateTimeText(ms).slice(0, 10) : toDateTimeText(ms)
      const path = { var: `payload.d${index}` }
      const left = { plusTime: [{ var: 'external.validationClock' }, clock.amount, clock.unit] }
      const right = isBirth
        ? { dccDateOfBirth: [path] }
        : { plusTime: [path, date.amount, date.unit] }
      return { [operator]: isClockFirst ? [left, right] : [right, left] }
    })
    const logic = leaves.reduce((a, b) => {
      if (shape === 'and') return { and: [a, b] }
      if (shape === 'if') return { if: [a, b, { '!': [b] }] }
      return shape === 'or' ? { in: [true, [a, b]] } : { and: [{ '!': [a] }, b] }
    })
    const range = { from: middle - 14 * DAY, until: middle + 14 * DAY }
    return { range, logic, payload: dates }
  })

describe('combineWindows', () => {
  const time = (day: number) => toDateTimeText(Date.parse('2022-01-01') + day * DAY)

  const windows = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 5 }).chain((days) =>
    fc
      .array(fc.constantFrom<PolicyResult>(...WEIGHTS), {
        minLength: days.length + 1,
        maxLength: days.length + 1,
      })
      .map((results) =>
        toWindows(
          days.toSorted((a, b) => a - b),
          results,
        ),
      ),
  )

  /** From since ever to for ever. */
  function toWindows(days: readonly number[], results: readonly PolicyResult[]): PolicyWindow[] {
    return results.map((result, index) => {
      const [from, until] = [days[index - 1], days[index]]
      return {
        result,
        ...(from !== undefined && { from: time(from) }),
        ...(until !== undefined && { until: time(until) }),
      }
    })
  }

  function resultAt(all: readonly PolicyWindow[], at: string): PolicyResult | undefined {
    return all.find(({ from = '', until = '~' }) => from <= at && at < until)?.result
  }

  test('at every instant the result that weighs most', () => {
    fc.assert(
      fc.property(fc.array(windows, { minLength: 1, maxLength: 4 }), (all) => {
        const combined = combineWindows(all)
        for (let day = 0; day <= 31; day++) {
          const results = all.map((each) => resultAt(each, time(day)))
          const expected = WEIGHTS.find((each) => results.includes(each))
          assert.equal(resultAt(combined, time(day)), expected)
        }
        for (const [index, each] of combined.entries()) {
          const next = combined[index + 1]
          assert.equal(each.until, next?.from)
          assert.notEqual(each.result, next?.result)
        }
        assert.equal(combined[0]?.from, undefined)
      }),
      RUNS,
    )
  })

  test('of nothing nothing', () => {
    assert.deepEqual(combineWindows([]), [])
  })
})
