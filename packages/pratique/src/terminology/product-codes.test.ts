/**
 * Codes of products, found from those of an order.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findProductCodes } from './product-codes.ts'

test('what was found for one order is not told of another that reads alike', () => {
  assert.deepEqual(findProductCodes([{ code: 'A' }, { code: 'B' }]).whoProduct, ['A', 'B'])
  assert.deepEqual(findProductCodes([{ code: 'A\n B' }]).whoProduct, ['A\n B'])
  const system = 'http://hl7.org/fhir/sid/cvx'
  assert.deepEqual(findProductCodes([{ system, code: '1 2' }]).cvx, ['1 2'])
  assert.deepEqual(findProductCodes([{ system: `${system} 1`, code: '2' }]).cvx, [])
})
