/**
 * What a Pratique policy says in the words of the EU's rules.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import type { TestClass } from '../../model/health-certificate.ts'
import { ANTIGEN, DETECTED, NAAT, NOT_DETECTED } from '../dcc-codes.ts'

/** By code, what classes it may stand for. */
export const TEST_TYPES: readonly {
  readonly code: string
  readonly classes: readonly TestClass[]
}[] = [
  { code: NAAT, classes: ['naat'] },
  { code: ANTIGEN, classes: ['antigen-rapid', 'antigen-laboratory'] },
]

/** The results that a rule can ask for. */
export const TEST_RESULTS: Readonly<Record<'not-detected' | 'detected', string>> = {
  'not-detected': NOT_DETECTED,
  detected: DETECTED,
}

/** The array of each type of certificate, and what its rules begin with. */
export const TYPES = [
  { type: 'Vaccination', group: 'v', prefix: 'VR' },
  { type: 'Test', group: 't', prefix: 'TR' },
  { type: 'Recovery', group: 'r', prefix: 'RR' },
] as const

export type EuType = (typeof TYPES)[number]

/** The arrival, and so many days later: as a date-time, which only `plusTime` makes of a text. */
export function clockAfter(days: number): JsonValue {
  return { plusTime: [{ var: 'external.validationClock' }, days, 'day'] }
}

/** The field of the first event. */
export function fieldOf(group: EuType['group'], name: string): JsonValue {
  return { var: `payload.${group}.0.${name}` }
}
