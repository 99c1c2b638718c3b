/**
 * The worker that reads symbols: one frame at a time. What it holds of a frame ends with it.
 *
 * @module
 */

import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { FromScanWorker, ToScanWorker } from './messages.ts'

self.addEventListener('message', async ({ data }: MessageEvent<ToScanWorker>) => {
  if (data.kind === 'start') {
    prepareZXingModule({ overrides: { wasmBinary: data.wasm }, fireImmediately: true })
    return
  }
  const results = await readBarcodes(data.image, {
    formats: ['QRCodeModel2', 'AztecCode', 'DataMatrix'],
    textMode: 'Plain',
  })
  const answer: FromScanWorker = { texts: results.map(({ text }) => text) }
  self.postMessage(answer)
})
