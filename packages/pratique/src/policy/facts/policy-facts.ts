/**
 * The facts of one holder, as entry rules ask for them: in our words, whatever the format.
 *
 * @module
 */

import type {
  Attestation,
  Recovery,
  Test,
  TestClass,
  TestResult,
  Vaccination,
} from '../../model/health-certificate.ts'
import type {
  DiseaseWord,
  Product,
  ProductId,
  VaccineKind,
  VaccineKindId,
} from '../../terminology/product.ts'
import type { Possible } from './possible.ts'
import type { DateRange, InstantRange } from './ranges.ts'

interface FactOrigin {
  /** The certificates that state it, by index. */
  readonly certificates: readonly number[]
}

interface MedicalOrigin extends FactOrigin {
  readonly disease: Possible<DiseaseWord>
  /** ISO 3166-1 alpha-2; absent where none is stated, or two differ. */
  readonly country?: string
  /** The period that certificates themselves give it. */
  readonly statedFrom?: DateRange
  readonly statedUntil?: DateRange
}

/** One dose that was given. */
export interface VaccinationFact extends MedicalOrigin {
  readonly kind: 'vaccination'
  readonly product: Possible<ProductId>
  /** Often known where the product is not. */
  readonly vaccineKind: Possible<VaccineKindId>
  readonly doseNumber: Possible<number>
  readonly seriesDoses: Possible<number>
  readonly date?: DateRange
  readonly facts: readonly Vaccination[]
}

/** One final test. */
export interface TestFact extends MedicalOrigin {
  readonly kind: 'test'
  readonly class: Possible<TestClass>
  readonly result: Possible<TestResult>
  readonly sampledAt?: InstantRange
  /** The code of the device, as stated. */
  readonly device?: string
  readonly facts: readonly Test[]
}

/** A past infection. */
export interface RecoveryFact extends MedicalOrigin {
  readonly kind: 'recovery'
  readonly firstPositive?: DateRange
  readonly facts: readonly Recovery[]
}

/** Medicine given against a disease. No format makes it yet. */
export interface ProphylaxisFact extends MedicalOrigin {
  readonly kind: 'prophylaxis'
  readonly date?: DateRange
  readonly facts: readonly []
}

/** A physician's word that a holder must not be vaccinated. No format makes it yet. */
export interface ExemptionFact extends MedicalOrigin {
  readonly kind: 'exemption'
  readonly date?: DateRange
  readonly facts: readonly []
}

/** The issuer's word that all is well. */
export interface AttestationFact extends FactOrigin {
  readonly kind: 'attestation'
  readonly type: string
  readonly issuer: { readonly country?: string; readonly url?: string }
  /** Seconds since the epoch: the word holds no longer than its certificate. */
  readonly notBefore?: number
  readonly expiresAt?: number
  readonly facts: readonly Attestation[]
}

export type MedicalPolicyFact =
  | VaccinationFact
  | TestFact
  | RecoveryFact
  | ProphylaxisFact
  | ExemptionFact

export type PolicyFact = MedicalPolicyFact | AttestationFact

/** When somebody was born, as one certificate has it. */
export interface StatedBirth {
  readonly certificate: number
  readonly text: string
  readonly range: DateRange
}

/** What is known of vaccines, whoever was given them. */
export interface KnownVaccines {
  readonly products: ReadonlyMap<ProductId, Product>
  readonly kinds: ReadonlyMap<VaccineKindId, VaccineKind>
}

/** What the certificates of one holder say together. */
export interface PolicyFacts extends KnownVaccines {
  /** The days of birth that all certificates allow; absent if none states any. */
  readonly birthDate?: DateRange
  /** The most precise date of birth, as stated: it may be partial. */
  readonly birthStated?: string
  /** Vaccinations first, by date; one fact for one event. */
  readonly facts: readonly PolicyFact[]
  /** What every certificate says by itself: subsets are made of it. */
  readonly apart: {
    readonly facts: readonly PolicyFact[]
    readonly births: readonly StatedBirth[]
  }
}
