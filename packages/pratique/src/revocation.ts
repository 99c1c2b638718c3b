/**
 * Revocation lists.
 *
 * @module
 */

export {
  type HashBatches,
  readHashBatch,
  readHashBatches,
} from './revocation/eu-hash-batches/hash-batches.ts'
export {
  readSignedHashBatches,
  type SignedBatchesOptions,
} from './revocation/eu-hash-batches/signed-batches.ts'
export type { RevocationCoverage, RevocationList } from './revocation/list.ts'
export { readCardRevocationList } from './revocation/smart-health-card-crl/crl.ts'
export {
  type CrlAuthority,
  type VerifiedCrl,
  verifyCrl,
} from './revocation/x509-crl/x509-crl.ts'
export { type Crl, readCrl } from './x509/crl.ts'
