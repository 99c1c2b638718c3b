/**
 * Several certificates as one holder's: which decides, and what they state together.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ANNA, BERTA, makeCertificate, makeFindings, makeHolder } from '../../test/made-findings.ts'
import { stated } from '../../test/made-rules.ts'
import { UsageError } from '../errors.ts'
import type { Holder } from '../model/health-certificate.ts'
import type { ExitCode, Status } from '../outcome.ts'
import { compareHolders } from './compare-holders.ts'
import { type Findings, describe as tell } from './findings.ts'
import { combine, WORST_FIRST } from './together.ts'

const CONTEXT = { now: 1_640_000_000 }
const GENUINE = makeFindings(makeCertificate(ANNA, 'A'))

/** Findings that end in each exit code. */
const ENDINGS: Readonly<Record<ExitCode, Findings>> = {
  12: makeFindings(undefined, { signature: ['failed', 'signature.wrong'] }),
  13: makeFindings(undefined, { signer: ['failed', 'signer.unknown'] }),
  14: makeFindings(makeCertificate(ANNA, '14'), { revocation: ['failed', 'revocation.revoked'] }),
  15: makeFindings(makeCertificate(ANNA, '15'), { validity: ['failed', 'validity.expired'] }),
  20: makeFindings(makeCertificate(ANNA, '20'), {
    revocation: ['indeterminate', 'revocation.stale'],
  }),
  21: makeFindings(makeCertificate(ANNA, '21'), { policy: ['indeterminate', 'policy.unknown'] }),
  22: makeFindings(makeCertificate(ANNA, '22'), { content: ['failed', 'content.missing'] }),
  23: makeFindings(makeCertificate(ANNA, '23'), { validity: ['indeterminate', 'validity.clock'] }),
  30: makeFindings(undefined, { format: ['failed', 'format.prefix'] }),
  11: makeFindings(makeCertificate(ANNA, '11'), { policy: ['failed', 'policy.not-met'] }),
  10: makeFindings(makeCertificate(ANNA, '10'), { policy: ['failed', 'policy.more-needed'] }),
  31: makeFindings(makeCertificate(ANNA, '31'), {}, true),
  3: GENUINE,
  0: makeFindings(makeCertificate(ANNA, '0'), { policy: ['passed'] }),
}

describe('of several', () => {
  test('the worst decides, in the order of DESIGN §4', () => {
    const order: readonly ExitCode[] = [12, 13, 14, 15, 20, 21, 22, 23, 30, 11, 10, 31, 3, 0]
    assert.deepEqual(WORST_FIRST, order)
    for (const [rank, code] of order.entries()) {
      const own = ENDINGS[code]
      assert.equal(tell(own, CONTEXT).exitCode, code)
      for (const better of order.slice(rank + 1)) {
        for (const all of [
          [own, ENDINGS[better]],
          [ENDINGS[better], own],
        ]) {
          assert.equal(tell(combine(all, CONTEXT), CONTEXT).exitCode, code, `${code} ${better}`)
        }
      }
    }
  })

  test('specimens rank by what they would have been', () => {
    const good = ENDINGS[31]
    const bad = makeFindings(
      makeCertificate(ANNA, 'B'),
      { validity: ['failed', 'validity.expired'] },
      true,
    )
    for (const all of [
      [good, bad],
      [bad, good],
    ]) {
      assert.equal(combine(all, CONTEXT), bad)
    }
  })

  test('a specimen that would have been anything is better than one refused, and worse than one genuine', () => {
    const poor = makeFindings(undefined, { validity: ['failed', 'validity.expired'] }, true)
    assert.equal(combine([poor, ENDINGS[22]], CONTEXT), ENDINGS[22])
    assert.equal(combine([ENDINGS[0], poor], CONTEXT), poor)
    assert.equal(combine([GENUINE, poor], CONTEXT), poor)
  })

  test('of two that are as bad the first', () => {
    const [one, other] = [ENDINGS[30], { ...ENDINGS[30] }]
    assert.equal(combine([one, other], CONTEXT), one)
    assert.equal(combine([other, one], CONTEXT), other)
  })

  test('one is taken as it is, and none is a mistake', () => {
    assert.equal(combine([GENUINE], CONTEXT), GENUINE)
    assert.throws(() => combine([], CONTEXT), UsageError)
  })
})

describe('certificates of one holder', () => {
  const other = makeFindings(makeCertificate(ANNA, 'B'))

  test('state their facts together', () => {
    const { certificate: all, checks } = combine([GENUINE, other], CONTEXT)
    assert.equal(checks.holder.status, 'passed')
    assert.deepEqual(
      all?.facts.map(({ kind }) => kind),
      ['test', 'test'],
    )
    assert.deepEqual(
      all?.identifiers.map(({ value }) => value),
      ['A', 'B'],
    )
  })

  test('and nothing together where one of them is none', () => {
    const expired = ENDINGS[15]
    assert.equal(combine([GENUINE, expired], CONTEXT), expired)
    assert.equal(combine([GENUINE, ENDINGS[30], other], CONTEXT), ENDINGS[30])
  })

  const HOLDERS: readonly (readonly [string, readonly Holder[], Status, string?])[] = [
    ['all the same', [ANNA, ANNA, ANNA], 'passed'],
    ['the last another', [ANNA, ANNA, BERTA], 'failed', 'holder.mismatch'],
    ['the first another', [BERTA, ANNA, ANNA], 'failed', 'holder.mismatch'],
    [
      'the middle unclear',
      [ANNA, makeHolder('TESTIUS', 'ANNA'), ANNA],
      'indeterminate',
      'holder.unclear',
    ],
    [
      'one unclear, one another',
      [ANNA, makeHolder('TESTIUS', 'ANNA'), BERTA],
      'failed',
      'holder.mismatch',
    ],
    [
      'unclear first, the same later',
      [makeHolder('TESTIUS', 'ANNA', '1980'), ANNA, ANNA],
      'indeterminate',
      'holder.unclear',
    ],
  ]
  for (const [name, holders, status, code] of HOLDERS) {
    test(`${name}: ${status}`, () => {
      const all = holders.map((each, index) => makeFindings(makeCertificate(each, String(index))))
      const { checks, certificate: combined } = combine(all, CONTEXT)
      assert.deepEqual([checks.holder.status, checks.holder.code], [status, code])
      const isOne = status === 'passed'
      assert.equal(combined?.facts.length, isOne ? all.length : 1)
    })
  }
})

describe('compareHolders', () => {
  const born = { birthDate: stated('1980-02-03') }

  test('a number on one of them alone says nothing', () => {
    const numbered = { ...ANNA, documentNumber: stated('P1') }
    assert.equal(compareHolders(numbered, ANNA), 'same')
    assert.equal(compareHolders(ANNA, numbered), 'same')
  })

  test('half a name in own letters names nobody', () => {
    for (const name of [{ family: stated('Testius') }, { given: stated('Anna') }]) {
      assert.equal(compareHolders({ name, ...born }, { name, ...born }), 'unclear')
    }
  })
})
