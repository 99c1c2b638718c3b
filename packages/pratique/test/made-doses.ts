/**
 * Doses and tests stated by codes alone, and what terminology makes of them.
 *
 * @module
 */

import type { CodedField, RawCode, Vaccination } from '../src/model/health-certificate.ts'
import type { Match } from '../src/terminology/match.ts'
import { createTerminology, type Terminology } from '../src/terminology/terminology.ts'

export const terminology: Terminology = createTerminology()

export const CVX = 'http://hl7.org/fhir/sid/cvx'
export const SNOMED = 'http://snomed.info/sct'
export const ICD = 'http://id.who.int/icd11/mms'
export const WHO = 'http://smart.who.int/pcmt-vaxprequal/CodeSystem/PreQualProductIds'

/** How a product is told of which a code was stated. */
export const STATED = 'known stated comirnaty'

/** What is coded of a dose. */
export interface Parts {
  readonly product?: readonly RawCode[]
  readonly type?: readonly RawCode[]
  readonly maker?: readonly RawCode[]
  /** Default: COVID-19. */
  readonly disease?: CodedField<'covid-19' | 'yellow-fever' | 'poliomyelitis'>
}

export const COVID = {
  value: 'covid-19',
  source: 'stated',
  codes: [{ code: '840539006' }],
} as const
export const NO_DISEASE: CodedField<never> = { value: 'unknown', source: 'derived', codes: [] }

export function codes(list: readonly RawCode[]): CodedField<never> {
  return { value: 'unknown', source: 'stated', codes: list }
}

export function dose({ product, type, maker, disease = COVID }: Parts): Vaccination {
  return {
    kind: 'vaccination',
    disease,
    status: { value: 'completed', source: 'stated' },
    ...(product && { product: codes(product) }),
    ...(type && { vaccineType: codes(type) }),
    ...(maker && { manufacturer: codes(maker) }),
  }
}

/** Which product a dose is of, in a line. */
export function product(parts: Parts): string {
  return show(terminology.matchProduct(dose(parts)))
}

export function show({ state, possible, source }: Match<string>): string {
  return `${state} ${source} ${possible.join(' ')}`.trim()
}
