/**
 * Symbols of the kinds that Pratique does not write itself.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'
import type { Drawn } from './fake-camera.ts'

const wasm = await readFile(new URL(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm')))
await prepareZXingModule({
  overrides: { wasmBinary: new Uint8Array(wasm).buffer },
  fireImmediately: true,
})

export async function makeSymbol(text: string, format: 'AztecCode' | 'DataMatrix'): Promise<Drawn> {
  const { error, symbol } = await writeBarcode(text, { format })
  if (error !== '' || symbol.width !== symbol.height) throw new Error(error || 'expected a square')
  // There 0 is dark.
  return {
    size: symbol.width,
    modules: Uint8Array.from(symbol.data, (level) => (level === 0 ? 1 : 0)),
  }
}
