/**
 * Decisions on the certificates of the battery, by the rules of production, against what each rule comes to
 * on the certificate as it was signed.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  noCorpus,
  oracleExternal,
  readBattery,
  readOracle,
  readProductionRows,
  readProductionRules,
  rulesAt,
  sample,
  toDccCertificate,
  toSeconds,
} from '../../../test/policy-corpus.ts'
import { canonicalizeJson } from '../../json/canonical.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { PolicyDecision, PolicyResult } from '../answer.ts'
import { compileExpression, type Program } from '../certlogic/evaluate.ts'
import { createPolicies } from '../policies.ts'
import type { EntryRule } from '../rules/rule.ts'
import { type Selection, selectRules } from '../rules/select.ts'

/** What an EU DCC does not say in these, and what more than one event says, is judged elsewhere. */
const NO_SINGLE_EVENT = ['empty', 'v-two-entries', 'mixed-v-t']

const TYPES = { v: 'Vaccination', t: 'Test', r: 'Recovery' } as const
const EVENTS = { v: 'dt', t: 'sc', r: 'fr' } as const

interface Event {
  readonly name: string
  readonly payload: JsonObject
  readonly group: 'v' | 't' | 'r'
  readonly entry: JsonObject
}

describe('the battery by production rules', { skip: noCorpus }, () => {
  const battery = noCorpus === false ? readBattery() : undefined
  const rules = noCorpus === false ? readProductionRules() : []
  const countries = [...new Set(rules.map(({ country }) => country))].toSorted()

  test('all 25 countries', () => {
    assert.equal(countries.length, 25)
  })

  for (const snapshot of ['2022-02-15T12:00:00Z', '2022-11-15T12:00:00Z']) {
    test(`as they were on ${snapshot.slice(0, 10)}, at any time`, () => {
      compare(rulesAt(rules, Date.parse(snapshot)), snapshot)
    })
  }

  test('in all their versions, each in its time', () => {
    const counts = compare(rules, '2022-02-01T20:00:00Z')
    assert.ok(counts.passed > 50 && counts.failed > 50, JSON.stringify(counts))
  })

  function compare(
    own: readonly EntryRule[],
    first: string,
  ): Readonly<Record<'passed' | 'failed' | 'open', number>> {
    assert.ok(battery)
    const counts = { passed: 0, failed: 0, open: 0 }
    const policies = createPolicies({ rules: own, valueSets: battery.valueSets })
    const expect = createExpectation(own)
    const { clocks } = readOracle()
    const cases = countries.flatMap((destination) =>
      eventsOf(battery.payloads).map((event) => ({ destination, event })),
    )
    for (const [index, { destination, event }] of sample(cases).entries()) {
      const certificates = [toDccCertificate(event.payload)]
      // The windows tell of all clocks after this one; and one of them is asked about by itself.
      const at = toSeconds(index % 2 === 0 ? (clocks[0] ?? first) : first)
      const decision = policies.decide({ destination, at, now: at, certificates })
      for (const clock of clocks.filter((each) => toSeconds(each) >= at)) {
        const expected = expect(event, destination, clock)
        check(
          decision,
          resultAt(decision, toSeconds(clock)),
          expected,
          () => `${destination} ${event.name} ${clock}`,
        )
        counts[expected.result] += 1
      }
      const clock = clocks[index % clocks.length] ?? first
      const again = { destination, at: toSeconds(clock), now: at, certificates }
      const asked = policies.decide(again)
      const expected = expect(event, destination, clock)
      check(asked, asked.result, expected, () => `${destination} ${event.name} at ${clock}`)
      if (expected.why === 'future') {
        assert.ok(asked.reasons.some(({ condition }) => condition.kind === 'in-future'))
      }
      if (expected.why === 'not regulated') assert.equal(asked.cause, 'no-rules')
    }
    return counts
  }

  /** What the rules come to on the certificate as it was signed, and what we add to that. */
  function createExpectation(own: readonly EntryRule[]) {
    assert.ok(battery)
    const letters = createLetters()
    return (
      { name, payload, group, entry }: Event,
      destination: string,
      clock: string,
    ): Expected => {
      const at = toSeconds(clock) * 1000
      const selection: Selection = { destination, type: TYPES[group], at, issuedIn: 'DE' }
      const selected = selectRules(own, selection)
      if (!isRegulated(own, selection)) return { result: 'open', why: 'not regulated' }
      const found = selected.map((rule) => letters(rule, name, payload, clock))
      const result = found.includes('F') ? 'failed' : found.includes('E') ? 'open' : 'passed'
      if (isFuture(group, entry, at)) return { result: 'failed', why: 'future' }
      if (isPartial(payload, group, entry)) return { result, why: 'partial' }
      return { result, why: 'rules' }
    }
  }

  function createLetters() {
    const oracle = readOracle()
    const rows = new Map(oracle.rows.map((row) => [row.logicHash, row]))
    const hashes = new Map(
      readProductionRows().map(({ rule, logicHash }) => [canonicalizeJson(rule), logicHash]),
    )
    const byRule = new Map<JsonValue, string>()
    const programs = new Map<string, Program>()
    return (rule: EntryRule, name: string, payload: JsonObject, clock: string) => {
      const { source, logic, engineVersion } = rule
      // Of an engine that there never was: Togo's only rule.
      if (engineVersion === '2.0.1') return 'E'
      const hash = byRule.get(source) ?? hashes.get(canonicalizeJson(source)) ?? ''
      byRule.set(source, hash)
      const row = rows.get(hash)
      const [place, index] = [oracle.payloads.indexOf(name), oracle.clocks.indexOf(clock)]
      if (row) return row.results[place]?.charAt(index)
      assert.ok(battery)
      const program = programs.get(hash) ?? compileExpression(logic)
      programs.set(hash, program)
      const external = { ...oracleExternal(battery), validationClock: clock }
      const evaluated = program.evaluate({ payload, external })
      if (evaluated.fault !== undefined || typeof evaluated.value !== 'boolean') return 'E'
      return evaluated.value ? 'T' : 'F'
    }
  }
})

