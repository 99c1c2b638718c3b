/**
 * What ICAO's profile asks of the certificate of who signs VDS-NC (ICAO Doc 9303-13).
 *
 * @module
 */

import type { Algorithm, KeyKind } from '../keys/algorithms.ts'

/** The extended key usage. */
export const VDS_NC_SIGNER = '2.23.136.1.1.14.2'

/** The type of document that a seal is. */
export const NON_CONSTRAINED = 'NV'

/** The curve decides the algorithm, and the hash with it. */
export const VDS_NC_ALGORITHMS: { readonly [Kind in KeyKind]?: readonly Algorithm[] } = {
  'P-256': ['ES256'],
  'P-384': ['ES384'],
  'P-521': ['ES512'],
}
