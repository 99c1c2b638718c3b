/**
 * Revocation lists.
 *
 * @module
 */

export { readTokenLists } from './intake/token-lists.ts'
export type { SignPort } from './keys/sign-port.ts'
export {
  decodeToken,
  decodeTokenRid,
  decodeTokenSeal,
  decodeTokenUvci,
  encodeToken,
  encodeTokenRid,
  encodeTokenSeal,
  encodeTokenUvci,
  findSealToken,
  findToken,
  type RevocationToken,
  toTokenId,
} from './model/revocation-token.ts'
export type { StatusPurpose } from './revocation/bitstring-status-list/names.ts'
export {
  type BitstringStatusListOptions,
  type BitstringStatusListReading,
  readBitstringStatusList,
  verifyBitstringStatusListJwt,
} from './revocation/bitstring-status-list/read.ts'
export { readBitstringReference } from './revocation/bitstring-status-list/reference.ts'
export {
  type BitstringStatusListContent,
  createBitstringStatusList,
  signBitstringStatusListJwt,
} from './revocation/bitstring-status-list/write.ts'
export {
  type HashBatches,
  readHashBatch,
  readHashBatches,
} from './revocation/eu-hash-batches/hash-batches.ts'
export {
  readSignedHashBatches,
  type SignedBatchesOptions,
} from './revocation/eu-hash-batches/signed-batches.ts'
export {
  createHashBatches,
  type HashBatchOptions,
  type HashBatchSigning,
  type NamedHashBatch,
  type RevokedUci,
  signHashBatch,
  type WrittenHashType,
} from './revocation/eu-hash-batches/write.ts'
export type { RevocationCoverage, RevocationList } from './revocation/list.ts'
export type { StatusSigners, VerifiedStatusList } from './revocation/signed-status.ts'
export { readCardRevocationList } from './revocation/smart-health-card-crl/crl.ts'
export {
  type CardRevocationListOptions,
  createCardRevocationList,
  type RevokedCard,
} from './revocation/smart-health-card-crl/write.ts'
export type { RevokedIndices, StatusBits } from './revocation/status-array.ts'
export {
  type CertificateStatus,
  findStatus,
  type StatusAnswer,
  type StatusClock,
  type StatusList,
  type StatusReference,
} from './revocation/status-list.ts'
export {
  type Batch,
  coveredBy,
  type EditionOptions,
  makeEdition,
  nameIssuers,
  openList,
  type Receipt,
  type RevokeResult,
  readLists,
  readRevoked,
  recoverLists,
  requireOwnBatch,
  requireOwnTokens,
  revokeBatch,
  revokeByTokens,
} from './revocation/token-list/acts.ts'
export {
  type Allocator,
  createAllocator,
  type ListsContext,
} from './revocation/token-list/allocator.ts'
export {
  BLOCK,
  digestOfList,
  encodeTokenList,
  MAX_INDICES,
  type PublishedEdition,
  type TokenCoverage,
  type TokenDeltaContent,
  type TokenListContent,
  type TokenListHead,
} from './revocation/token-list/content.ts'
export {
  type BundleEntry,
  type EditionEntry,
  type EditionIndex,
  findNeededFiles,
  parseEditionIndex,
} from './revocation/token-list/edition-index.ts'
export { decodeGaps, encodeGaps, type GapsOf } from './revocation/token-list/golomb.ts'
export {
  type ListFile,
  type OpenedListFile,
  openListFile,
  readListFile,
} from './revocation/token-list/list-file.ts'
export { findUnspoken, toRevocationLists } from './revocation/token-list/lists.ts'
export {
  type ReplaceResult,
  replaceByToken,
  type Successor,
} from './revocation/token-list/replace.ts'
export { requireSameSecret, SECRET_BYTES, toTokens } from './revocation/token-list/secret.ts'
export { signTokenDelta, signTokenList } from './revocation/token-list/sign.ts'
export {
  ALLOCATION,
  type AllocationState,
  decodeAllocation,
  decodeRevoked,
  encodeAllocation,
  encodeRevoked,
  type ListState,
  type ListStore,
  REVOCATION_REASONS,
  type RevocationReason,
  type RevokedState,
  revokedName,
} from './revocation/token-list/state.ts'
export {
  applyOpenedFile,
  applyRevocationUpdate,
  type HeldList,
  isTaken,
  type ListKey,
  UPDATE_WORDS,
  type UpdateAnswer,
  type UpdateContext,
  type UpdateResult,
} from './revocation/token-list/update.ts'
export {
  type TokenStatusListOptions,
  verifyTokenStatusListCwt,
  verifyTokenStatusListJwt,
} from './revocation/token-status-list/read.ts'
export {
  readCwtStatusReference,
  readJwtStatusReference,
} from './revocation/token-status-list/reference.ts'
export {
  signTokenStatusListCwt,
  signTokenStatusListJwt,
  type TokenStatusListContent,
} from './revocation/token-status-list/write.ts'
export {
  type CrlAuthority,
  type VerifiedCrl,
  verifyCrl,
} from './revocation/x509-crl/x509-crl.ts'
export { type Crl, readCrl } from './x509/crl.ts'
