/**
 * Trust: records of keys, the sources they come from, and the store that a verifier looks them up in.
 *
 * @module
 */

export { readCrlLists } from './intake/crl-lists.ts'
export { type ReadRevocations, readRevocations } from './intake/revocations.ts'
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
export { importIssuerMap } from './trust/jwk-set/issuer-map.ts'
export { importJwkSet } from './trust/jwk-set/jwk-set.ts'
export { reportKeySet } from './trust/jwk-set/report-key-set.ts'
export {
  type Environment,
  EVIDENCE_LEVELS,
  type Evidence,
  type TrustImport,
  type TrustList,
  type TrustRecord,
} from './trust/record.ts'
export { exportRecords, importRecords } from './trust/records/records.ts'
export { createTrustStore, type TrustStore, type TrustStoreOptions } from './trust/store.ts'
