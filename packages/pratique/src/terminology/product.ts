/**
 * Products, kinds of vaccine and diseases, in words of our own.
 *
 * @module
 */

import type { Disease } from '../model/health-certificate.ts'

/** A word of our own for one product, in kebab-case: `comirnaty`, `yellow-fever-dakar`. */
export type ProductId = string

/** A word of our own for one kind of vaccine, finer than a disease: `polio-bopv`. */
export type VaccineKindId = string

/** Diseases that codings can name. Wider than the model's, which entry rules ask for. */
export type DiseaseWord =
  | Disease
  | 'meningococcal-disease'
  | 'typhoid'
  | 'influenza'
  | 'measles'
  | 'pertussis'
  | 'mumps'
  | 'varicella'
  | 'hepatitis-a'
  | 'hepatitis-b'
  | 'haemophilus-influenzae-b'
  | 'tuberculosis'
  | 'tetanus'
  | 'japanese-encephalitis'
  | 'diphtheria'
  | 'rubella'
  | 'dengue'
  | 'rabies'
  | 'cholera'
  | 'tick-borne-encephalitis'

/** How a vaccine is made. */
export type Platform =
  | 'mrna'
  | 'dna'
  | 'viral-vector'
  | 'inactivated'
  | 'protein-subunit'
  | 'virus-like-particle'
  | 'live-attenuated'
  | 'polysaccharide'
  | 'conjugate'

/** What products have in common that a class code tells and rules ask for. */
export interface VaccineKind {
  readonly id: VaccineKindId
  readonly disease: DiseaseWord
  /** The other diseases of a combination. */
  readonly alsoAgainst?: readonly DiseaseWord[]
  readonly platform?: Platform
  /** Of meningococci, in alphabetical order: `ACWY`. */
  readonly serogroups?: string
}

/** One product, whatever its pack, strength or variant: adapted boosters are the product they adapt. */
export interface Product {
  readonly id: ProductId
  readonly name: string
  readonly disease: DiseaseWord
  readonly alsoAgainst?: readonly DiseaseWord[]
  readonly kind?: VaccineKindId
  readonly platform?: Platform
  readonly serogroups?: string
  /** Doses of the primary series of adults as first authorised; absent where it is not one number. */
  readonly primarySeries?: number
  /** What an EU DCC writes of it (value sets of the eHealth Network). */
  readonly euCodes?: { readonly mp: string; readonly ma: string; readonly vp: string }
  /** In WHO's catalogue of prequalified vaccines. Absent: not known. */
  readonly isPrequalified?: boolean
}
