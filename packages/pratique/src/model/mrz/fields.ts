/**
 * What a machine-readable zone says.
 *
 * @module
 */

import type { PartialDate } from '../health-certificate.ts'
import type { MrzField, MrzKind } from './layout.ts'

/** The content of a zone, fillers at the end of fields left out. */
export interface MrzFields {
  readonly kind: MrzKind
  /** `P` and `PP` are passports; `I`, `A` and `C` begin those of cards. */
  readonly documentCode: string
  /** As in ICAO Doc 9303-3 §5: three letters, and `D` for Germany. */
  readonly issuingState: string
  /** Spaces and hyphens within are `<`. Cards may have more than nine characters. */
  readonly documentNumber: string
  readonly nationality: string
  /** The primary identifier in the letters of the zone, components parted by `<`. */
  readonly familyName: string
  /** The secondary identifier; empty if there is none. */
  readonly givenNames: string
  /** Absent if the year is unknown. */
  readonly birthDate?: PartialDate
  readonly sex: 'F' | 'M' | 'unspecified'
  readonly expiryDate: PartialDate
  readonly optionalData: string
  /** On cards of three lines, of the second line. */
  readonly optionalData2?: string
}

/** A zone that was read. */
export interface Mrz extends MrzFields {
  /** The names with spaces between components. */
  readonly readable: { readonly familyName: string; readonly givenNames: string }
  /** The name fills its field: it may have been cut. */
  readonly mayBeCut: boolean
}

/** What is wrong at one place of a zone. It never holds what stands there. */
export interface MrzFault {
  /** `zone` if it cannot be taken apart. */
  readonly field: MrzField | 'optionalData2' | 'optionalDataCheck' | 'zone'
  /** Lines and positions from 1; `to` is the last. */
  readonly line: number
  readonly from: number
  readonly to: number
  readonly problem: 'length' | 'character' | 'check-digit' | 'value'
  /** What should stand there, in words. */
  readonly expected: string
}

export interface RefusedMrz {
  readonly kind: 'refused'
  readonly faults: readonly [MrzFault, ...MrzFault[]]
}
