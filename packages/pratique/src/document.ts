/**
 * Identity documents beside a certificate: their machine-readable zones, and whether they are the
 * holder's.
 *
 * @module
 */

export type { Field, Holder } from './model/health-certificate.ts'
export {
  type ComparedMrz,
  compareWithMrz,
  type HolderComparison,
} from './model/mrz/compare-holder.ts'
export type { Mrz, MrzFault, MrzFields, RefusedMrz } from './model/mrz/fields.ts'
export { type ReadMrz, type ReadMrzOptions, readMrz } from './model/mrz/read-mrz.ts'
