/**
 * Issuing: orders in, signed and verified certificates out; the border copy; the formats that can be
 * issued; names and zones of passports, which orders are made of.
 *
 * @module
 */

export { issueEuDcc } from './formats/eu-dcc/write.ts'
export { issueSmartHealthCard } from './formats/smart-health-card/write.ts'
export { issueVdsNc } from './formats/vds-nc/write.ts'
export { type IssueWhoIcvpOptions, issueWhoIcvp } from './formats/who-icvp/write.ts'
export {
  type BorderCopy,
  type BorderCopyRequest,
  type BorderPlan,
  issueBorderCopy,
  type PlannedCopy,
  planBorderCopy,
} from './issue/border-copy.ts'
export {
  type CheckedOrder,
  createIssuer,
  type Issued,
  type IssueOutcome,
  type IssueRequest,
  type Issuer,
  type IssuerOptions,
  type Preview,
  type Shown,
} from './issue/issuer.ts'
export { type ReadOrder, readOrder } from './issue/read-order.ts'
export type { Size } from './issue/size.ts'
export type { Purpose } from './issue/times.ts'
export type { SignPort } from './keys/sign-port.ts'
export type {
  Draft,
  IssuerProfile,
  IssuingFormat,
  IssuingNeed,
  MrzName,
  PreparedOrder,
  ProductCodes,
  SigningKey,
} from './model/issuing.ts'
export { encodeMrz, type WrittenMrz } from './model/mrz/encode-mrz.ts'
export type { Mrz, MrzFault, MrzFields, RefusedMrz } from './model/mrz/fields.ts'
export {
  isMrzFormOf,
  type MrzName as MrzNamePart,
  type MrzNameFault,
  type MrzNameOptions,
  toMrzName,
  toMrzVariants,
} from './model/mrz/mrz-name.ts'
export { type ReadMrz, type ReadMrzOptions, readMrz } from './model/mrz/read-mrz.ts'
export type { CyrillicLanguage } from './model/mrz/transliterations.ts'
export type * from './model/order.ts'
export type { RevocationToken } from './model/revocation-token.ts'
