/**
 * Which rules apply (EU DCC business rules; reference: CertLogic §8).
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { makeRule } from '../../../test/made-rules.ts'
import type { JsonObject } from '../../json/value.ts'
import { type EntryRule, hashRule } from './rule.ts'
import { createRuleBook } from './rule-book.ts'
import { type Selection, selectRules } from './select.ts'
import { compareVersions } from './version.ts'

const AT = Date.parse('2022-02-01T00:00:00Z')
const DAY = 86_400_000

function rule(id: string, changes: JsonObject = {}): EntryRule {
  return makeRule(true, { Identifier: id, ...changes })
}

function select(rules: readonly EntryRule[], changes: Partial<Selection> = {}): readonly string[] {
  const selection: Selection = { destination: 'UT', type: 'Vaccination', at: AT, ...changes }
  const selected = selectRules(rules, selection)
  // What is kept ready must be what is selected, asked first or later.
  const book = createRuleBook(rules)
  book.prepare({ ...selection, at: AT + 400 * DAY })
  for (const _ of [1, 2]) {
    assert.deepEqual(
      book.prepare(selection).rules.map((each) => each.rule),
      selected,
    )
  }
  return selected.map(({ id, version }) => `${id}@${version}`)
}

describe('type', () => {
  const rules = [
    rule('VR-UT-0001', { CertificateType: 'Vaccination' }),
    rule('TR-UT-0001', { CertificateType: 'Test' }),
    rule('RR-UT-0001', { CertificateType: 'Recovery' }),
    rule('GR-UT-0001'),
  ]

  test('rules of the type and general ones, in the order of their identifiers', () => {
    assert.deepEqual(select(rules), ['GR-UT-0001@1.0.0', 'VR-UT-0001@1.0.0'])
    assert.deepEqual(select(rules, { type: 'Test' }), ['GR-UT-0001@1.0.0', 'TR-UT-0001@1.0.0'])
    const recovery = ['GR-UT-0001@1.0.0', 'RR-UT-0001@1.0.0']
    assert.deepEqual(select(rules, { type: 'Recovery' }), recovery)
  })
})

describe('validity', () => {
  const rules = [
    rule('GR-UT-0001', { ValidFrom: '2022-02-01T00:00:00Z', ValidTo: '2022-02-08T01:00:00+01:00' }),
  ]
  const found = ['GR-UT-0001@1.0.0']

  test('from the first instant on, up to but without the last', () => {
    assert.deepEqual(select(rules, { at: AT }), found)
    assert.deepEqual(select(rules, { at: AT - 1 }), [])
    assert.deepEqual(select(rules, { at: AT + 7 * DAY - 1 }), found)
    assert.deepEqual(select(rules, { at: AT + 7 * DAY }), [])
  })
})

describe('versions', () => {
  test('are compared as numbers', () => {
    const rules = ['1.0.9', '1.0.10', '1.0.2'].map((Version) => rule('GR-UT-0001', { Version }))
    assert.deepEqual(select(rules), ['GR-UT-0001@1.0.10'])
    for (const [low, high] of [
      ['1.0.9', '1.0.10'],
      ['1.9.0', '1.10.0'],
      ['9.0.0', '10.0.0'],
      ['1.0', '1.0.1'],
      ['0.7.5', '1.0.0'],
      ['1.x.0', '1.1.0'],
    ] as const) {
      assert.ok(compareVersions(low, high) < 0, `${low} ${high}`)
      assert.ok(compareVersions(high, low) > 0, `${high} ${low}`)
    }
    for (const [a, b] of [
      ['1.0', '1.0.0'],
      ['1.0.0-rc.1', '1.0.0+build.7'],
      ['', '0.0.0'],
      ['99999999999', '0'],
    ] as const) {
      assert.equal(compareVersions(a, b), 0, `${a} ${b}`)
    }
  })

  test('one that is not in force yet does not hide the one that is', () => {
    const rules = [
      rule('GR-UT-0001', { Version: '1.0.0' }),
      rule('GR-UT-0001', { Version: '1.0.1', ValidFrom: '2022-02-05T00:00:00Z' }),
    ]
    assert.deepEqual(select(rules), ['GR-UT-0001@1.0.0'])
    assert.deepEqual(select(rules, { at: AT + 4 * DAY }), ['GR-UT-0001@1.0.1'])
  })

  test('nor does one that is over', () => {
    const rules = [
      rule('GR-UT-0001', { Version: '2.0.0', ValidTo: '2022-02-01T00:00:00Z' }),
      rule('GR-UT-0001', { Version: '1.0.0' }),
    ]
    assert.deepEqual(select(rules), ['GR-UT-0001@1.0.0'])
    assert.deepEqual(select(rules, { at: AT - 1 }), ['GR-UT-0001@2.0.0'])
  })

  test('of two contents of one version the one that came into force last', () => {
    const early = makeRule(true)
    const late = makeRule(false, { ValidFrom: '2022-01-01T00:00:00Z' })
    for (const rules of [
      [early, late],
      [late, early],
    ]) {
      const selection: Selection = { destination: 'UT', type: 'Test', at: AT }
      assert.deepEqual(selectRules(rules, selection), [late])
      const before = { ...selection, at: Date.parse('2021-12-31T00:00:00Z') }
      assert.deepEqual(selectRules(rules, before), [early])
    }
  })

  test('where nothing tells two contents apart, both apply', () => {
    const rules = [makeRule(true), makeRule({ if: [true, true, false] })]
    assert.equal(select(rules).length, 2)
  })
})

describe('countries', () => {
  test('of arrival: their rules alone, however they are written', () => {
    const rules = [rule('GR-UT-0001'), rule('GR-EL-0001', { Country: 'EL' })]
    assert.deepEqual(select(rules), ['GR-UT-0001@1.0.0'])
    assert.deepEqual(select(rules, { destination: 'GR' }), ['GR-EL-0001@1.0.0'])
    assert.deepEqual(select(rules, { destination: 'EL' }), ['GR-EL-0001@1.0.0'])
    assert.deepEqual(select(rules, { destination: 'XE' }), [])
  })

  test('of issuance: what invalidates, wherever the journey goes, and of no region', () => {
    const changes = { Type: 'Invalidation', Country: 'DE', Region: 'BE' }
    const rules = [rule('IR-DE-0001', changes), rule('GR-DE-0001', { Country: 'DE' })]
    assert.deepEqual(select(rules, { issuedIn: 'DE' }), ['IR-DE-0001@1.0.0'])
    assert.deepEqual(select(rules, { issuedIn: 'DE', region: 'X' }), ['IR-DE-0001@1.0.0'])
    assert.deepEqual(select(rules, { issuedIn: 'FR' }), [])
    // Where nobody knows who issued it, anybody may have invalidated it.
    assert.deepEqual(select(rules), ['IR-DE-0001@1.0.0'])
    // A country's own invalidation is no rule for arrivals from elsewhere.
    assert.deepEqual(select(rules, { destination: 'DE', issuedIn: 'FR' }), ['GR-DE-0001@1.0.0'])
  })

  test('invalidation is of the type too', () => {
    const changes = { Type: 'Invalidation', Country: 'DE', CertificateType: 'Vaccination' }
    const rules = [rule('IR-DE-0001', changes)]
    assert.deepEqual(select(rules, { issuedIn: 'DE', type: 'Test' }), [])
    assert.deepEqual(select(rules, { issuedIn: 'DE' }), ['IR-DE-0001@1.0.0'])
  })
})

describe('regions', () => {
  const rules = [
    rule('GR-UT-0001'),
    rule('GR-UT-0002', { Region: 'North' }),
    rule('GR-UT-0003', { Region: 'South' }),
    rule('GR-UT-0004', { Region: ' ' }),
  ]

  test('come beside the rules of the whole country', () => {
    const everywhere = ['GR-UT-0001@1.0.0', 'GR-UT-0004@1.0.0']
    assert.deepEqual(select(rules), everywhere)
    const north = ['GR-UT-0001@1.0.0', 'GR-UT-0002@1.0.0', 'GR-UT-0004@1.0.0']
    assert.deepEqual(select(rules, { region: 'North' }), north)
    assert.deepEqual(select(rules, { region: 'West' }), everywhere)
    assert.deepEqual(select(rules, { region: ' NORTH' }), north)
  })

  test('a later version for a region does not replace that of the country', () => {
    const both = [rule('GR-UT-0001'), rule('GR-UT-0001', { Region: 'North', Version: '2.0.0' })]
    const found = select(both, { region: 'North' })
    assert.deepEqual(found, ['GR-UT-0001@1.0.0', 'GR-UT-0001@2.0.0'])
  })
})

describe('the same rule', () => {
  test('is told by its content alone, in whatever order it is written', () => {
    const one = makeRule(true)
    const { Logic = null, ...rest } = one.source
    const other = makeRule(Logic, { ...rest })
    const reordered = makeRule(true, Object.fromEntries(Object.entries(rest).toReversed()))
    assert.equal(hashRule(one), hashRule(other))
    assert.equal(hashRule(one), hashRule(reordered))
    assert.notEqual(hashRule(one), hashRule(makeRule(false)))
    assert.match(hashRule(one), /^[0-9a-f]{64}$/)
  })
})
