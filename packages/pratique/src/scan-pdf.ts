/**
 * The pages of PDF files as pixels for the scanner, by a PDFium that is given.
 *
 * @module
 */

export { openPdf, type PageDetail, type Pdfium, type PdfPages } from './scan/pdf-pages.ts'
