/**
 * New Zealand's COVID passes: the format for a verifier, the texts of its barcodes, and the reading of
 * their claims.
 *
 * @module
 */

export {
  type DecodedNzcp,
  decodeNzcp,
  encodeNzcp,
  NZCP_PREFIX,
  nzcp,
} from './formats/nz-pass/carrier.ts'
export { type PassClaims, readPassClaims } from './formats/nz-pass/claims.ts'
export { nzPass } from './formats/nz-pass/format.ts'
export { type PassPayload, readPass } from './formats/nz-pass/payload.ts'
