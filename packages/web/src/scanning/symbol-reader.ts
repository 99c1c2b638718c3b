/**
 * The reader of symbols that the scanner is given in the page: zxing-wasm, from bytes that the page holds.
 *
 * @module
 */

import { createZxingReader, type SymbolReader, toFrameReader } from 'pratique/qr/scan'
import { toText } from 'pratique/verify'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** Makes the reader ready: left to itself it would ask a network for its code. */
export function startReader(wasm: ArrayBuffer): void {
  prepareZXingModule({ overrides: { wasmBinary: wasm }, fireImmediately: true })
}

/** Reads symbols of gray pixels. */
export const readSymbolsOf: SymbolReader = toFrameReader(
  createZxingReader({ readBarcodes, toText }),
)
