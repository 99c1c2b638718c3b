/**
 * Digital ICVPs that were issued: the members of the WHO's model and other implementations have no
 * complaint.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CATALOGUED } from '../made-orders.ts'
import { requireValid } from './formats-of-json-schema.ts'
import { compileIcvpPayload } from './icvp-rules.ts'
import { issueMany, ORDERS, requireCoverage } from './issue-many.ts'
import { openHc1 } from './open-hc1.ts'

describe('issued ICVPs', () => {
  const isPayload = compileIcvpPayload()

  test(`${ORDERS} are genuine, of the facts of their orders, and as the WHO has them`, async () => {
    const coverage = await issueMany('who-icvp', ({ keys, certificate }) => (issued, order) => {
      assert.equal(issued.texts.length, 1)
      const { claims, subClaim, payload } = openHc1(issued.texts[0] ?? '', keys, certificate)
      assert.equal(subClaim, -6)
      assert.equal(claims.get(1), 'UTO')
      requireValid(isPayload, payload)
      // Yellow fever counts for life (IHR Annex 7), and the envelope says so by having no end.
      const { disease } = order['fact'] as { readonly disease: string }
      assert.equal(claims.has(4), disease !== 'yellow-fever')
    })
    requireCoverage(coverage, {
      catalogue: CATALOGUED,
      document: ['passport', 'identity-card', 'other'],
      sex: ['female', 'male', 'other'],
    })
  })
})
