/**
 * Reading of rules and value sets in the forms in which they are passed on, kind or hostile.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { makeRule, makeRuleJson } from '../../../test/made-rules.ts'
import { noCorpus, readProductionRows } from '../../../test/policy-corpus.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { readRules } from './read-rules.ts'
import { readRule } from './rule.ts'
import { joinValueSets, readValueSets } from './value-sets.ts'

const RUNS = { numRuns: Math.ceil(Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 4) }
const one = makeRuleJson(true)
const two = makeRuleJson(true, { Identifier: 'VR-UT-0001', CertificateType: 'Vaccination' })
const later = { ...one, Version: '1.0.1', ValidFrom: '2022-01-01T00:00:00Z' }

function idsOf(value: JsonValue): readonly string[] {
  const { rules, dropped } = readRules(value)
  assert.deepEqual(dropped, [])
  return rules.map(({ id, version }) => `${id}@${version}`)
}

describe('readRules', () => {
  test('reads a rule, an array, a map by identifier, and a map of countries', () => {
    const both = ['GR-UT-0001@1.0.0', 'VR-UT-0001@1.0.0']
    assert.deepEqual(idsOf(one), ['GR-UT-0001@1.0.0'])
    assert.deepEqual(idsOf([one, two]), both)
    const byIdentifier = { 'GR-UT-0001': [one, later], 'VR-UT-0001': [two] }
    const all = ['GR-UT-0001@1.0.0', 'GR-UT-0001@1.0.1', 'VR-UT-0001@1.0.0']
    assert.deepEqual(idsOf(byIdentifier), all)
    assert.deepEqual(idsOf({ UT: byIdentifier }), all)
    assert.deepEqual(idsOf([{ id: 'x', firstSeen: '…', rule: one }, { rule: two }]), both)
  })

  test('takes each content once, and two contents of one version as two', () => {
    assert.equal(readRules([one, { ...one }, [one]]).rules.length, 1)
    assert.equal(readRules([one, makeRuleJson(false)]).rules.length, 2)
  })

  test('reads every member', () => {
    const { rule } = readRule({ ...one, Country: 'ut', Region: ' North ' })
    assert.ok(rule)
    const { source: _, ...read } = rule
    assert.deepEqual(read, {
      id: 'GR-UT-0001',
      kind: 'acceptance',
      country: 'UT',
      region: 'North',
      version: '1.0.0',
      schemaVersion: '1.0.0',
      engine: 'CERTLOGIC',
      engineVersion: '1.0.0',
      certificateType: 'General',
      description: { en: 'What Utopia says of this rule itself.' },
      validFrom: Date.parse('2020-01-01T00:00:00Z'),
      validUntil: Date.parse('2100-01-01T00:00:00Z'),
      affectedFields: ['dob'],
      logic: true,
    })
  })

  test('says of every rule that it drops where it was, and all that is wrong', () => {
    const { Logic: _, ...noLogic } = one
    const bad = { ...one, Type: 'Refusal', ValidTo: '2022-02-30T00:00:00Z', CertificateType: 'X' }
    const { rules, dropped } = readRules({ a: [one, noLogic], b: [bad], c: [{ Logic: true }] })
    assert.equal(rules.length, 1)
    assert.deepEqual(
      dropped.map(({ path, identifier, faults }) => ({
        path,
        identifier,
        faults: faults.map((fault) => fault.path).toSorted(),
      })),
      [
        { path: '/a/1', identifier: 'GR-UT-0001', faults: ['/Logic'] },
        {
          path: '/b/0',
          identifier: 'GR-UT-0001',
          faults: ['/CertificateType', '/Type', '/ValidTo'],
        },
        {
          path: '/c/0',
          identifier: undefined,
          faults: [
            '/CertificateType',
            '/Country',
            '/Engine',
            '/EngineVersion',
            '/Identifier',
            '/SchemaVersion',
            '/Type',
            '/ValidFrom',
            '/ValidTo',
            '/Version',
          ],
        },
      ],
    )
    for (const { faults } of dropped) for (const { message } of faults) assert.ok(message)
  })

  test('names places as JSON Pointers do (RFC 6901 §3)', () => {
    const { dropped } = readRules({ 'a/b~c': [{ Identifier: 'x' }] })
    assert.equal(dropped[0]?.path, '/a~1b~0c/0')
  })

  test('what lies too deep is not dropped silently', () => {
    let deep: JsonValue = one
    for (let depth = 0; depth < 6; depth++) deep = [deep]
    const { rules, dropped } = readRules(deep)
    assert.deepEqual([rules, dropped.map(({ path }) => path)], [[], ['/0/0/0/0/0/0']])
    assert.equal(readRules([[[[[one]]]]]).rules.length, 1)
  })

  test('a rule without a Logic of its own never borrows another', () => {
    const inherited: JsonObject = JSON.parse(
      `{"__proto__": ${JSON.stringify(one)}, "constructor": {"Identifier": "x"}}`,
    )
    const { rules, dropped } = readRules(inherited)
    // It is a member like any other: what stands in it is read as what stands in any.
    assert.deepEqual([rules.length, dropped.length], [1, 1])
    const stripped = readRule(JSON.parse('{"__proto__": {"Logic": true, "Identifier": "x"}}'))
    assert.ok(stripped.faults?.some(({ path }) => path === '/Logic'))
  })

  test('descriptions by language, even of a hostile name', () => {
    const Description = JSON.parse(
      '[{"lang":"__proto__","desc":"evil"},{"lang":"DE","desc":"gut"},{"lang":1,"desc":"x"},null]',
    )
    const { description } = makeRule(true, { Description })
    assert.equal(description['de'], 'gut')
    assert.deepEqual(Object.keys(description).toSorted(), ['__proto__', 'de'])
    assert.equal(Object.getPrototypeOf(description), Object.prototype)
    assert.deepEqual(makeRule(true, { Description: 'plain' }).description, { en: 'plain' })
  })

  test('is total, and loses nothing: whatever looks like a rule is read or dropped', () => {
    const parts = fc.oneof(
      fc.constantFrom<JsonValue>(one, two, later, { Identifier: 'x' }, null, 'x'),
      fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as JsonValue),
    )
    fc.assert(
      fc.property(fc.array(parts), (values) => {
        const { rules, dropped } = readRules(values)
        const distinct = new Set([one, two, later].filter((each) => values.includes(each)))
        assert.ok(rules.length >= distinct.size)
        const broken = values.filter((each) => isNamedOnly(each)).length
        assert.ok(dropped.length >= broken)
      }),
      RUNS,
    )
  })

  test('of production: 966 of 966, none dropped', { skip: noCorpus }, () => {
    const rows = readProductionRows()
    const { rules, dropped } = readRules(rows as unknown as JsonValue)
    assert.deepEqual([rules.length, dropped], [rows.length, []])
    assert.equal(rules.length, 966)
    // The gateway's own form, country by country, comes to the same.
    const countries: Record<string, Record<string, JsonValue[]>> = {}
    for (const { rule } of rows) {
      const versions = countries[String(rule['Country'])] ?? {}
      countries[String(rule['Country'])] = versions
      const own = versions[String(rule['Identifier'])] ?? []
      versions[String(rule['Identifier'])] = [...own, rule]
    }
    assert.equal(readRules(countries).rules.length, 966)
  })
})

function isNamedOnly(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && 'Identifier' in value && !('Logic' in value)
}

describe('readValueSets', () => {
  const file = (id: string, codes: JsonObject) => ({
    valueSetId: id,
    valueSetDate: '2022-01-01',
    valueSetValues: codes,
  })

  test('reads sets of codes by name', () => {
    const sets = readValueSets({ a: ['1', '2'], b: [] })
    assert.deepEqual(sets, { codes: { a: ['1', '2'], b: [] }, dates: {} })
  })

  test("reads the EU's files, one or several, with their dates; inactive codes count", () => {
    const codes = { x: { display: 'X', active: true }, y: { display: 'Y', active: false } }
    const one = { codes: { a: ['x', 'y'] }, dates: { a: '2022-01-01' } }
    assert.deepEqual(readValueSets(file('a', codes)), one)
    const both = readValueSets([file('a', codes), file('b', {})])
    const dates = { a: '2022-01-01', b: '2022-01-01' }
    assert.deepEqual(both, { codes: { a: ['x', 'y'], b: [] }, dates })
  })

  test('of one name the last counts', () => {
    const joined = joinValueSets([readValueSets({ a: ['1'] }), readValueSets({ a: ['2'] })])
    assert.deepEqual(joined?.codes, { a: ['2'] })
  })

  test('anything else is none', () => {
    for (const value of [null, 'a', 1, [null], [{ a: ['1'] }, 'x'], { a: 'x' }, { a: null }]) {
      assert.equal(readValueSets(value), undefined, JSON.stringify(value))
    }
  })

  test('hostile names are names', () => {
    const sets = readValueSets(JSON.parse('{"__proto__": ["1"], "constructor": ["2"]}'))
    assert.deepEqual(Object.keys(sets?.codes ?? {}).toSorted(), ['__proto__', 'constructor'])
    const files = readValueSets([file('__proto__', { x: {} }), file('b', { y: {} })])
    assert.deepEqual(Object.keys(files?.codes ?? {}).toSorted(), ['__proto__', 'b'])
    assert.equal(Object.hasOwn(Object.prototype, '0'), false)
  })
})
