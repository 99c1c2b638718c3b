/**
 * The thread in which PDFium draws: it can be ended when a file takes too long, and takes all that it holds
 * with it.
 *
 * @module
 */

import { parentPort, workerData } from 'node:worker_threads'
import { UsageError } from 'pratique/errors'
import { openPdf, type PageDetail } from 'pratique/qr/pdf'
import type { GrayFrame } from 'pratique/qr/scan'
import { startPdfium } from './pdfium.ts'

/** What the thread is begun with. */
export interface PdfTask {
  readonly module: WebAssembly.Module
  readonly bytes: Uint8Array
  readonly maxPages: number
  readonly maxMemoryBytes: number
}

/** What it is then asked, one at a time. */
export interface DrawRequest extends PageDetail {
  readonly index: number
}

/** The first says how many pages there are, each further one is a page. */
export type PdfAnswer =
  | { readonly count: number }
  | { readonly frame: GrayFrame }
  | { readonly refused: string }

const { module, bytes, maxPages, maxMemoryBytes }: PdfTask = workerData
const pdfium = await startPdfium(module, maxMemoryBytes)

answer(() => {
  const pages = openPdf(pdfium, bytes, { maxPages })
  parentPort?.on('message', ({ index, ...detail }: DrawRequest) =>
    answer(() => ({ frame: pages.draw(index, detail) })),
  )
  return { count: pages.count }
})

function answer(make: () => PdfAnswer): void {
  let made: PdfAnswer
  try {
    made = make()
  } catch (error) {
    // A trap is what a hostile file leads to; anything else that is thrown is a fault of ours.
    const isRefused = error instanceof UsageError || error instanceof WebAssembly.RuntimeError
    if (!isRefused) throw error
    made = { refused: error instanceof UsageError ? error.message : 'the PDF cannot be drawn' }
  }
  parentPort?.postMessage(made, 'frame' in made ? [made.frame.pixels.buffer] : [])
}
