/**
 * Revocation lists.
 *
 * @module
 */

export type { RevocationList } from './revocation/list.ts'
export { readCardRevocationList } from './revocation/smart-health-card-crl/crl.ts'
