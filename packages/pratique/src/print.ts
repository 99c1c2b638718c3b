/**
 * Printed certificates: what stands on the page, where, and a fast writer of PDFs for Latin text.
 *
 * @module
 */

export { PRINT_LANGUAGES, type PrintLabel, type PrintLanguage } from './messages/print.ts'
export { describePage, type PageRequest } from './print/describe-page.ts'
export {
  type LayoutRequest,
  layOut,
  type PlacedBlock,
  type PlacedLine,
  type PlacedPage,
  type PlacedSymbol,
  type PlacedText,
} from './print/layout.ts'
export type { Direction, PrintedPage, PrintedRow, PrintedSymbol } from './print/page.ts'
export {
  createTemplateWriter,
  type TemplateWriter,
  type TemplateWriterOptions,
  type Written,
} from './print/pdf-document.ts'
export { runsFromRight } from './print/printable.ts'
export { MARK_WIDTH, SHEET_SIZES, type SheetSize } from './print/sheet.ts'
export { type PaperPage, type PrintedCertificate, toPaperPages } from './print/sheets.ts'
export { measureHelvetica } from './print/win-ansi.ts'
export type { FontWeight, Measure } from './print/wrap.ts'
