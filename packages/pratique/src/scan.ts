/**
 * The scanner: finds symbols in the pictures of a camera or of a file, by a reader that it is given.
 *
 * @module
 */

export { type GrayFrame, type RgbaFrame, toGray } from './scan/frame.ts'
export type {
  Corners,
  FoundSymbol,
  Point,
  ReadRequest,
  Symbology,
  SymbolReader,
} from './scan/reader-port.ts'
export { createFrameScanner, type FrameOptions, type FrameScanner } from './scan/scan-frame.ts'
export { type PictureOptions, scanPicture } from './scan/scan-picture.ts'
export { arrange as arrangeSymbols, toDistinct as toDistinctSymbols } from './scan/symbols.ts'
export {
  createZxingReader,
  type ReadFile,
  toFrameReader,
  type ZxingOptions,
  type ZxingPort,
  type ZxingResult,
} from './scan/zxing.ts'
