/**
 * Trust: records of keys, the sources they come from, and the store that a verifier looks them up in.
 *
 * @module
 */

export {
  type CmsSignedData,
  readCmsSignedData,
  readPkcs7Certificates,
} from './cms/signed-data.ts'
export type { DigestAlgorithm, SignerIdentifier, SignerInfo } from './cms/signer-info.ts'
export { type CmsResult, type CmsSigner, verifyCmsSignature } from './cms/verify.ts'
export { readCrlLists } from './intake/crl-lists.ts'
export { type ReadRevocations, readRevocations } from './intake/revocations.ts'
export { importSource } from './intake/sources/import-source.ts'
export {
  EVIDENCE_WORDS,
  type KeyReport,
  reportSource,
  type SourceReport,
} from './intake/sources/report.ts'
export {
  type EuSource,
  type FileSource,
  type GdhcnSource,
  type NzSource,
  type RefusedFile,
  SOURCE_KINDS,
  type SourceFiles,
  type SourceImport,
  type SourceKind,
  type SourceOptions,
  type VciSource,
} from './intake/sources/source.ts'
export { importTrustFile, type TrustFile, type TrustFileOptions } from './intake/trust-file.ts'
export { FITTING_ALGORITHMS } from './keys/algorithms.ts'
export { readCoseKey } from './keys/cose-key.ts'
export { readJwk, thumbprint } from './keys/jwk.ts'
export { readSpki } from './keys/spki.ts'
export { importCertificate, importPem } from './trust/certificate/certificate.ts'
export {
  type CscaOptions,
  importCsca,
  importCscaPem,
} from './trust/csca/csca.ts'
export { type DidDocumentOptions, importDidDocument } from './trust/did-document/did-document.ts'
export { type DivocKeysOptions, importDivocKeys } from './trust/divoc-keys/divoc-keys.ts'
export { importEuList } from './trust/eu-list/eu-list.ts'
export { type GdhcnOptions, importGdhcnList } from './trust/gdhcn/gdhcn.ts'
export { GDHCN_NETWORKS, type GdhcnNetwork } from './trust/gdhcn/networks.ts'
export type { GdhcnSigner, ProofStatus } from './trust/gdhcn/proof.ts'
export type { GdhcnImport, GdhcnKeyReport } from './trust/gdhcn/report.ts'
export { GDHCN_SIGNERS, type PinnedSigner } from './trust/gdhcn/signers.ts'
export {
  GDHCN_WARNINGS,
  type GdhcnWarning,
  type GdhcnWarningName,
} from './trust/gdhcn/warnings.ts'
export { importIssuerMap } from './trust/jwk-set/issuer-map.ts'
export { importJwkSet } from './trust/jwk-set/jwk-set.ts'
export { reportKeySet } from './trust/jwk-set/report-key-set.ts'
export { type PinnedCertificate, VCI_SIGNER } from './trust/jwk-set/vci-signer.ts'
export {
  type IssuerAlias,
  importVciSnapshot,
  type VciImport,
  type VciSnapshotOptions,
} from './trust/jwk-set/vci-snapshot.ts'
export {
  importMasterList,
  type MasterList,
  type MasterListOptions,
  type PinnedSigners,
  readMasterList,
} from './trust/master-list/master-list.ts'
export {
  hasEvidence,
  type NetworkByName,
  OFFICIAL_USE,
  PERSONAL_USE,
  requireEvidence,
  TAKEN_BY_NAME,
  type TrustPolicy,
  toOfficialUse,
} from './trust/policy.ts'
export {
  ENVIRONMENTS,
  type Environment,
  EVIDENCE_LEVELS,
  type Evidence,
  type TrustImport,
  type TrustList,
  type TrustRecord,
} from './trust/record.ts'
export { exportRecords, importRecords } from './trust/records/records.ts'
export {
  createShelfStore,
  type Shelf,
  type ShelfStoreOptions,
} from './trust/shelf-store.ts'
export { createTrustStore, type TrustStore, type TrustStoreOptions } from './trust/store.ts'
export { GDHCN_ANCHORS, type PinnedAnchor } from './trust/trust-anchor/anchors.ts'
export {
  type AnchoredCertificate,
  type AnchorOptions,
  type AnchorReport,
  importAnchored,
  type RefusedAnchor,
  verifyAnchored,
} from './trust/trust-anchor/trust-anchor.ts'
