/**
 * EU DCCs that were issued: the EU's schema and other implementations have no complaint.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { HOLDERS, PRODUCTS, PROPHYLAXIS } from '../../src/formats/eu-dcc/value-sets.ts'
import { toCheckCharacter } from '../../src/model/revocation-token.ts'
import { DOSES } from '../made-orders.ts'
import { compileDccSchemas } from './dcc-schema.ts'
import { requireValid } from './formats-of-json-schema.ts'
import { issueMany, ORDERS, requireCoverage } from './issue-many.ts'
import { openHc1 } from './open-hc1.ts'

const UVCI = /^URN:UVCI:01:UT:[A-Z0-9/]+#[A-Z0-9/:]$/

describe('issued EU DCCs', () => {
  const schemas = compileDccSchemas()

  test(`${ORDERS} are genuine, of the facts of their orders, and as the EU's schema has them`, async () => {
    const coverage = await issueMany('eu-dcc', ({ keys, certificate }) => ({ texts }) => {
      assert.equal(texts.length, 1)
      const { claims, subClaim, payload } = openHc1(texts[0] ?? '', keys, certificate)
      assert.equal(subClaim, 1)
      assert.deepEqual(
        [...claims.keys()].toSorted((a, b) => a - b),
        [-260, 1, 4, 6],
      )
      assert.equal(claims.get(1), 'UT')
      for (const schema of schemas) requireValid(schema, payload)
      requireUvci(payload)
    })
    requireCoverage(coverage, {
      kind: ['vaccination', 'test', 'recovery'],
      mp: PRODUCTS,
      ma: HOLDERS,
      vp: PROPHYLAXIS,
      doses: DOSES,
      class: ['naat', 'antigen-rapid'],
      result: ['detected', 'not-detected'],
    })
  })

  test('the schema has teeth: it refuses what is wrong in one member', () => {
    const [published, closed] = schemas
    assert.ok(published && closed)
    const right = {
      ver: '1.3.3',
      nam: { fnt: 'A' },
      dob: '',
      r: [
        {
          tg: '1',
          fr: '2021-02-28',
          df: '2021-03-11',
          du: '2021-08-20',
          co: 'UT',
          is: 'A',
          ci: 'B',
        },
      ],
    }
    assert.ok(published(right) && closed(right))
    for (const wrong of [
      { ...right, nam: { fn: 'A' } },
      { ...right, nam: { fnt: 'Ä' } },
      { ...right, dob: '31.12.1980' },
      { ...right, r: [{ ...right.r[0], fr: '2021-02-29' }] },
      { ...right, r: [...right.r, ...right.r] },
    ]) {
      assert.ok(!published(wrong), JSON.stringify(wrong))
    }
    assert.ok(published({ ...right, more: 1 }) && !closed({ ...right, more: 1 }))
  })
})

function requireUvci(payload: unknown): void {
  const { v, t, r } = payload as Record<string, readonly { readonly ci: string }[]>
  const [{ ci } = { ci: '' }] = v ?? t ?? r ?? []
  assert.match(ci, UVCI)
  assert.equal(ci.at(-1), toCheckCharacter(ci.slice(0, -2)))
}
