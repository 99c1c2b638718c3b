import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { compileExpression, createProgramSet, type Evaluated } from './evaluate.ts'
import { validateExpression } from './validate.ts'
import { Instant } from './value.ts'

const CORPUS = new URL('../../../../../../shared/corpus/rules/', import.meta.url)
const skip: false | string = existsSync(CORPUS) ? false : '../shared/corpus/rules is not here'

interface SuiteRow {
  readonly id: string
  readonly directive: string | null
  readonly expression: JsonValue
  readonly data: JsonValue
  readonly expected: JsonValue
}

interface ValidationSuiteRow {
  readonly id: string
  readonly expression: JsonValue
  readonly issues: readonly JsonValue[]
}

interface CountryRow {
  readonly id: string
  readonly rule: { readonly Logic: JsonValue }
  /** One row has none. */
  readonly payload?: JsonValue
  readonly external: JsonObject
  readonly valueSetsRef: string
  readonly expected: boolean | 'open'
}

interface OracleHeader {
  readonly payloads: readonly string[]
  readonly clocks: readonly string[]
}

interface OracleRow {
  readonly logicHash: string
  readonly logic: JsonValue
  /** For each payload, a letter for each clock. */
  readonly results: readonly string[]
}

interface Battery {
  readonly payloads: JsonObject
  readonly valueSets: JsonValue
}

describe('the corpus of rules', { skip }, () => {
  test('the suite of the language: 218 of 218, without the 14 that were never agreed', () => {
    const rows = readLines<SuiteRow>('certlogic-suite.jsonl')
    const agreed = rows.filter(({ directive }) => directive !== 'skip')
    assert.deepEqual([rows.length, agreed.length], [232, 218])
    for (const { id, expression, data, expected } of agreed) {
      const { value, fault } = compileExpression(expression).evaluate(data) as {
        readonly value?: unknown
        readonly fault?: string
      }
      assert.equal(fault, undefined, id)
      if (value instanceof Instant) assert.equal(value.ms, Date.parse(String(expected)), id)
      else assert.deepEqual(value, expected, id)
    }
  })

  test('the suite of the validation: 23 of 23', () => {
    const rows = readLines<ValidationSuiteRow>('certlogic-validation-suite.jsonl')
    assert.equal(rows.length, 23)
    for (const { id, expression, issues } of rows) {
      assert.equal(validateExpression(expression).length > 0, issues.length > 0, id)
    }
  })

  test('the tests of the countries: 824 of 824', () => {
    const rows = readLines<CountryRow>('country-rules.jsonl')
    assert.equal(rows.length, 824)
    const valueSets: JsonObject = readJson('country-rules.valuesets.json')
    for (const { id, rule, valueSetsRef, expected, ...row } of rows) {
      const external = { ...row.external, valueSets: valueSets[valueSetsRef] ?? {} }
      const data = row.payload === undefined ? { external } : { payload: row.payload, external }
      assert.equal(toState(compileExpression(rule.Logic).evaluate(data)), expected, id)
    }
  })

  test('the logic of production, on each payload at each clock', () => {
    const [first, ...others] = readText('production-oracle.jsonl').trim().split('\n')
    const { payloads, clocks }: OracleHeader = JSON.parse(first ?? '')
    const rows = others.map((line): OracleRow => JSON.parse(line))
    const worlds = makeWorlds(payloads, clocks)
    const set = createProgramSet()
    const indices = rows.map(({ logic }) => set.add(logic))
    const found = rows.map(() => '')
    for (const world of worlds) {
      const evaluate = set.begin(world)
      for (const [n, index] of indices.entries()) found[n] += toLetter(evaluate(index))
    }
    const counts: Record<string, number> = {}
    for (const [n, { logicHash, results }] of rows.entries()) {
      const expected = results.join('')
      assert.equal(found[n], expected, logicHash)
      for (const letter of expected) counts[letter] = (counts[letter] ?? 0) + 1
    }
    assert.deepEqual(counts, { T: 233_529, F: 18_572, E: 1339 })
  })

  test('the logic of production is sound, but for the two rules that are known', () => {
    const rows = readLines<{ readonly id: string; readonly rule: { readonly Logic: JsonValue } }>(
      'production-rules.jsonl',
    )
    const refused = rows.filter(({ rule }) => validateExpression(rule.Logic).length > 0)
    const names = new Set(refused.map(({ id }) => id.split('@')[0]))
    assert.deepEqual([...names].sort(), ['VR-AL-0002', 'VR-LT-0003'])
  })
})

/** The data of every payload at every clock. */
function makeWorlds(payloads: readonly string[], clocks: readonly string[]): readonly JsonObject[] {
  const battery: Battery = readJson('payload-battery.json')
  const external = {
    ...{ valueSets: battery.valueSets, countryCode: 'XX', exp: '2023-01-01', iat: '2021-09-20' },
    ...{ issuerCountryCode: 'DE', kid: 'AAAAAAAAAAA=', region: '' },
  }
  return payloads.flatMap((name) =>
    clocks.map((validationClock) => ({
      payload: battery.payloads[name] ?? null,
      external: { ...external, validationClock },
    })),
  )
}

function toState(evaluated: Evaluated): boolean | 'open' {
  if (evaluated.fault !== undefined) return 'open'
  return typeof evaluated.value === 'boolean' ? evaluated.value : 'open'
}

function toLetter(evaluated: Evaluated): string {
  const state = toState(evaluated)
  if (state !== 'open') return state ? 'T' : 'F'
  return evaluated.fault === undefined ? '?' : 'E'
}

function readLines<Row>(name: string): readonly Row[] {
  return readText(name)
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line))
}

function readJson<Content>(name: string): Content {
  return JSON.parse(readText(name))
}

function readText(name: string): string {
  return readFileSync(new URL(name, CORPUS), 'utf8')
}
