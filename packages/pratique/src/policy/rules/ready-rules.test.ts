/**
 * What a book of rules keeps ready: the right rules at every instant, and whether they regulate a kind.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { makeRule, within } from '../../../test/made-rules.ts'
import type { JsonObject } from '../../json/value.ts'
import { Instant } from '../certlogic/value.ts'
import { CERTIFICATE_TYPES, type EntryRule } from './rule.ts'
import { createRuleBook, type RuleBook } from './rule-book.ts'
import { type Selection, selectRules } from './select.ts'
import { compareVersions } from './version.ts'

const DAY = 86_400_000
const START = Date.parse('2022-01-01T00:00:00Z')

/** A rule of so many days, from the first up to but without the last. */
function rule(id: string, from: number, until: number, changes: JsonObject = {}): EntryRule {
  const time = (day: number) => new Date(START + day * DAY).toISOString()
  const dates = { ValidFrom: time(from), ValidTo: time(until) }
  return makeRule(true, { Identifier: id, ...dates, ...changes })
}

function idsAt(book: RuleBook, day: number, changes: Partial<Selection> = {}): string {
  const selection: Selection = {
    destination: 'UT',
    type: 'Test',
    at: START + day * DAY,
    ...changes,
  }
  return book
    .prepare(selection)
    .rules.map((each) => each.rule.id)
    .join(' ')
}

describe('a book of rules', () => {
  const rules = [
    rule('GR-A', 0, 10),
    rule('GR-B', 5, 20),
    rule('GR-C', 5, 10, { Region: 'North' }),
    rule('TR-D', 0, 20, { CertificateType: 'Test' }),
    rule('IR-E', 3, 8, { Type: 'Invalidation', Country: 'DE' }),
    rule('GR-F', 0, 99, { Country: 'DE' }),
    rule('IR-G', 2, 9, { Type: 'Invalidation', Country: 'FR' }),
  ]
  const days = [-1, 0, 1, 2.9, 3, 4, 5, 7.99, 8, 9.99, 10, 19, 20, 30]

  test('answers as a selection does, whatever was asked before', () => {
    const book = createRuleBook(rules)
    for (const day of [...days, ...days.toReversed()]) {
      for (const type of ['Vaccination', 'Test', 'Recovery'] as const) {
        for (const region of [undefined, 'North', 'South']) {
          for (const issuedIn of [undefined, 'DE', 'FR', 'XE', 'IT']) {
            const selection: Selection = {
              destination: 'UT',
              type,
              at: START + day * DAY,
              ...(region !== undefined && { region }),
              ...(issuedIn !== undefined && { issuedIn }),
            }
            const expected = selectRules(rules, selection).map(({ id }) => id)
            const prepared = book.prepare(selection)
            assert.deepEqual(
              prepared.rules.map((each) => each.rule.id),
              expected,
            )
            assert.equal(book.prepare(selection), prepared)
          }
        }
      }
    }
  })

  test('makes the same rules ready once, for all stretches and regions', () => {
    const book = createRuleBook(rules)
    const prepare = (day: number, region?: string) =>
      book.prepare({
        destination: 'UT',
        type: 'Vaccination',
        at: START + day * DAY,
        ...(region !== undefined && { region }),
      })
    assert.equal(prepare(6), prepare(6, 'South'))
    assert.notEqual(prepare(6), prepare(6, 'North'))
    assert.equal(prepare(12), prepare(15))
    const [one] = prepare(6).rules
    const [same] = prepare(2).rules
    assert.equal(one, same)
  })

  test('tells when rules of a journey change: those of arrival, and those that invalidate', () => {
    const book = createRuleBook(rules)
    const changes = (issuedIn?: string) =>
      book
        .changesOf({ destination: 'UT', ...(issuedIn !== undefined && { issuedIn }) })
        .map((change) => (change - START) / DAY)
    // Of a country that is not known all that invalidate count.
    assert.deepEqual(changes(), [0, 2, 3, 5, 8, 9, 10, 20])
    assert.deepEqual(changes('DE'), [0, 3, 5, 8, 10, 20])
    assert.deepEqual(changes('FR'), [0, 2, 5, 9, 10, 20])
    assert.deepEqual(changes('XE'), [0, 5, 10, 20])
    assert.deepEqual(
      book.changesOf({ destination: 'DE', issuedIn: 'XE' }).map((change) => (change - START) / DAY),
      [0, 99],
    )
  })

  test('names the regions of a destination, each once', () => {
    const book = createRuleBook([...rules, rule('GR-H', 0, 1, { Region: 'North' })])
    assert.deepEqual(book.regionsOf('UT'), ['North'])
    assert.deepEqual(book.regionsOf('XE'), [])
  })

  test('has the dates that rules count from ready', () => {
    const counting = (Identifier: string, days: number) =>
      makeRule(within('payload.v.0.dt', days), { Identifier })
    const prepared = createRuleBook([
      counting('GR-A', 10),
      counting('GR-B', 10),
      counting('GR-C', 20),
    ]).prepare({ destination: 'UT', type: 'Vaccination', at: START })
    const payload = { v: [{ dt: '2022-01-01' }] }
    const run = prepared.programs.begin({ payload, external: {} })
    const dates = prepared.dates.map((index) => run(index))
    assert.deepEqual(
      dates.map(
        (each) => each.fault === undefined && each.value instanceof Instant && each.value.ms,
      ),
      [START + 10 * DAY, START + 20 * DAY],
    )
  })

  test('knows countries by the rules for arrivals alone, however they are written', () => {
    const book = createRuleBook([
      ...rules,
      rule('GR-EL', 0, 1, { Country: 'EL' }),
      rule('IR-FR', 0, 1, { Type: 'Invalidation', Country: 'FR' }),
    ])
    const known = ['UT', 'DE', 'EL', 'GR', 'FR', 'XE'].filter(book.knows)
    assert.deepEqual(known, ['UT', 'DE', 'EL', 'GR'])
    assert.equal(idsAt(book, 0, { destination: 'GR', issuedIn: 'XE' }), 'GR-EL')
    assert.equal(idsAt(book, 0, { destination: 'GR' }), 'GR-EL IR-FR')
  })
})

