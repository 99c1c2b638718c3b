/**
 * The verifier, without any format: list the ones that you need.
 *
 * @module
 */

export type { Bytes } from './bytes/bytes.ts'
export { type Algorithm, isSignatureLength, type KeyKind } from './keys/algorithms.ts'
export type { CryptoPort, PreparedKey } from './keys/crypto-port.ts'
export type { PublicKey } from './keys/public-key.ts'
export { webCrypto } from './keys/web-crypto.ts'
export { type CarrierId, type Detected, detect, trimLeadingSpace } from './model/detect.ts'
export type {
  CarriedSigner,
  Carrier,
  CertificateClaims,
  Claims,
  Format,
  Framework,
  Reading,
  RevocationIdKind,
  SignedMessage,
  SignerCertificate,
  UnsignedMessage,
  Usage,
} from './model/format.ts'
export { FRAMEWORKS } from './model/format.ts'
export type * from './model/health-certificate.ts'
export {
  CHECK_NAMES,
  type Check,
  type CheckName,
  type Checks,
  type ExitCode,
  type GenuineVerdict,
  type NegativeVerdict,
  type Remark,
  STATUSES,
  type Status,
  type Verdict,
} from './outcome.ts'
export { type Conclusion, conclude } from './verdict.ts'
export { checkPeriod } from './verify/check-validity.ts'
export type { AskedPolicy, VerifierOptions, VerifyContext } from './verify/context.ts'
export { type Decision, type DecisionContext, decide, type Statement } from './verify/decide.ts'
export { findNotableResult, type NotableResult } from './verify/notable-result.ts'
export { type Scanned, toText } from './verify/scanned.ts'
export type { MaxListAges } from './verify/standing.ts'
export { WORST_FIRST } from './verify/together.ts'
export type {
  Issuer,
  ListDates,
  PolicyAnswer,
  Verification,
} from './verify/verification.ts'
export {
  createVerifier,
  type VerifiedTexts,
  type VerifiedTogether,
  type Verifier,
} from './verify/verifier.ts'
export {
  policyWithoutPerson,
  type Told,
  type ToldPolicy,
  type ToldReason,
  type ToldVerification,
  tellVerification,
  withoutPerson,
} from './verify/without-person.ts'
