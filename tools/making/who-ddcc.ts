/**
 * Contents of WHO DDCCs that are all made up.
 *
 * @module
 */

import type { CborMap, CborValue } from '../../packages/pratique/src/codecs.ts'
import { type Bytes, type Envelope, type Plain, signHc1, toCbor } from './hcert.ts'
import type { KeyPair } from './key-pairs.ts'

/** Members of a core data set, in the spelling of the format. */
export interface DdccContent {
  readonly [name: string]: Plain
}

/** Vocabularies, as issuers name them. */
export const SNOMED_CT = 'http://snomed.info/sct'
export const ICD_11 = 'http://id.who.int/icd11/mms'
export const LOINC = 'http://loinc.org'
const ISO_3166 = 'urn:iso:std:iso:3166'

/** A code of a vocabulary. */
export function coding(system: string, code: string, display?: string): DdccContent {
  return { system, code, ...(display !== undefined && { display }) }
}

/** Who issues, as certificates write it: three letters. */
export interface Issuing {
  readonly country: string
  readonly authority: string
}

/** A vaccination with the flat members of 2021. */
export function flatVaccination({ country, authority }: Issuing, other = {}): DdccContent {
  return {
    vaccine: coding(SNOMED_CT, '1119349007'),
    brand: coding(ICD_11, 'XM8NQ0', 'Made-up brand'),
    ma_holder: coding('https://examplia.pratique.example/makers', 'M-1'),
    lot: 'LOT-0042',
    date: '2025-12-15',
    vaccine_valid: '2025-12-29',
    dose: 2,
    total_doses: 2,
    country: coding(ISO_3166, country),
    centre: 'Amaurot Vaccination Centre',
    disease: coding(SNOMED_CT, '840539006'),
    pha: authority,
    hcid: 'EXERCISE-HCID-1',
    valid_from: '2025-12-15',
    valid_until: '2026-12-15',
    ...other,
  }
}

/** A vaccination of the logical model. */
export function nestedVaccination(issuing: Issuing, other = {}): DdccContent {
  return {
    vaccination: {
      vaccine: coding(ICD_11, 'XM68M6'),
      brand: coding(ICD_11, 'XM8NQ0'),
      manufacturer: coding('https://examplia.pratique.example/makers', 'M-1'),
      lot: 'LOT-0042',
      date: '2025-12-15',
      validFrom: '2025-12-29',
      dose: 2,
      totalDoses: 2,
      country: coding(ISO_3166, issuing.country),
      centre: 'Amaurot Vaccination Centre',
      disease: coding(ICD_11, 'RA01'),
      ...other,
    },
    certificate: certificate(issuing),
  }
}

/** A nucleic acid test of the logical model: not detected. */
export function nestedTest(issuing: Issuing, other = {}): DdccContent {
  return {
    test: {
      pathogen: coding(ICD_11, 'XN109'),
      type: coding(LOINC, '94845-5'),
      brand: coding('https://examplia.pratique.example/devices', 'D-1', 'Amaurot RT-PCR'),
      date: '2026-01-04T09:30:00Z',
      result: coding(SNOMED_CT, '260415000'),
      centre: 'Amaurot Test Centre',
      country: coding(ISO_3166, issuing.country),
      ...other,
    },
    certificate: certificate(issuing),
  }
}

function certificate({ authority }: Issuing): DdccContent {
  return {
    issuer: { identifier: { value: authority } },
    hcid: { system: 'https://examplia.pratique.example/hcid', value: 'EXERCISE-HCID-2' },
    version: '1.0.0',
    period: { start: '2026-01-05', end: '2027-01-05' },
  }
}

/** Builds the claims around sub-claims of `hcert`, by their numbers. */
export function subClaims(
  content: readonly (readonly [key: number, value: Plain])[],
  { iss, iat, nbf, exp, others = [] }: Envelope,
): CborMap {
  const stated: readonly (readonly [number, CborValue])[] = [
    [1, iss],
    [4, exp],
    [5, nbf],
    [6, iat],
    ...others,
    [-260, new Map(content.map(([key, value]) => [key, toCbor(value)]))],
  ]
  return new Map(stated.filter(([, value]) => value !== undefined))
}

/** Signs a bare core data set: the CWT holds nothing else. */
export function signBare(content: DdccContent, key: KeyPair): string {
  const map = toCbor(content)
  return signHc1(map instanceof Map ? map : new Map(), { key })
}

/** Signs claims, or bytes in their place. */
export function signClaims(claims: CborMap | Bytes, key: KeyPair): string {
  return signHc1(claims, { key })
}