interface Expected {
  readonly result: 'passed' | 'failed' | 'open'
  readonly why: 'rules' | 'future' | 'partial' | 'not regulated'
}

/** Where a value is missing or partial, it may be open instead; it is never passed instead. */
function check(
  { missingFields }: PolicyDecision,
  found: PolicyResult | undefined,
  { result, why }: Expected,
  name: () => string,
): void {
  if (why === 'partial' && found === 'open') {
    for (const field of missingFields) {
      assert.match(field, /^(?:holder\.birthDate|vaccination\.product|test\.device)$/, name())
    }
    return
  }
  assert.equal(found, result, `${name()}: ${why}`)
}

function eventsOf(payloads: Readonly<Record<string, JsonObject>>): readonly Event[] {
  return Object.entries(payloads).flatMap(([name, payload]) => {
    if (NO_SINGLE_EVENT.includes(name)) return []
    const group = (['v', 't', 'r'] as const).find((each) => Array.isArray(payload[each]))
    const entries = group === undefined ? [] : payload[group]
    const [entry] = Array.isArray(entries) ? entries : []
    assert.ok(group && entry, name)
    return [{ name, payload, group, entry }]
  })
}

/** Rules of this type; or general ones alone, whatever the type. */
function isRegulated(rules: readonly EntryRule[], selection: Selection): boolean {
  const typesOf = (type: Selection['type']) =>
    selectRules(rules, { ...selection, type })
      .filter(({ kind }) => kind === 'acceptance')
      .map(({ certificateType }) => certificateType)
  const types = typesOf(selection.type)
  const all = Object.values(TYPES).flatMap(typesOf)
  return (
    types.includes(selection.type) || (types.length > 0 && all.every((type) => type === 'General'))
  )
}

/** A date begins first 14 hours before it does in UTC. */
function isFuture(group: Event['group'], entry: JsonObject, at: number): boolean {
  const text = String(entry[EVENTS[group]])
  const start = toSeconds(text) * 1000
  return (text.length > 10 ? start : start - 14 * 3_600_000) > at
}

function isPartial(payload: JsonObject, group: Event['group'], entry: JsonObject): boolean {
  const isBirthPartial = String(payload['dob']).length < 10
  return isBirthPartial || (group === 'v' && !entry['mp']) || (group === 't' && !entry['ma'])
}

function resultAt({ windows }: PolicyDecision, seconds: number): PolicyResult | undefined {
  // Of no rules there are no windows either.
  if (windows.length === 0) return 'open'
  return windows.find(({ from, until }) => {
    const isBegun = from === undefined || Date.parse(from) / 1000 <= seconds
    return isBegun && (until === undefined || seconds < Date.parse(until) / 1000)
  })?.result
}
