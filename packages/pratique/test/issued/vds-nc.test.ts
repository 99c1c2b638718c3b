/**
 * Visible digital seals that were issued: ICAO's lengths and patterns and other implementations have no
 * complaint.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { VACCINES } from '../../src/formats/vds-nc/value-sets.ts'
import { requireValid } from './formats-of-json-schema.ts'
import { issueMany, ORDERS, requireCoverage } from './issue-many.ts'
import { openSeal } from './open-seal.ts'
import { compileSealData } from './seal-rules.ts'

describe('issued seals', () => {
  const isData = compileSealData()

  test(`${ORDERS} are genuine, of the facts of their orders, and as ICAO has them`, async () => {
    const coverage = await issueMany('vds-nc', ({ certificate }) => ({ texts }) => {
      assert.equal(texts.length, 1)
      requireValid(isData, openSeal(texts[0] ?? '', certificate).data)
    })
    requireCoverage(coverage, {
      kind: ['vaccination', 'test'],
      'icd-11': VACCINES.keys(),
      class: ['naat', 'antigen-rapid', 'antibody'],
      result: ['detected', 'not-detected'],
      document: ['passport', 'identity-card', 'other'],
      sample: ['nasopharyngeal', 'oropharyngeal', 'saliva', 'blood', 'other'],
    })
  })
})
