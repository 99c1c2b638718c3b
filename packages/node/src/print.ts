/**
 * Printing of certificates as PDF, in any script.
 *
 * @module
 */

export { CHINESE_PACKAGE, type FontFiles } from './print/font-files.ts'
export {
  type Omission,
  type Printed,
  type PrintOptions,
  printCertificates,
} from './print/print-certificates.ts'
