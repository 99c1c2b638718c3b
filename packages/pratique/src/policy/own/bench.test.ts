/**
 * One question and its budget: at which times it is asked, what it takes, and what is said where that is
 * too much.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createTerminology } from '../../terminology/terminology.ts'
import type { PolicyCertificate } from '../answer.ts'
import type { AttestationFact, PolicyFacts, VaccinationFact } from '../facts/policy-facts.ts'
import { known } from '../facts/possible.ts'
import { toDateRange } from '../facts/ranges.ts'
import { assembleFacts } from '../facts/to-policy-facts.ts'
import { type Bench, createBench, instantsOf } from './bench.ts'
import { type Budget, createBudget } from './budget.ts'
import { toDay, writeDay } from './calendar.ts'
import { evaluateOwnPolicy } from './evaluate.ts'
import { explainDecision } from './explain-decision.ts'
import { findLeastShown } from './least-shown.ts'
import type { OwnPolicy, Requirement } from './policy.ts'
import { createZoneClock } from './zone-clock.ts'

const terminology = createTerminology()
const AT = Date.parse('2022-06-01T12:00:00Z') / 1000
const clock = createZoneClock('Etc/UTC')

const vaccinated = (days: number): Requirement => ({
  vaccinated: { disease: 'covid-19', until: { days } },
})

function makePolicy(requirement: Requirement, rest: Partial<OwnPolicy> = {}): OwnPolicy {
  return {
    type: 'pratique-policy',
    id: 'made',
    version: '1.0.0',
    title: { en: 'made' },
    description: { en: 'made' },
    destinations: ['UT'],
    source: { name: 'made', checkedOn: '2026-01-01' },
    effective: { from: '2000-01-01' },
    timezone: 'Etc/UTC',
    months: 'end-of-month',
    requirement,
    ...rest,
  }
}

function dose(date: string, certificate = 0): VaccinationFact {
  const range = toDateRange({ value: date, source: 'stated' })
  return {
    kind: 'vaccination',
    certificates: [certificate],
    disease: known('covid-19'),
    product: known('comirnaty'),
    vaccineKind: { values: [], isClosed: false, source: 'derived' },
    doseNumber: known(1),
    seriesDoses: known(1),
    ...(range && { date: range }),
    facts: [],
  }
}

/** Doses of one day after another. */
const doses = (count: number) =>
  Array.from({ length: count }, (_, index) => dose(writeDay(toDay('2021-01-01') + index)))

function word(notBefore: number, expiresAt: number): AttestationFact {
  const issuer = { country: 'NZ' }
  return {
    kind: 'attestation',
    certificates: [0],
    type: 'pass',
    issuer,
    notBefore,
    expiresAt,
    facts: [],
  }
}

function certificateOf(evidence: PolicyCertificate['issuer']['evidence']): PolicyCertificate {
  const certificate = { holder: { name: {} }, facts: [], identifiers: [], issuer: {}, validity: {} }
  return { certificate, format: 'eu-dcc', issuer: { evidence } }
}

function questionOf(facts: PolicyFacts['facts'], rest: object = {}) {
  const count = Math.max(0, ...facts.flatMap(({ certificates }) => certificates)) + 1
  const certificates = Array.from({ length: count }, () => certificateOf('anchored'))
  return {
    facts: assembleFacts({ facts, births: [] }, terminology),
    request: { destination: 'UT', at: AT, now: AT, certificates, ...rest },
  }
}

function benchOf(
  policy: OwnPolicy,
  given: PolicyFacts['facts'],
  {
    budget = createBudget(),
    ...rest
  }: { budget?: Budget; until?: number; destination?: string } = {},
): Bench {
  const { facts, request } = questionOf(given, rest)
  return createBench(policy, facts, request, { budget, clockOf: () => clock })
}

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

function workOf(policy: OwnPolicy, facts: PolicyFacts['facts'], task: (bench: Bench) => void) {
  const budget = createCounter()
  const bench = benchOf(policy, facts, { budget })
  const before = budget.count()
  task(bench)
  return budget.count() - before
}

describe('an arrival of some time', () => {
  const attested = makePolicy(vaccinated(1), { requires: { acceptAttestationOf: ['NZ'] } })

  test('is asked about at both ends, and at every change between', () => {
    const instants = (...facts: AttestationFact[]) =>
      instantsOf(benchOf(attested, facts, { until: AT + 10 }))
    assert.deepEqual(instants(word(AT + 1, AT + 2)), [AT, AT + 1, AT + 2, AT + 10])
    assert.deepEqual(instants(word(AT - 1, AT)), [AT, AT + 10])
    assert.deepEqual(instants(word(AT, AT + 10)), [AT, AT + 10])
    assert.deepEqual(instants(word(AT + 9, AT + 11)), [AT, AT + 9, AT + 10])
  })
})

