/**
 * Orders made by chance, issued in every format: each is genuine, and says what the order says.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FormatId } from '../src/model/health-certificate.ts'
import { expectedFacts, factsOf } from './issued-facts.ts'
import { createChance } from './made-expressions.ts'
import { ISSUED_FORMATS, makeIssuer } from './made-issuer.ts'
import { Coverage, makeOrder, NOW } from './made-orders.ts'

const RUNS = Number(process.env['PRATIQUE_ORDERS'] ?? 400)
const SEED = Number(process.env['PRATIQUE_SEED'] ?? 20_261_122)

describe('orders made by chance', () => {
  const coverage = new Coverage()
  for (const format of ISSUED_FORMATS) {
    test(`${format}: issued, genuine, and of the same facts`, () => issueAll(format, coverage))
  }

  test('what they covered', () => {
    for (const name of ['mp', 'ma', 'vp', 'cvx', 'loinc', 'icd-11', 'catalogue', 'script', 'birth', 'doses', 'letter']) {
      console.log(`     ${name}: ${coverage.seen(name)} different`)
    }
    assert.equal(coverage.seen('script'), 5)
    assert.equal(coverage.seen('birth'), 7)
  })
})

async function issueAll(format: FormatId, coverage: Coverage): Promise<void> {
  const issuer = await makeIssuer(format)
  const chance = createChance(SEED)
  for (let run = 0; run < RUNS; run++) {
    const json = makeOrder(format, chance, coverage)
    const checked = issuer.check(json, { format, now: NOW })
    if ('faults' in checked) {
      assert.fail(`${JSON.stringify(json)}: ${JSON.stringify(checked.faults)}`)
    }
    const outcome = await issuer.issue(json, { format, now: NOW })
    assert.ok('issued' in outcome)
    const { certificate, verification } = outcome.issued
    assert.equal(verification.verdict, 'genuine')
    const [told, expected] = [factsOf(certificate), expectedFacts(format, checked.order)]
    for (const [name, value] of Object.entries(expected)) {
      assert.equal(told[name], value, `${name} of ${JSON.stringify(json)}`)
    }
    assert.equal(certificate.identifiers.length, 1)
  }
}