describe('a kind of certificate is regulated', () => {
  const TYPES = CERTIFICATE_TYPES.filter((type) => type !== 'General')
  const general = rule('GR-A', 0, 10)
  const test_ = rule('TR-B', 0, 10, { CertificateType: 'Test' })
  const vaccination = rule('VR-C', 0, 10, { CertificateType: 'Vaccination' })
  const invalidation = rule('IR-D', 0, 10, { Type: 'Invalidation', Country: 'DE' })
  const invalidTest = rule('IR-E', 0, 10, {
    Type: 'Invalidation',
    Country: 'DE',
    CertificateType: 'Test',
  })

  const CASES: readonly (readonly [string, readonly EntryRule[], readonly string[]])[] = [
    ['by nothing', [], []],
    ['by general rules alone', [general], TYPES],
    ['by its own', [test_], ['Test']],
    ['by its own beside general ones', [general, test_], ['Test']],
    ['where each has its own', [general, test_, vaccination], ['Vaccination', 'Test']],
    ['not by what invalidates', [invalidation, invalidTest], []],
    ['by general rules, beside what invalidates a kind', [general, invalidTest], TYPES],
  ]
  for (const [name, rules, expected] of CASES) {
    test(name, () => {
      const book = createRuleBook(rules)
      const selection = { destination: 'UT', issuedIn: 'DE', at: START + DAY }
      const found = TYPES.filter((type) => book.prepare({ ...selection, type }).isRegulated)
      assert.deepEqual(found, expected)
    })
  }

  test('by the rules in force', () => {
    const book = createRuleBook([general, rule('TR-B', 5, 10, { CertificateType: 'Test' })])
    const isRegulated = (day: number) =>
      book.prepare({ destination: 'UT', type: 'Recovery', at: START + day * DAY }).isRegulated
    assert.deepEqual([0, 4.99, 5, 9.99, 10].map(isRegulated), [true, true, false, false, false])
  })
})

describe('selection', () => {
  test('is in the order of identifiers, whatever the order of rules', () => {
    const rules = [rule('GR-B', 0, 10), rule('GR-C', 0, 10), rule('GR-A', 0, 10)]
    assert.equal(idsAt(createRuleBook(rules), 1), 'GR-A GR-B GR-C')
    assert.equal(idsAt(createRuleBook(rules.toReversed()), 1), 'GR-A GR-B GR-C')
  })

  test('keeps rules for two kinds of certificate apart that share an identifier', () => {
    const all = [
      rule('R-1', 0, 10, { Version: '2.0.0' }),
      rule('R-1', 0, 10, { CertificateType: 'Test' }),
    ]
    assert.equal(idsAt(createRuleBook(all), 1), 'R-1 R-1')
  })

  test('keeps rules of two countries or kinds apart that share an identifier', () => {
    const accepting = rule('R-1', 0, 10)
    const invalidating = rule('R-1', 0, 10, { Type: 'Invalidation', Version: '2.0.0' })
    const found = selectRules([accepting, invalidating], {
      destination: 'UT',
      issuedIn: 'UT',
      type: 'Test',
      at: START,
    })
    assert.equal(found.length, 2)
    const foreign = rule('R-1', 0, 10, { Type: 'Invalidation', Country: 'DE', Version: '2.0.0' })
    const other = rule('R-1', 0, 10, { Type: 'Invalidation', Country: 'EL', Version: '3.0.0' })
    const same = rule('R-1', 0, 10, { Type: 'Invalidation', Country: 'GR' })
    const journey = { destination: 'UT', type: 'Test', at: START } as const
    assert.equal(selectRules([accepting, foreign], { ...journey, issuedIn: 'DE' }).length, 2)
    for (const issuedIn of ['EL', 'GR']) {
      assert.deepEqual(selectRules([same], { ...journey, issuedIn }), [same])
    }
    // Greece writes itself in two ways, and two ways are two identities.
    assert.equal(selectRules([other, same], { ...journey, issuedIn: 'GR' }).length, 2)
  })
})

describe('versions', () => {
  test('are as long as the longer one, and what follows a hyphen or a plus counts for nothing', () => {
    assert.ok(compareVersions('1.0.0.1', '1.0.0') > 0)
    assert.ok(compareVersions('1.0.0', '1.0.0.1') < 0)
    assert.equal(compareVersions('1.2-9', '1.2+8'), 0)
    assert.ok(compareVersions('2', '1.9') > 0)
    assert.equal(compareVersions('1.0000000000', '1'), 0)
    assert.ok(compareVersions('1.999999999', '1') > 0)
  })
})
