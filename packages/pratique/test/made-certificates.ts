/**
 * Certificates of made-up people, for the tests of printing.
 *
 * @module
 */

import type { Field, HealthCertificate } from '../src/model/health-certificate.ts'

export function stated<T>(value: T): Field<T> {
  return { value, source: 'stated' }
}

export const EMPTY: HealthCertificate = {
  holder: { name: {} },
  facts: [],
  identifiers: [],
  issuer: {},
  validity: {},
}

const HOLDER = {
  name: {
    family: stated('Musterfrau-Gößinger'),
    given: stated('Gabriele'),
    familyTransliterated: stated('MUSTERFRAU<GOESSINGER'),
    givenTransliterated: stated('GABRIELE'),
  },
  birthDate: stated('1998-02-26'),
  documentNumber: stated('P1234567'),
}

const DISEASE = { value: 'covid-19', source: 'stated', codes: [{ code: '840539006' }] } as const

export const VACCINATION: HealthCertificate = {
  holder: HOLDER,
  facts: [
    {
      kind: 'vaccination',
      disease: DISEASE,
      date: stated('2021-02-18'),
      product: { value: 'unknown', source: 'stated', codes: [{ code: 'EU/1/20/1528' }] },
      doseNumber: stated(1),
      seriesDoses: stated(2),
      lot: stated('AB-12'),
      status: stated('completed'),
      country: stated('UT'),
      statedBy: stated('Ministry of Health (Utopia)'),
    },
  ],
  identifiers: [{ scheme: 'uvci', value: 'URN:UVCI:01:UT:187/37512422923' }],
  issuer: { stated: stated('UT') },
  validity: { expiresAt: Date.parse('2027-01-01T00:00:00Z') / 1000 },
}

export const TEST: HealthCertificate = {
  ...VACCINATION,
  facts: [
    {
      kind: 'test',
      disease: DISEASE,
      class: { value: 'naat', source: 'stated', codes: [{ code: 'LP6464-4' }] },
      result: { value: 'not-detected', source: 'stated', codes: [{ code: '260415000' }] },
      sampledAt: stated('2026-02-03T14:05:06Z'),
      status: stated('final'),
      country: stated('UT'),
    },
  ],
}
