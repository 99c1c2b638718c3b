/**
 * Reads the codes on the pages of a PDF, which PDFium draws in a worker of its own.
 *
 * @module
 */

import loadPdfium from '@embedpdf/pdfium/pdfium.wasm?embedded'
import type { GrayFrame } from 'pratique/qr/scan'
import type { SeenCode } from '../scanning/codes.ts'
import type { FromPdfWorker, ToPdfWorker } from './pdf-worker.ts'
import PdfWorker from './pdf-worker.ts?worker&inline'
import type { SymbolReader } from './pictures.ts'
import type { FileReading, PageListener } from './read-file.ts'

/** From opening to closing. */
const PATIENCE_MS = 30_000

/** A printed module of 0.3 mm has nearly three pixels; then, where that showed nothing, finer ones. */
const LOOKS = [
  { dotsPerInch: 240, maxPixels: 8_000_000 },
  { dotsPerInch: 480, maxPixels: 16_000_000 },
] as const

/** In how long a file all pages are looked at in finer detail. */
const MAX_FURTHER_PAGES = 4

export async function readPdf(
  bytes: Uint8Array<ArrayBuffer>,
  read: SymbolReader,
  onpage: PageListener,
): Promise<FileReading> {
  const { buffer: wasm } = await loadPdfium()
  const worker = new PdfWorker()
  const late = AbortSignal.timeout(PATIENCE_MS)
  try {
    const file = bytes.slice().buffer
    const opened = await ask(worker, late, { kind: 'open', wasm, file }, [wasm, file])
    if (opened.kind !== 'opened') return toRefusal(opened)
    for (const look of opened.count > MAX_FURTHER_PAGES ? LOOKS.slice(0, 1) : LOOKS) {
      const codes: SeenCode[] = []
      for (let index = 0; index < opened.count; index++) {
        onpage(index + 1, opened.count)
        const drawn = await ask(worker, late, { kind: 'draw', index, ...look })
        if (drawn.kind !== 'drawn') return toRefusal(drawn)
        codes.push(...(await readPage(drawn.page, index + 1, read)))
      }
      if (codes.length > 0) return { kind: 'codes', codes }
    }
    return { kind: 'refused', why: 'no-code' }
  } finally {
    worker.terminate()
  }
}

async function readPage(
  frame: GrayFrame,
  page: number,
  read: SymbolReader,
): Promise<readonly SeenCode[]> {
  const { width, height } = frame
  const symbols = await read(frame)
  return symbols.map(({ text, x, y }) => ({ text, x: x / width, y: y / height, page }))
}

function toRefusal(answer: FromPdfWorker): FileReading {
  return { kind: 'refused', why: answer.kind === 'refused' ? answer.why : 'pdf' }
}

/** A worker that fails, or takes too long, refuses. */
function ask(
  worker: Worker,
  late: AbortSignal,
  message: ToPdfWorker,
  moved: Transferable[] = [],
): Promise<FromPdfWorker> {
  return new Promise((resolve) => {
    const refuse = () => resolve({ kind: 'refused', why: 'pdf' })
    // It may have come while a page was read.
    if (late.aborted) return refuse()
    late.onabort = refuse
    worker.onmessage = ({ data }: MessageEvent<FromPdfWorker>) => resolve(data)
    worker.onerror = refuse
    worker.postMessage(message, moved)
  })
}