describe('a certificate that is not taken', () => {
  test('hides no change of the others', () => {
    // Both state one dose, up to a day that only the second tells.
    const upTo = (value: string, certificate: number) => {
      const statedUntil = toDateRange({ value, source: 'stated' })
      return { ...dose('2021-01-01', certificate), ...(statedUntil && { statedUntil }) }
    }
    const { facts, request } = questionOf([upTo('2021', 0), upTo('2021-05-20', 1)])
    assert.equal(facts.facts.length, 1)
    const certificates = [certificateOf('anchored'), certificateOf('listed')]
    const policy = makePolicy(vaccinated(900), { requires: { evidence: 'anchored' } })
    const { windows } = evaluateOwnPolicy(policy, facts, { ...request, certificates })
    assert.deepEqual(
      windows.map(({ from, result }) => [from, result]),
      [
        [undefined, 'open'],
        ['2000-01-01T00:00:00Z', 'failed'],
        ['2021-01-01T00:00:00Z', 'passed'],
        ['2021-01-02T00:00:00Z', 'open'],
        ['2022-01-01T00:00:00Z', 'failed'],
      ],
    )
  })
})

describe('the work of a question', () => {
  test('is some even where nothing is asked', () => {
    const elsewhere = makePolicy(vaccinated(1), { destinations: ['FR'] })
    assert.ok(workOf(elsewhere, [], (bench) => bench.answerAt(AT)) >= 100)
  })

  test('is that of putting facts together anew, for what is best shown', () => {
    const least = 2 * (1000 + 2 * 100 ** 2) - 10
    const work = workOf(makePolicy(vaccinated(900)), doses(100), findLeastShown)
    assert.ok(work >= least && work < 3 * least, `${work}`)
  })
})

describe('where nothing is left', () => {
  test('a decision is open, and nothing is missing', () => {
    const bench = benchOf(makePolicy(vaccinated(60)), doses(1), { budget: createBudget(0) })
    const { result, cause, missingFields, reasons } = explainDecision(bench)
    assert.deepEqual([result, cause, missingFields], ['open', 'error', []])
    assert.deepEqual(
      reasons.map(({ outcome, condition }) => [outcome, condition.kind]),
      [['open', 'not-evaluable']],
    )
  })

  test('all certificates are shown', () => {
    const facts = [dose('2022-05-01', 0), dose('2022-05-02', 1)]
    const bench = benchOf(makePolicy(vaccinated(60)), facts)
    assert.deepEqual(findLeastShown(bench), [0])
    const { budget } = bench.means
    assert.deepEqual(
      budget.within(0, () => findLeastShown(bench)),
      [0, 1],
    )
  })

  test('for reasons, there is some for what comes after them', () => {
    const facts = doses(20)
    const policy = makePolicy(vaccinated(1))
    const plain = workOf(policy, facts, (bench) => bench.answerAt(AT))
    const explained = workOf(policy, facts, explainDecision)
    const counter = createCounter()
    benchOf(policy, facts, { budget: counter })
    const made = counter.count()
    assert.ok(explained - plain >= 20 * 500)
    const budget = createBudget(made + plain + 11_000)
    assert.equal(explainDecision(benchOf(policy, facts, { budget })).result, 'failed')
    assert.equal(budget.spend(5000), true)
  })

  test('for what is best shown, there is some for windows', () => {
    const days = Array.from({ length: 8 }, (_, index) => index)
    const tests = days.map((index) => ({
      ...dose(writeDay(toDay('2022-05-20') + index), index),
      product: known(`p${index}`),
    }))
    // Put together they are one, and quickly asked about.
    const others = days.flatMap(() => days.map(() => dose('2021-01-01')))
    const needsAll: Requirement = {
      allOf: days.map((index) => ({
        vaccinated: { disease: 'covid-19', products: [`p${index}`], until: { days: 60 } },
      })),
    }
    const { facts, request } = questionOf([...tests, ...others])
    const { result, show, windows } = evaluateOwnPolicy(makePolicy(needsAll), facts, request)
    assert.deepEqual([result, show], ['passed', days])
    assert.ok(windows.some(({ from }) => from === '2022-05-27T00:00:00Z'))
  })
})
