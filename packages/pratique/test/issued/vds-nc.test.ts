/**
 * Visible digital seals that were issued: ICAO's lengths and patterns and other implementations have no
 * complaint.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { VACCINES } from '../../src/formats/vds-nc/value-sets.ts'
import type { MadeOrder } from '../issued-facts.ts'
import { requireValid } from './formats-of-json-schema.ts'
import { issueMany, ORDERS, requireCoverage } from './issue-many.ts'
import { openSeal } from './open-seal.ts'
import { compileSealData } from './seal-rules.ts'

describe('issued seals', () => {
  const isData = compileSealData()

  test(`${ORDERS} are genuine, of the facts of their orders, and as ICAO has them`, async () => {
    const coverage = await issueMany('vds-nc', ({ certificate }) => ({ texts }, order) => {
      assert.equal(texts.length, 1)
      const { data } = openSeal(texts[0] ?? '', certificate)
      requireValid(isData, data)
      requireUnread(Object(data).msg, order)
    })
    requireCoverage(coverage, {
      kind: ['vaccination', 'test'],
      'icd-11': VACCINES.keys(),
      class: ['naat', 'antigen-rapid', 'antibody'],
      result: ['detected', 'not-detected'],
      sex: ['female', 'male', 'other'],
      document: ['passport', 'identity-card', 'other'],
      sample: ['nasopharyngeal', 'oropharyngeal', 'saliva', 'blood', 'other'],
    })
  })
})

const SEXES: Readonly<Record<string, string>> = { female: 'F', male: 'M' }
const DOCUMENTS: Readonly<Record<string, string>> = {
  ...{ passport: 'P', 'identity-card': 'I', other: 'AC' },
}

/** Members that the common model leaves out. */
function requireUnread({ pid, tr }: Message, { holder, fact }: MadeOrder): void {
  const { sex = '', documentType = '' } = holder
  if (fact.kind === 'test') {
    assert.equal(pid.dt, DOCUMENTS[documentType])
    assert.equal(tr?.m, fact.sample)
  } else {
    assert.equal(pid.sex, SEXES[sex])
  }
}

interface Message {
  readonly pid: { readonly sex?: string; readonly dt?: string }
  readonly tr?: { readonly m?: string }
}
