/**
 * zxing-wasm alone, which the scanner is measured against.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import {
  prepareZXingModule,
  type ReaderOptions,
  type ReadResult,
  readBarcodes,
} from 'zxing-wasm/reader'
import type { GrayFrame } from './frame.ts'

const wasm = await readFile(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
await prepareZXingModule({
  overrides: { wasmBinary: new Uint8Array(wasm).buffer },
  fireImmediately: true,
})

/** One QR code, dark on light: what the set of frames is made to be read by to four fifths. */
export const PLAIN: ReaderOptions = {
  formats: ['QRCode'],
  tryHarder: true,
  tryInvert: false,
  maxNumberOfSymbols: 1,
}

/** The same with everything else as the package has it when nothing is said: light on dark, too. */
export const DEFAULTS: ReaderOptions = { formats: ['QRCode'], maxNumberOfSymbols: 1 }

/** Reads a file: PNG, JPEG or PGM. */
export function readAlone(
  file: Uint8Array,
  options: ReaderOptions = DEFAULTS,
): Promise<readonly ReadResult[]> {
  return readBarcodes(file, options)
}

/** A frame as a PGM (Netpbm, P5), the cheapest of what it takes. */
export function toPgm({ width, height, pixels }: GrayFrame): Uint8Array {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels])
}
