/**
 * One judge: what it says where a value is fixed, and how it goes on where the work is too much.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createTerminology } from '../../terminology/terminology.ts'
import type { PolicyFacts, VaccinationFact } from '../facts/policy-facts.ts'
import { known, oneOf } from '../facts/possible.ts'
import { toDateRange } from '../facts/ranges.ts'
import { assembleFacts } from '../facts/to-policy-facts.ts'
import { type Budget, createBudget } from './budget.ts'
import { createJudge, type Judge, layOut } from './judge.ts'
import type { OwnPolicy, Requirement } from './policy.ts'
import { compileRequirement } from './requirement.ts'
import type { Pin } from './worlds.ts'
import { createZoneClock } from './zone-clock.ts'

const terminology = createTerminology()
const DAY = 86_400
const AT = Date.parse('2022-06-01T12:00:00Z') / 1000
const calendar = { clock: createZoneClock('UTC'), months: 'end-of-month' as const }
const PRODUCT = 'vaccination.product'

function dose(rest: Partial<VaccinationFact> = {}, date = '2022-05-01'): VaccinationFact {
  const range = toDateRange({ value: date, source: 'stated' })
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

function judgeOf(
  requirement: Requirement,
  facts: PolicyFacts['facts'],
  budget: Budget = createBudget(),
): Judge {
  // Only the requirement is looked at.
  const compiled = compileRequirement({ requirement } as OwnPolicy)
  const all = assembleFacts({ facts, births: [] }, terminology)
  return createJudge(layOut(compiled, all, budget), calendar)
}

const of = (product: string, days: number): Requirement => ({
  vaccinated: { disease: 'covid-19', products: [product], until: { days } },
})
const lasting: Requirement = { vaccinated: { disease: 'covid-19', until: 'lifetime' } }
/** Of one product or another, which nobody says. */
const either = dose({ product: oneOf(['comirnaty', 'spikevax']) })

/** A budget without an end that counts. */
function createCounter(): Budget & { count(): number } {
  let count = 0
  return {
    isSpent: false,
    spend: (work) => {
      count += work
      return true
    },
    within: (_, task) => task(),
    count: () => count,
  }
}

describe('a value that is fixed', () => {
  /** Fixes the product of the first dose. */
  function pinOf({ sources: [source] }: Judge, product: string): Pin {
    assert.ok(source)
    const worlds = source.groups.flatMap((group) => group.worldsAt(AT))
    const values = worlds.flatMap((world) => world.values[PRODUCT] ?? [])
    const value = values.find((each) => each.startsWith(product))
    assert.ok(value)
    return { source, field: PRODUCT, value }
  }

  test('decides alone', () => {
    const judge = judgeOf(of('comirnaty', 60), [either])
    assert.equal(judge.resultAt(AT), 'open')
    assert.equal(judge.resultAt(AT, pinOf(judge, 'comirnaty')), 'passed')
    assert.equal(judge.resultAt(AT, pinOf(judge, 'spikevax')), 'failed')
    const doesNot = judgeOf(of('janssen', 60), [either])
    assert.equal(doesNot.resultAt(AT, pinOf(doesNot, 'comirnaty')), 'failed')
  })

  test('leaves what it does not decide open', () => {
    const undated = dose({ product: either.product }, '2022')
    const judge = judgeOf(of('comirnaty', 60), [undated])
    assert.equal(judge.resultAt(AT, pinOf(judge, 'comirnaty')), 'open')
    assert.equal(judge.resultAt(AT, pinOf(judge, 'spikevax')), 'failed')
  })

  test('decides beside what the others say at that very time', () => {
    const other = dose({ certificates: [1], product: known('janssen') })
    const judge = judgeOf({ allOf: [of('comirnaty', 300), of('janssen', 60)] }, [either, other])
    const pin = pinOf(judge, 'comirnaty')
    const later = AT + 60 * DAY
    const asked = [AT, later, AT, AT, later, later]
    const expected = ['passed', 'failed', 'passed', 'passed', 'failed', 'failed']
    assert.deepEqual(
      asked.map((seconds) => judge.resultAt(seconds, pin)),
      expected,
    )
  })
})

describe('a judge whose work is too much', () => {
  test('says nothing but that it is open', () => {
    const counter = createCounter()
    assert.equal(judgeOf(lasting, [dose()], counter).resultAt(AT), 'passed')
    const least = counter.count()
    for (let work = 0; work <= least; work++) {
      const result = judgeOf(lasting, [dose()], createBudget(work)).resultAt(AT)
      assert.equal(result, work < least ? 'open' : 'passed', `${work} of ${least}`)
    }
  })

  test('forgets what it said meanwhile', () => {
    const budget = createBudget()
    const judge = judgeOf(lasting, [dose()], budget)
    assert.equal(
      budget.within(0, () => judge.resultAt(AT)),
      'open',
    )
    assert.equal(judge.resultAt(AT), 'passed')
  })
})

describe('the work of a judge', () => {
  const wide = (disease: 'covid-19' | 'measles', count: number): Requirement => ({
    allOf: Array.from({ length: count }, (_, index) => ({
      vaccinated: { disease, until: { days: index } },
    })),
  })
  /** Of the answer alone: the bounds are known. */
  const workOf = (requirement: Requirement) => {
    const counter = createCounter()
    const judge = judgeOf(requirement, [dose()], counter)
    judge.resultAt(AT)
    const before = counter.count()
    judge.resultAt(AT)
    return counter.count() - before
  }

  test('is that of every condition, and of each that lacks beside every other', () => {
    assert.ok(workOf(wide('covid-19', 20)) >= 20)
    assert.ok(workOf(wide('measles', 20)) >= 20 * 20)
  })
})
