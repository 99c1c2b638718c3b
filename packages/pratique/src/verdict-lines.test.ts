/**
 * The verdict algebra, a line at a time: what one check alone does to a certificate with which nothing
 * else is wrong. Quick, so that mutants are noticed at once; `verdict.test.ts` goes through everything.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CheckCode } from './codes.ts'
import {
  type Check,
  type CheckName,
  type Checks,
  notApplicable,
  passed,
  type Status,
  toChecks,
} from './outcome.ts'
import { conclude } from './verdict.ts'

/** `check status code` for each that did not pass. */
function checksOf(text: string): Checks {
  const changed = text.split(', ').map((each): Check => {
    const [check, status, code] = each.split(' ') as [CheckName, Status, CheckCode | undefined]
    return { check, status, ...(code !== undefined && { code }) }
  })
  return toChecks((name) => changed.find(({ check }) => check === name) ?? passed(name))
}

const CASES: readonly (readonly [
  checks: string,
  verdict: string,
  exitCode: number,
  code: string,
])[] = [
  ['format failed format.prefix', 'not-a-certificate', 30, 'format.prefix'],
  ['format failed format.unsupported', 'not-a-certificate', 30, 'format.unsupported'],
  ['format failed format.not-asked', 'not-a-certificate', 30, 'format.not-asked'],
  ['format failed format.version', 'not-a-certificate', 30, 'format.version'],
  ['format failed format.base45', 'not-genuine', 12, 'format.base45'],
  ['format failed', 'not-genuine', 12, ''],
  ['format indeterminate format.chunk-missing', 'undecided', 22, 'format.chunk-missing'],
  ['format not-applicable', 'undecided', 22, ''],
  [
    'signer not-applicable, signature not-applicable, content failed content.missing',
    'undecided',
    22,
    'content.missing',
  ],
  [
    'signer not-applicable, signature not-applicable, content indeterminate content.missing',
    'undecided',
    22,
    'content.missing',
  ],
  ['signer not-applicable, signature not-applicable', 'undecided', 20, ''],
  [
    'signer not-applicable, signature failed signature.wrong, content failed content.missing',
    'not-genuine',
    12,
    'signature.wrong',
  ],
  [
    'signer failed signer.unknown, signature not-applicable, content failed content.missing',
    'not-genuine',
    13,
    'signer.unknown',
  ],
  ['signer failed signer.unknown', 'not-genuine', 13, 'signer.unknown'],
  ['signature failed signature.wrong', 'not-genuine', 12, 'signature.wrong'],
  [
    'signer indeterminate signer.unknown, signature failed signature.wrong',
    'not-genuine',
    12,
    'signature.wrong',
  ],
  [
    'signer indeterminate signer.a, signature indeterminate signature.b',
    'undecided',
    20,
    'signer.a',
  ],
  [
    'key-usage failed key-usage.a, revocation failed revocation.b',
    'not-genuine',
    13,
    'key-usage.a',
  ],
  ['revocation failed revocation.b, validity failed validity.c', 'not-genuine', 14, 'revocation.b'],
  ['validity failed validity.c', 'not-genuine', 15, 'validity.c'],
  ['validity indeterminate validity.clock', 'undecided', 23, 'validity.clock'],
  ['validity indeterminate validity.c, content failed content.d', 'undecided', 22, 'content.d'],
  ['validity indeterminate validity.c, holder failed holder.e', 'undecided', 22, 'validity.c'],
  ['validity not-applicable', 'undecided', 22, ''],
  [
    'signature indeterminate signature.b, key-usage indeterminate key-usage.a',
    'undecided',
    20,
    'signature.b',
  ],
  [
    'signer indeterminate signer.a, key-usage indeterminate key-usage.a',
    'undecided',
    20,
    'signer.a',
  ],
  [
    'key-usage indeterminate key-usage.a, revocation indeterminate revocation.b',
    'undecided',
    20,
    'key-usage.a',
  ],
  [
    'revocation indeterminate revocation.b, content indeterminate content.d',
    'undecided',
    20,
    'revocation.b',
  ],
  ['revocation not-applicable', 'accepted', 0, ''],
  ['content indeterminate content.d', 'undecided', 22, 'content.d'],
  ['holder failed holder.e, policy failed policy.not-met', 'refused', 11, 'holder.e'],
  ['holder indeterminate holder.e', 'undecided', 22, 'holder.e'],
  ['holder not-applicable', 'accepted', 0, ''],
  ['policy passed', 'accepted', 0, ''],
  ['policy not-applicable', 'genuine', 3, ''],
  ['policy indeterminate policy.unknown', 'undecided', 21, 'policy.unknown'],
  ['policy indeterminate policy.outdated', 'undecided', 20, 'policy.outdated'],
  ['policy indeterminate policy.evidence', 'undecided', 20, 'policy.evidence'],
  ['policy indeterminate policy.value-missing', 'undecided', 22, 'policy.value-missing'],
  ['policy failed policy.more-needed', 'more-needed', 10, 'policy.more-needed'],
  ['policy failed policy.not-met', 'refused', 11, 'policy.not-met'],
]

describe('conclude', () => {
  for (const [text, verdict, exitCode, code] of CASES) {
    test(`${text}: ${verdict} ${exitCode}`, () => {
      const expected = { verdict, exitCode, ...(code !== '' && { code }) }
      assert.deepEqual(conclude(checksOf(text), false), expected)
    })
  }

  test('of a specimen tells the verdict inside, once its signature holds', () => {
    assert.deepEqual(conclude(checksOf('policy failed policy.not-met'), true), {
      verdict: 'specimen',
      exitCode: 31,
      as: 'refused',
      asExitCode: 11,
      code: 'policy.not-met',
    })
    const accepted = { verdict: 'specimen', exitCode: 31, as: 'accepted', asExitCode: 0 }
    assert.deepEqual(conclude(checksOf('policy passed'), true), accepted)
    const unsigned = checksOf('signature indeterminate signature.b')
    assert.deepEqual(conclude(unsigned, true), conclude(unsigned, false))
    assert.equal(conclude(toChecks(notApplicable), true).verdict, 'undecided')
  })
})
