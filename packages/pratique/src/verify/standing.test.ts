import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { RevocationList } from '../revocation/list.ts'
import { STANDINGS, type Standing } from './revocation-table.ts'
import { findStanding, type StandingContext } from './standing.ts'

const NOW = 1_000_000
const LIST: RevocationList = {
  framework: 'hcert',
  issuer: 'UT',
  keyId: '01',
  isComplete: true,
  isRevoked: () => false,
}
const CONTEXT: StandingContext = { now: NOW, issuedAt: 500_000, maxAgeSeconds: {} }
const PART = { isPart: true } as const

describe('a list', () => {
  const cases: readonly (readonly [
    string,
    Partial<RevocationList>,
    Standing,
    Partial<StandingContext>?,
  ])[] = [
    ['that says nothing of its age', {}, 'good'],
    ['until it says that it is over', { freshUntil: NOW }, 'good'],
    ['that is over', { freshUntil: NOW - 1 }, 'too-old'],
    ['of which a newer one is announced', { isSuperseded: true, freshUntil: NOW }, 'too-old'],
    ['of the greatest age', { asOf: NOW - 60 }, 'good', { maxAgeSeconds: { hcert: 60 } }],
    ['beyond it', { asOf: NOW - 61 }, 'too-old', { maxAgeSeconds: { hcert: 60 } }],
    ['of unknown age, where there is a limit', {}, 'too-old', { maxAgeSeconds: { hcert: 60 } }],
    ['with another network’s limit', {}, 'good', { maxAgeSeconds: { 'vds-nc': 60 } }],
    ['that is not complete', { isComplete: false }, 'gap'],
    ['with slips', { hasSlips: true }, 'good'],
    ['that covers it', { coverage: { issuedFrom: 500_000, issuedUntil: 500_000 } }, 'good'],
    ['that begins later', { coverage: { issuedFrom: 500_001 } }, 'outside'],
    ['that ends earlier', { coverage: { issuedUntil: 499_999 } }, 'outside'],
    ['of before it', { coverage: { issuedUntil: 499_999 }, asOf: 499_999 }, 'issued-later'],
    ['of its own second', { coverage: { issuedUntil: 499_999 }, asOf: 500_000 }, 'outside'],
    [
      'of before it, and over',
      { coverage: { issuedUntil: 499_999 }, asOf: 499_999, freshUntil: NOW - 1 },
      'outside',
    ],
    [
      'of before it, and not complete',
      { coverage: { issuedUntil: 499_999 }, asOf: 499_999, isComplete: false },
      'outside',
    ],
    ['that covers what has a date', { coverage: {} }, 'outside', { issuedAt: undefined }],
    [
      'that covers what has a date that is one',
      { coverage: {} },
      'outside',
      { issuedAt: Number.NaN },
    ],
    ['that covers all, of what has no date', {}, 'good', { issuedAt: undefined }],
    ['that is a part', PART, 'parts'],
    ['that is a part, and over', { ...PART, freshUntil: NOW - 1 }, 'too-old'],
    ['that is a part, and not complete', { ...PART, isComplete: false }, 'gap'],
  ]
  for (const [name, list, standing, context] of cases) {
    test(`${name}: ${standing}`, () => {
      const found = findStanding([{ ...LIST, ...list }], { ...CONTEXT, ...context })
      assert.equal(found.standing, standing)
      assert.equal(found.by.length, 1)
    })
  }
})

describe('several lists', () => {
  const over = { ...LIST, freshUntil: NOW - 1 }
  const faulty = { ...LIST, isComplete: false }

  test('none are absent', () => {
    assert.deepEqual(findStanding([], CONTEXT), { standing: 'absent', by: [] })
  })

  test('come to the best of them, which alone it rests on', () => {
    for (const lists of [
      [over, faulty, LIST],
      [LIST, over],
    ]) {
      assert.deepEqual(findStanding(lists, CONTEXT), { standing: 'good', by: [LIST] })
    }
  })

  test('that are parts come to the worst of them, and rest on all', () => {
    const part = { ...LIST, ...PART }
    const overPart = { ...over, ...PART }
    assert.equal(findStanding([part, overPart], CONTEXT).standing, 'parts')
    assert.equal(findStanding([overPart, overPart], CONTEXT).standing, 'too-old')
    const withGap = [part, { ...faulty, ...PART }]
    assert.deepEqual(findStanding(withGap, CONTEXT), { standing: 'gap', by: withGap.slice(1) })
    assert.equal(findStanding([...withGap, LIST], CONTEXT).standing, 'good')
  })

  test('are as good in any order, and no worse for a whole list more', () => {
    const time = fc.option(fc.integer({ min: NOW - 2, max: NOW + 2 }), { nil: undefined })
    const lists = fc.array(
      fc
        .record({ asOf: time, freshUntil: time, isComplete: fc.boolean(), isPart: fc.boolean() })
        .map(
          ({ asOf, freshUntil, ...list }): RevocationList => ({
            ...LIST,
            ...list,
            ...(asOf !== undefined && { asOf }),
            ...(freshUntil !== undefined && { freshUntil }),
          }),
        ),
      { maxLength: 5 },
    )
    const rank = (each: readonly RevocationList[]) =>
      STANDINGS.indexOf(findStanding(each, CONTEXT).standing)
    fc.assert(
      fc.property(lists, (each) => {
        assert.equal(rank(each.toReversed()), rank(each))
        assert.ok(rank([...each, LIST]) <= rank(each))
        assert.ok(rank([...each, over]) <= rank(each))
      }),
    )
  })
})
