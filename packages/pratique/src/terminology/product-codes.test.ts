/**
 * Codes of products, found from those of an order.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { RawCode } from '../model/health-certificate.ts'
import { type FoundCodes, findProductCodes, type StatedVaccine } from './product-codes.ts'

const CVX = 'http://hl7.org/fhir/sid/cvx'
const WHO = 'http://smart.who.int/pcmt-vaxprequal/CodeSystem/PreQualProductIDs'

const find = (...product: readonly RawCode[]): FoundCodes =>
  findProductCodes({ product, disease: 'covid-19' })

describe('codes of a product', () => {
  test('what was found for one order is not told of another that reads alike', () => {
    assert.deepEqual(find({ code: 'A' }, { code: 'B' }).whoProduct, ['A', 'B'])
    assert.deepEqual(find({ code: 'A\n B' }).whoProduct, ['A\n B'])
    assert.deepEqual(find({ system: CVX, code: '1 2' }).cvx, ['1 2'])
    assert.deepEqual(find({ system: `${CVX} 1`, code: '2' }).cvx, [])
    assert.equal(find({ code: 'X', display: 'Comirnaty' }).id, 'comirnaty')
    assert.equal(find({ code: 'X', display: 'Spikevax' }).id, 'spikevax')
    assert.equal(find({ code: 'X' }).id, undefined)
    const product = [{ code: 'A' }]
    const type = { product, vaccineType: { code: 'B' }, disease: 'covid-19' } as const
    assert.deepEqual(findProductCodes(type).whoProduct, ['A'])
  })

  test('a code that stands there twice is one', () => {
    const oid = 'urn:oid:2.16.840.1.113883.12.292'
    assert.deepEqual(find({ system: CVX, code: '208' }, { system: oid, code: '208' }).cvx, ['208'])
    assert.deepEqual(find({ system: CVX, code: '03' }, { system: 'CVX', code: '3' }).cvx, ['3'])
    assert.deepEqual(find({ code: 'FVP-P-1' }, { code: 'FVP-P-1' }).whoProduct, ['FVP-P-1'])
    assert.deepEqual(find({ system: WHO, code: 'FVP-P-1' }, { code: 'FVP-P-1' }).whoProduct, [
      'FVP-P-1',
    ])
  })

  test('which product it is, neither kind nor maker tell', () => {
    const product = [{ code: '1119349007' }]
    const manufacturer = { code: 'ORG-100030215' }
    const vaccineType = { system: CVX, code: '208' }
    const found = findProductCodes({ product, manufacturer, vaccineType, disease: 'covid-19' })
    assert.deepEqual([found.id, found.isContradictory], [undefined, false])
  })
})

describe('what a vaccine states', () => {
  const COMIRNATY = [{ code: 'EU/1/20/1528' }]
  const SPOR = 'https://spor.ema.europa.eu/v1/organisations'
  const CASES: readonly (readonly [string, Partial<StatedVaccine>, boolean])[] = [
    ['its own kind', { vaccineType: { code: '1119349007' } }, false],
    ['any kind', { vaccineType: { code: 'J07BX03' } }, false],
    ['a kind that nobody knows', { vaccineType: { code: 'X' } }, false],
    ['its own maker', { manufacturer: { code: 'ORG-100030215' } }, false],
    ['its maker in words', { manufacturer: { code: 'Pfizer-BioNTech' } }, false],
    ['a maker that nobody knows', { manufacturer: { code: 'PFR', system: 'MVX' } }, false],
    ['a partner', { product: [{ code: 'Covovax' }], manufacturer: { code: 'Novavax' } }, false],
    [
      'a product that no list has',
      {
        product: [{ code: 'X' }],
        vaccineType: { code: '1187593009' },
        manufacturer: { code: 'ORG-100024420' },
      },
      false,
    ],
    ['a kind that it is not', { vaccineType: { code: '1162643001' } }, true],
    ['a vaccine against another disease', { vaccineType: { system: CVX, code: '37' } }, true],
    ['another maker', { manufacturer: { code: 'ORG-100001417' } }, true],
    [
      'another maker, with a system',
      { manufacturer: { system: SPOR, code: 'ORG-100001417' } },
      true,
    ],
    ['another maker in words', { manufacturer: { code: 'Janssen' } }, true],
    ['another maker of its kind', { manufacturer: { code: 'ORG-100031184' } }, true],
    ['another disease', { disease: 'yellow-fever' }, true],
    ['two products', { product: [...COMIRNATY, { code: 'EU/1/20/1507' }] }, true],
    [
      'a kind that another maker makes',
      { product: [{ code: '1119349007' }], manufacturer: { code: 'ORG-100001417' } },
      true,
    ],
  ]
  for (const [name, more, isContradictory] of CASES) {
    test(`${name}: ${isContradictory ? 'contradicts' : 'agrees'}`, () => {
      const vaccine = { product: COMIRNATY, disease: 'covid-19', ...more } as const
      assert.equal(findProductCodes(vaccine).isContradictory, isContradictory)
    })
  }
})
