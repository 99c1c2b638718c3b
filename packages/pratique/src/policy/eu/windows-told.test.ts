/**
 * Windows as the EU's rules alone tell them, before they are put together with those of other policies.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeDose, makePolicyCertificate, makeRuleFor, within } from '../../../test/made-rules.ts'
import { createTerminology } from '../../terminology/terminology.ts'
import { toPolicyFacts } from '../facts/to-policy-facts.ts'
import { createRuleBook } from '../rules/rule-book.ts'
import { NO_VALUE_SETS } from '../rules/value-sets.ts'
import { createCodeNames } from './code-names.ts'
import { decideByEuRules } from './decide.ts'

test('windows follow on each other; the first has no beginning, and the last no end', () => {
  const terminology = createTerminology()
  const certificates = [makePolicyCertificate(makeDose())]
  const now = Date.parse('2022-02-01T12:00:00Z') / 1000
  const { windows } = decideByEuRules(
    {
      book: createRuleBook([makeRuleFor('v', within('payload.v.0.dt', 60))]),
      valueSets: NO_VALUE_SETS,
      names: createCodeNames(terminology.products),
    },
    toPolicyFacts(certificates, terminology),
    { destination: 'UT', at: now, now, certificates },
  )
  assert.ok(windows.length >= 3)
  assert.equal(windows[0]?.from, undefined)
  assert.equal(windows.at(-1)?.until, undefined)
  for (const [index, { until }] of windows.slice(0, -1).entries()) {
    assert.ok(until)
    assert.equal(windows[index + 1]?.from, until)
  }
})
