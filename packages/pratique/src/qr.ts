/**
 * QR codes of certificates: the symbol, pictures of it, and how large it is best printed.
 *
 * @module
 */

export {
  type AdviceOptions,
  recommendSymbol,
  type SymbolAdvice,
  type SymbolWarning,
  toPrintAdvice,
} from './qr/advice.ts'
export {
  type Bitmap,
  type Modules,
  type Run,
  toBitmap,
  toRuns,
} from './qr/bitmap.ts'
export { encodeQr, type QrSymbol } from './qr/encode.ts'
export type { QrContent, QrOptions } from './qr/plan.ts'
export { type PngOptions, toPng } from './qr/png.ts'
export { type Segment, toSegments } from './qr/segments.ts'
export { type SvgOptions, toSvg } from './qr/svg.ts'
export { LEVELS, type Level, QUIET_ZONE } from './qr/tables.ts'
export { type TerminalOptions, toTerminal } from './qr/terminal.ts'
