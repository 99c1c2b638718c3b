/**
 * An issuer's own keys: signing with them, their certificates, and when the next one is due.
 *
 * @module
 */

export {
  encodeBitString,
  encodeCount,
  encodeNull,
  encodeOctets,
  encodeOid,
  encodeSequence,
} from './der/write-values.ts'
export { type SigningJwk, toSigningJwk } from './keys/jwk-writer.ts'
export { thumbprintOfKey } from './keys/key-thumbprint.ts'
export { isWeakKey, toIdentity } from './keys/public-key.ts'
export type { SignPort } from './keys/sign-port.ts'
export { readSpki } from './keys/spki.ts'
export { toCertificateKeyId } from './trust/document-signer.ts'
export { type Life, writeAuthority } from './x509/authority.ts'
export { type Certificate, readCertificate } from './x509/certificate.ts'
export { type CertifyOptions, certifyRequest } from './x509/certify.ts'
export { type ChainResult, verifyChain } from './x509/chain.ts'
export { type HealthUsage, usagesOf } from './x509/health-usages.ts'
export {
  type KeyLine,
  MIN_CERTIFICATES,
  type PlanFault,
  type PlannedKey,
  type PlanOptions,
  planKeys,
} from './x509/key-plan.ts'
export type { Name, NameParts } from './x509/name.ts'
export { type PemKind, readPemBlocks, readPemCertificates } from './x509/pem.ts'
export { type PrivateKeyUsage, readPrivateKeyUsage } from './x509/private-key-usage.ts'
export { type KeyRole, type Purpose, roleOf } from './x509/profiles.ts'
export {
  type CertificateRequest,
  isRequestProven,
  readCertificateRequest,
  writeCertificateRequest,
} from './x509/request.ts'
export { toSubjectKeyId, withCertificate } from './x509/sign.ts'
export { type PemLabel, writePem } from './x509/write-pem.ts'
