/**
 * SMART Health Cards that were issued: FHIR's schema, the card's own rules and other implementations have
 * no complaint.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { calculateJwkThumbprint } from 'jose'
import { CVX_CODES, LOINC_CODES } from '../made-orders.ts'
import { compileCardClaims, requireCardForm } from './card-rules.ts'
import { compileFhir } from './fhir-schema.ts'
import { requireValid } from './formats-of-json-schema.ts'
import { issueMany, ORDERS, requireCoverage } from './issue-many.ts'
import { openCard } from './open-card.ts'

describe('issued SMART Health Cards', () => {
  const [isBundle, areClaims] = [compileFhir('Bundle'), compileCardClaims()]

  test(`${ORDERS} are genuine, of the facts of their orders, and as FHIR and VCI have them`, async () => {
    const coverage = await issueMany('smart-health-card', async ({ keys }) => {
      const kid = await calculateJwkThumbprint(keys.publicKey.export({ format: 'jwk' }))
      return async ({ texts }, { fact }) => {
        const card = await openCard(texts, keys)
        requireCardForm(card, kid, texts)
        requireValid(areClaims, card.claims)
        const bundle = bundleOf(card.claims)
        requireValid(isBundle, bundle)
        // The common model has the class of a test, and not its code.
        if (fact.kind === 'test' && fact.codes) {
          const [, { resource }] = Object(bundle).entry
          assert.equal(resource.code.coding[0].code, fact.codes.code)
        }
      }
    })
    requireCoverage(coverage, {
      kind: ['vaccination', 'test'],
      cvx: CVX_CODES,
      loinc: LOINC_CODES,
      class: ['naat', 'antigen-rapid', 'antigen-laboratory'],
      result: ['detected', 'not-detected', 'inconclusive'],
    })
  })

  test('FHIR’s schema has teeth', () => {
    const bundle = (resource: object) => ({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ fullUrl: 'resource:0', resource }],
    })
    assert.ok(isBundle(bundle({ resourceType: 'Patient', birthDate: '1980-02' })))
    for (const wrong of [
      { resourceType: 'Patient', birthDate: '1980-13' },
      { resourceType: 'Patient', born: '1980' },
      { resourceType: 'Observation', status: 'done', code: {} },
      { resourceType: 'Device' },
    ]) {
      assert.ok(!isBundle(bundle(wrong)), JSON.stringify(wrong))
    }
  })
})

function bundleOf(claims: unknown): unknown {
  const { vc } = claims as { vc: { credentialSubject: { fhirBundle: unknown } } }
  return vc.credentialSubject.fhirBundle
}
