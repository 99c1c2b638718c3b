/**
 * Revocation lists.
 *
 * @module
 */

export { readTokenLists } from './intake/token-lists.ts'
export {
  decodeToken,
  decodeTokenRid,
  decodeTokenSeal,
  decodeTokenUvci,
  encodeToken,
  encodeTokenRid,
  encodeTokenSeal,
  encodeTokenUvci,
  type RevocationToken,
  toTokenId,
} from './model/revocation-token.ts'
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
  BLOCK,
  type TokenCoverage,
  type TokenDeltaContent,
  type TokenListContent,
  type TokenListHead,
} from './revocation/token-list/content.ts'
export { toRevocationLists } from './revocation/token-list/lists.ts'
export { signTokenDelta, signTokenList } from './revocation/token-list/sign.ts'
export {
  applyRevocationUpdate,
  type HeldList,
  isTaken,
  type ListFile,
  type ListKey,
  readListFile,
  UPDATE_WORDS,
  type UpdateAnswer,
  type UpdateContext,
  type UpdateResult,
} from './revocation/token-list/update.ts'
export {
  type CrlAuthority,
  type VerifiedCrl,
  verifyCrl,
} from './revocation/x509-crl/x509-crl.ts'
export { type Crl, readCrl } from './x509/crl.ts'
