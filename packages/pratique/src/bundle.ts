/**
 * The bundle: one signed file with all that a verifier needs offline.
 *
 * @module
 */

export {
  type AcceptOptions,
  acceptBundle,
  type HeldBundle,
  requireSeparateRoles,
} from './bundle/accept.ts'
export { type BuildOptions, buildBundle, requireNumber } from './bundle/build.ts'
export { isCarriable, toCarriableList, toCarriedTokenLists } from './bundle/carriable.ts'
export { readCarriedRevocations } from './bundle/carried.ts'
export { isCardList, readCarriedCardLists } from './bundle/carried-cards.ts'
export type {
  BundleChanges,
  BundleContent,
  BundleManifest,
  BundleSource,
  CarriedPolicy,
  CarriedRevocations,
  NamedPolicy,
  NetworkDate,
  PolicyChanges,
  PolicyKind,
  SectionName,
  SourceFile,
} from './bundle/content.ts'
export { completeBundle, omitSections } from './bundle/delta.ts'
export { type Denial, readDenial, type SignedDenial, signDenial } from './bundle/denial.ts'
export {
  addSignature,
  type BundleFile,
  type Digest,
  digestOf,
  type Inflate,
  isBundleFile,
  readBundleFile,
  readPolicies,
  readRecords,
} from './bundle/file.ts'
export { MAX_AGE_DAYS, toDatedLists } from './bundle/freshness.ts'
export { inOrder } from './bundle/in-order.ts'
export {
  type LoadedBundle,
  type LoadOptions,
  loadBundle,
  type OpenedBundle,
  openBundle,
} from './bundle/load.ts'
export { decodeManifest } from './bundle/manifest.ts'
export { type OpenedFile, type OpenOptions, openFile } from './bundle/open.ts'
export { POLICY_KINDS, POLICY_LIMITS } from './bundle/policies.ts'
export {
  parseQuorum,
  type Quorum,
  type QuorumKey,
  type QuorumResult,
  type QuorumSignature,
  requireQuorum,
  verifyQuorum,
  writeQuorum,
} from './bundle/quorum.ts'
export {
  createUpdateCollector,
  isUpdateCode,
  MAX_UPDATE_CODES,
  toUpdateCodes,
  type UpdateCollector,
  type UpdateProgress,
} from './bundle/update-codes.ts'
export {
  readTyped,
  type SignatureStatus,
  type SignedType,
  signTyped,
  type TypedSignature,
  verifyTyped,
} from './cose/typed-signature.ts'
export type { SignPort } from './keys/sign-port.ts'
export { toSignerId } from './keys/signer-id.ts'
export {
  type ChangedKey,
  diffRecords,
  type NamedKey,
  type RecordChanges,
} from './trust/diff-records.ts'
