/**
 * Certificates beside an identity document: another person's are refused, in doubt nothing is decided.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ANNA, BERTA, makeCertificate, makeFindings, makeHolder } from '../../test/made-findings.ts'
import type { Holder } from '../model/health-certificate.ts'
import type { HolderComparison } from '../model/mrz/compare-holder.ts'
import { compareDocument } from './check-holder.ts'
import type { VerifyContext } from './context.ts'
import { describe as tell } from './findings.ts'
import { combine } from './together.ts'

/** A document that compares so with whoever is asked about. */
function beside(...answers: readonly HolderComparison[]): VerifyContext & { asked: Holder[] } {
  const asked: Holder[] = []
  const document = (holder: Holder) => answers[asked.push(holder) - 1] ?? 'unclear'
  return { now: 1_640_000_000, document, asked }
}

const GENUINE = makeFindings(makeCertificate(ANNA, 'A'))
const OTHER = makeFindings(makeCertificate(makeHolder('TESTIUS', 'ANNA'), 'B'))
const OF_BERTA = makeFindings(makeCertificate(BERTA, 'C'))

describe('one certificate beside a document', () => {
  const ANSWERS = [
    ['same', 3, undefined],
    ['different', 11, 'holder.mismatch'],
    ['unclear', 22, 'holder.unclear'],
  ] as const
  for (const [answer, exitCode, code] of ANSWERS) {
    test(`${answer}: ${exitCode}`, () => {
      const context = beside(answer)
      const told = tell(compareDocument(GENUINE, context), context)
      assert.deepEqual([told.exitCode, told.code], [exitCode, code])
      assert.deepEqual(context.asked, [ANNA])
    })
  }

  test('is not compared if nobody vouches for its holder', () => {
    const context = beside('different')
    const { verified: _, ...unverified } = GENUINE
    assert.equal(compareDocument(unverified, context), unverified)
    assert.deepEqual(context.asked, [])
  })

  test('of a specimen is refused inside', () => {
    const context = beside('different')
    const specimen = makeFindings(makeCertificate(ANNA, 'A'), {}, true)
    const told = tell(compareDocument(specimen, context), context)
    assert.ok(told.verdict === 'specimen')
    assert.equal(told.asExitCode, 11)
  })

  test('is not refused as another person’s before it is known to be genuine', () => {
    const context = beside('different')
    const expired = makeFindings(makeCertificate(ANNA, 'A'), {
      validity: ['failed', 'validity.expired'],
    })
    assert.equal(tell(compareDocument(expired, context), context).exitCode, 15)
  })

  test('is as it was without one', () => {
    assert.equal(compareDocument(GENUINE, { now: 0 }), GENUINE)
  })
})

describe('several beside a document', () => {
  const CASES: readonly (readonly [string, readonly HolderComparison[], number])[] = [
    ['all of that person, though their names alone would not tell', ['same', 'same'], 3],
    ['one of another', ['same', 'different'], 11],
    ['one unclear', ['unclear', 'same'], 22],
  ]
  for (const [name, answers, exitCode] of CASES) {
    test(name, () => {
      const context = beside(...answers)
      const all = [GENUINE, OTHER].map((findings) => compareDocument(findings, context))
      assert.equal(tell(combine(all, context), context).exitCode, exitCode)
    })
  }

  test('vouches for names that differ between certificates', () => {
    const context = beside('same', 'same')
    const all = [GENUINE, OF_BERTA].map((findings) => compareDocument(findings, context))
    const combined = combine(all, context)
    assert.equal(combined.checks.holder.status, 'passed')
    assert.equal(combined.certificate?.facts.length, 2)
  })
})
