/**
 * Draws the pages of a PDF, in a thread of its own and within limits.
 *
 * @module
 */

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { UsageError } from 'pratique/errors'
import type { GrayFrame } from 'pratique/qr/scan'
import type { DrawRequest, PdfAnswer, PdfTask } from './pdf-worker.ts'
import { compilePdfium } from './pdfium.ts'

/** A PDF that is open in a thread of its own until it is closed. */
export interface OpenPdf {
  readonly count: number
  /** Draws a page, counted from 0. @throws {UsageError} `usage.picture`. */
  readonly draw: (request: DrawRequest) => Promise<GrayFrame>
  readonly close: () => Promise<void>
}

/** Bounds beyond which a PDF is refused. */
export interface PdfLimits {
  readonly maxPages: number
  readonly maxMemoryBytes: number
  /** From opening to closing, by the clock. */
  readonly timeoutMs: number
}

/** Sources and compiled code lie beside each other by the same name. */
const WORKER = import.meta.url.endsWith('.ts') ? 'pdf-worker.ts' : 'pdf-worker.js'

/**
 * Opens a PDF.
 *
 * @throws {UsageError} `usage.picture` if it is damaged, locked, has no page or too many, or takes too
 *   much memory or time.
 */
export async function openPdfFile(
  bytes: Uint8Array,
  { maxPages, maxMemoryBytes, timeoutMs }: PdfLimits,
): Promise<OpenPdf> {
  const module = await compilePdfium()
  const workerData: PdfTask = { module, bytes, maxPages, maxMemoryBytes }
  const worker = new Worker(new URL(WORKER, import.meta.url), { workerData })
  const late = AbortSignal.timeout(timeoutMs)
  const receive = async (): Promise<PdfAnswer> => {
    const [answer] = await once(worker, 'message', { signal: late }).catch((cause: unknown) => {
      throw late.aborted ? takesTooLong(timeoutMs, cause) : cause
    })
    return answer
  }
  const close = async () => void (await worker.terminate())
  try {
    const opened = await receive()
    if (!('count' in opened)) throw toRefusal(opened)
    return {
      count: opened.count,
      draw: async (request) => {
        worker.postMessage(request)
        const drawn = await receive()
        if (!('frame' in drawn)) throw toRefusal(drawn)
        return drawn.frame
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function takesTooLong(timeoutMs: number, cause: unknown): UsageError {
  const limit = `${timeoutMs / 1000} seconds`
  return new UsageError('usage.picture', `expected a PDF that is drawn within ${limit}`, { cause })
}

function toRefusal(answer: PdfAnswer): UsageError {
  const message = 'refused' in answer ? answer.refused : 'the PDF cannot be drawn'
  return new UsageError('usage.picture', message)
}
