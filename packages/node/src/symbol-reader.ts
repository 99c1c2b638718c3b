/**
 * The reader of symbols that the scanner is given in Node: zxing-wasm, from node_modules, offline.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { UsageError } from 'pratique/errors'
import {
  createZxingReader,
  type ReadFile,
  type SymbolReader,
  toFrameReader,
  type ZxingPort,
} from 'pratique/qr/scan'
import { toText } from 'pratique/verify'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

let reader: Promise<unknown> | undefined

/**
 * Loads the decoder once, from node_modules. It must be given its wasm before each use: left to
 * itself it would ask a CDN.
 */
function loadReader(): Promise<unknown> {
  reader ??= readFile(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))).then(
    (file) =>
      prepareZXingModule({
        overrides: { wasmBinary: new Uint8Array(file).buffer },
        fireImmediately: true,
      }),
  )
  return reader
}

const readLoaded: ZxingPort['readBarcodes'] = async (file, options) => {
  await loadReader()
  try {
    return await readBarcodes(file, options)
  } catch (cause) {
    // A trap leaves the module's memory in no known state: the next picture gets a new one.
    reader = undefined
    throw new UsageError('usage.picture', 'the picture cannot be decoded', { cause })
  }
}

/**
 * Reads a file that the decoder itself knows to decode: a PGM or a JPEG. It is loaded with the first.
 *
 * @throws {UsageError} `usage.picture` if it cannot.
 */
export const readFileOf: ReadFile = createZxingReader({ readBarcodes: readLoaded, toText })

/** Reads symbols of gray pixels. */
export const readSymbolsOf: SymbolReader = toFrameReader(readFileOf)
