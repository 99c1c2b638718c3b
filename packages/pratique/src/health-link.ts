/**
 * Health links inside signed certificates of the HCERT family: the format for a verifier.
 *
 * @module
 */

export { findLinkText, readLinkClaim } from './formats/health-link/claims.ts'
export { healthLink } from './formats/health-link/format.ts'
