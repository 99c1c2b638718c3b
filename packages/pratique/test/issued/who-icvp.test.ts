/**
 * Digital ICVPs that were issued: the members of the WHO's model and other implementations have no
 * complaint.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { MadeOrder } from '../issued-facts.ts'
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
      assert.equal(claims.has(4), order.fact.disease !== 'yellow-fever')
      requireUnread(Object(payload), order)
    })
    requireCoverage(coverage, {
      catalogue: CATALOGUED,
      document: ['passport', 'identity-card', 'other'],
      sex: ['female', 'male', 'other'],
      nationality: Object.keys(NATIONALITIES),
    })
  })
})

const NATIONALITIES: Readonly<Record<string, string>> = {
  ...{ UTO: 'UTO', XEX: 'XEX', D: 'DEU', AUT: 'AUT', aut: 'AUT' },
}
const DOCUMENTS: Readonly<Record<string, string>> = { passport: 'PPN', 'identity-card': 'NI' }

/** Members that the common model leaves out. */
function requireUnread(payload: Payload, { holder, fact }: MadeOrder): void {
  const { nationality = '', documentType = '' } = holder
  assert.equal(payload.s, holder.sex ?? 'unknown')
  assert.equal(payload.nt, NATIONALITIES[nationality])
  assert.equal(payload.dt, DOCUMENTS[documentType])
  assert.equal(payload.vx.cn, fact.kind === 'vaccination' ? fact.clinician : undefined)
}

interface Payload {
  readonly s?: string
  readonly nt?: string
  readonly dt?: string
  readonly vx: { readonly cn?: string }
}
