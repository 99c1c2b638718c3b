/**
 * Contents of WHO digital ICVPs that are all made up, in each of the four published shapes.
 *
 * @module
 */

import type { CborValue } from '../../packages/pratique/src/codecs.ts'
import type { Envelope, Plain } from './hcert.ts'
import type { KeyPair } from './key-pairs.ts'
import { signClaims, subClaims } from './who-ddcc.ts'

/** Members of a certificate, in the spelling of the format. */
export interface IcvpContent {
  readonly [name: string]: Plain
}

/** Products of `vectors/who-icvp/catalogue.json`. */
export const PRODUCTS = {
  yellowFever: 'UtopiaFeverProduct0123456789abcdef0123456789abcdef',
  polio: 'FVP-P-900001',
  covid19: 'a3K000000000UTOAAA',
  unsaid: 'FVP-P-900002',
  /** Of the form that WHO's have, and in no catalogue. */
  unlisted: 'UtopiaFeverProductffffffffffffffffffffffffffffffff',
} as const

/** A dose as a pilot of 2024 states it: with its disease. */
export function pilotDose(other = {}): IcvpContent {
  return {
    dn: 'Primary',
    tg: 'RA01',
    vp: '871772009',
    mp: '1',
    ma: 'Amaurot Vaccines (made up)',
    dt: '2025-12-15',
    bo: 'LOT-0042',
    vls: '2025-12-25',
    ...other,
  }
}

/** A dose of the catalogue: `dt` until early 2026, then `dv`. */
export function dose(vp: string, date: 'dt' | 'dv', other = {}): IcvpContent {
  return { vp, [date]: '2025-12-15', bo: 'LOT-0042', is: 'XEX', ...other }
}

/** The holder, with the members of the older shapes. */
export const OLD_HOLDER: IcvpContent = {
  n: 'Cora Vectorova',
  dob: '1985-09-14',
  s: 'female',
  ntl: 'XE',
  nid: 'X1234567',
}

/** The holder, with the members of the newer shapes. */
export const NEW_HOLDER: IcvpContent = {
  n: 'Cora Vectorova',
  dob: '1985-09-14',
  s: 'female',
  nt: 'XEX',
  id: 'X1234567',
  dt: 'PPN',
}

/** The newest shape. */
export function newest(vx: Plain, other = {}): IcvpContent {
  return { ...NEW_HOLDER, vx, v: '1', ...other }
}

/** Signs a certificate as sub-claim −6. */
export function signIcvp(
  icvp: Plain,
  envelope: Envelope,
  key: KeyPair,
  beside: readonly (readonly [number, CborValue])[] = [],
): string {
  return signClaims(subClaims([[-6, icvp], ...beside], envelope), key)
}
