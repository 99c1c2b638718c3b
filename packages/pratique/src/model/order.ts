/**
 * What an issuer is asked to state: one holder and one medical fact, in words of the common model
 * (DESIGN §11). One fact, so one disease a certificate.
 *
 * Orders stand in JSON as they stand here. What is written in them is checked by `readOrder`.
 *
 * @module
 */

import type { Disease, PartialDate, RawCode, TestClass, TestResult } from './health-certificate.ts'

/** Who the certificate is to be about, as the travel document has it. */
export interface OrderHolder {
  /** In the holder's own script. A mononym is `family` alone, or `given` alone. */
  readonly family?: string
  readonly given?: string
  /**
   * In the letters of a passport's machine-readable zone, `A`–`Z` and `<` (ICAO Doc 9303-3 §6). Absent:
   * transliterated from the names.
   */
  readonly familyTransliterated?: string
  readonly givenTransliterated?: string
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; empty: not known at all. */
  readonly birthDate: PartialDate
  /** Of the document that the certificate is to go with. */
  readonly documentNumber?: string
  readonly documentType?: DocumentType
  /** ISO 3166-1 alpha-3. */
  readonly nationality?: string
  readonly sex?: Sex
}

/** Absent in an order: a passport. */
export type DocumentType = 'passport' | 'identity-card' | 'other'

export type Sex = 'female' | 'male' | 'other'

interface OrderFactBase {
  readonly disease: Disease
  /** Where it was done: ISO 3166-1 alpha-2. Absent: the issuer's country. */
  readonly country?: string
  /** Who states it, such as a ministry. Absent: the issuer's name. */
  readonly statedBy?: string
  /** Where it was done: a laboratory, a clinic. */
  readonly centre?: string
}

/** One dose. */
export interface OrderVaccination extends OrderFactBase {
  readonly kind: 'vaccination'
  readonly date: PartialDate
  /** Codes of one product, in any vocabularies that Pratique knows. */
  readonly product: readonly RawCode[]
  readonly vaccineType?: RawCode
  readonly manufacturer?: RawCode
  readonly doseNumber?: number
  readonly seriesDoses?: number
  readonly lot?: string
  /** The supervising clinician, who stands on the WHO's certificate. */
  readonly clinician?: string
}

/** One test. */
export interface OrderTest extends OrderFactBase {
  readonly kind: 'test'
  readonly class: TestClass
  readonly result: TestResult
  /** When the sample was taken: RFC 3339, with an offset. */
  readonly sampledAt: string
  /** Codes of the test or of what was found with it, such as LOINC's. */
  readonly codes?: readonly RawCode[]
  readonly name?: string
  /** A rapid test's number on the EU's list (JRC). */
  readonly device?: string
  readonly sample?: SampleKind
}

/** How the sample was taken (ICAO Doc 9303-13, `m`). */
export type SampleKind = 'nasopharyngeal' | 'oropharyngeal' | 'saliva' | 'blood' | 'other'

/** A past infection. */
export interface OrderRecovery extends OrderFactBase {
  readonly kind: 'recovery'
  readonly firstPositive: PartialDate
  readonly validFrom?: PartialDate
  readonly validUntil?: PartialDate
}

export type OrderFact = OrderVaccination | OrderTest | OrderRecovery

/** One certificate to be issued. */
export interface Order {
  readonly holder: OrderHolder
  readonly fact: OrderFact
}

/** What can be wrong with a member of an order. */
export type OrderFaultKind =
  | 'missing'
  | 'type'
  | 'unknown-member'
  | 'unknown-word'
  | 'unknown-code'
  | 'ambiguous-code'
  | 'not-a-date'
  | 'not-a-time'
  | 'in-future'
  | 'before-birth'
  | 'implausible'
  | 'out-of-range'
  | 'contradictory'
  | 'too-long'
  | 'letters'
  | 'mrz'
  | 'not-in-format'

/** What whoever gives an order should know, though it can be carried out. */
export type OrderNote = Pick<OrderFault, 'path' | 'words'>

/** One reason why an order cannot be carried out. All of an order's are told at once. */
export interface OrderFault {
  /** Where in the order, such as `fact.sampledAt`. */
  readonly path: string
  readonly kind: OrderFaultKind
  /** What was expected, in words, without any value of the order. */
  readonly words: string
}
