/**
 * Revocation lists.
 *
 * @module
 */

export type { RevocationList } from './revocation/list.ts'
export { readCardRevocationList } from './revocation/smart-health-card-crl/crl.ts'
export {
  type CrlAuthority,
  type VerifiedCrl,
  verifyCrl,
} from './revocation/x509-crl/x509-crl.ts'
export { type Crl, readCrl } from './x509/crl.ts'
