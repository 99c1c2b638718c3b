/**
 * Codes of tests in orders.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OrderTest } from '../model/order.ts'
import { findCodesFault, toUsualCodes } from './test-codes.ts'

const LOINC = 'http://loinc.org'
const SNOMED_CT = 'http://snomed.info/sct'
const TEST: OrderTest = {
  kind: 'test',
  disease: 'covid-19',
  class: 'naat',
  result: 'not-detected',
  sampledAt: '2026-11-21T09:30:00+01:00',
}

describe('codes of a test', () => {
  const CASES: readonly (readonly [string, Partial<OrderTest>, string | undefined])[] = [
    ['none', {}, undefined],
    ['of the class', { codes: [{ system: LOINC, code: '94500-6' }] }, undefined],
    ['of a Ct value', { codes: [{ system: LOINC, code: '94745-7' }] }, undefined],
    ['of a panel', { class: 'antigen-laboratory', codes: [{ code: '95942-9' }] }, undefined],
    ['of the disease', { codes: [{ system: SNOMED_CT, code: '840539006' }] }, undefined],
    ['of the result', { codes: [{ system: SNOMED_CT, code: '260415000' }] }, undefined],
    [
      'that may be of the class',
      { class: 'antigen-rapid', codes: [{ code: 'antigen' }] },
      undefined,
    ],
    ['of a laboratory', { codes: [{ system: 'urn:lab', code: 'PCR-1' }] }, undefined],
    ['of a laboratory, alone', { codes: [{ code: 'PCR-1' }] }, undefined],
    ['of an antigen', { codes: [{ system: LOINC, code: '94558-4' }] }, 'contradictory'],
    ['of antibodies', { codes: [{ system: LOINC, code: '94563-4' }] }, 'contradictory'],
    ['of an antigen, without a system', { codes: [{ code: '94558-4' }] }, 'contradictory'],
    [
      'of an antigen, by LOINC’s number',
      { codes: [{ system: 'urn:oid:2.16.840.1.113883.6.1', code: '94558-4' }] },
      'contradictory',
    ],
    [
      'of another class beside one of its own',
      { codes: [{ code: '94500-6' }, { code: '94558-4' }] },
      'contradictory',
    ],
    [
      'of another method',
      { class: 'antigen-rapid', codes: [{ system: LOINC, code: '94745-7' }] },
      'contradictory',
    ],
    ['of another result', { codes: [{ system: SNOMED_CT, code: '260373001' }] }, 'contradictory'],
    ['of another disease', { codes: [{ system: SNOMED_CT, code: '16541001' }] }, 'contradictory'],
    [
      'of COVID-19',
      { disease: 'yellow-fever', codes: [{ system: LOINC, code: '94500-6' }] },
      'contradictory',
    ],
    ['of a vaccine', { codes: [{ system: 'CVX', code: '208' }] }, 'contradictory'],
    ['of hepatitis B', { codes: [{ system: LOINC, code: '5196-1' }] }, 'unknown-code'],
    ['of hepatitis B, as ln', { codes: [{ system: 'LN', code: '5196-1' }] }, 'unknown-code'],
  ]
  for (const [name, more, kind] of CASES) {
    test(`${name}: ${kind ?? 'nothing is wrong'}`, () => {
      const fault = findCodesFault({ ...TEST, ...more })
      assert.deepEqual([fault?.path, fault?.kind], [kind && 'fact.codes', kind])
    })
  }
})

test('LOINC’s codes are named alike, and others are left as they are', () => {
  const others = [{ code: 'PCR-1' }, { system: SNOMED_CT, code: '840539006' }]
  const spellings = [
    { system: LOINC, code: '94500-6', display: 'PCR' },
    { system: 'urn:oid:2.16.840.1.113883.6.1', code: '94500-6' },
    { system: 'https://loinc.org/', code: '94500-6' },
    { code: '94500-6' },
  ]
  assert.deepEqual(toUsualCodes([...spellings, ...others]), [spellings[0], ...others])
})
