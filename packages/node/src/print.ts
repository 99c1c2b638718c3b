/**
 * Printing of certificates as PDF, in any script.
 *
 * @module
 */

export { CHINESE_PACKAGE, type FontFiles } from './print/font-files.ts'
export {
  createPrinter,
  type Omission,
  type Printed,
  type Printer,
  type PrintOptions,
} from './print/printer.ts'
