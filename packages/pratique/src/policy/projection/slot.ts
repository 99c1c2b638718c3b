/**
 * The values of a projected certificate that are not known in one word: what each may be.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import type { DateRange, InstantRange } from '../facts/ranges.ts'

/** What a member, or members that go together, may hold. */
export type Domain =
  /** One of these, and nothing else; as many values in each as there are members. */
  | { readonly kind: 'choice'; readonly values: readonly (readonly JsonValue[])[] }
  /** One of these, or any other. `null` where the certificate leaves out what its format has. */
  | { readonly kind: 'open'; readonly values: readonly (readonly JsonValue[])[] }
  | TimeDomain

/** A date or an instant that is known within limits, or not at all. */
export type TimeDomain =
  /** One of these days; `stated`: a partial date, as rules may want to read it themselves. */
  | { readonly kind: 'days'; readonly range: DateRange; readonly stated?: string }
  | { readonly kind: 'instants'; readonly range: InstantRange }
  /** A day of which nothing is known; of a limit that an issuer sets, it may lie after the arrival. */
  | { readonly kind: 'any-day'; readonly mayBeLater?: true }

/** One unknown, or a known value that was worked out. */
export interface Slot {
  /** In the words of the common model, such as `vaccination.product`. */
  readonly field: string
  /** Names of members: of the entry, or `dob`. */
  readonly members: readonly string[]
  readonly domain: Domain
  readonly source: 'stated' | 'derived'
  /** Of members that go together and yet are a field each: those that no certificate states. */
  readonly derivedMembers?: readonly string[]
}

/** A value that is known. */
export function fixed(
  field: string,
  member: string,
  value: JsonValue,
  source: Slot['source'] = 'stated',
): Slot {
  return { field, members: [member], domain: { kind: 'choice', values: [[value]] }, source }
}

/** A code of which nothing is known. `isAbsent`: its own format would have stated it. */
export function unknownCode(field: string, member: string, isAbsent: boolean): Slot {
  const values = isAbsent ? [[null]] : []
  return { field, members: [member], domain: { kind: 'open', values }, source: 'derived' }
}
