/**
 * The worker that draws the pages of a PDF. It is ended when a file takes too long, and takes all that it
 * holds with it.
 *
 * @module
 */

import { init } from '@embedpdf/pdfium'
import { UsageError } from 'pratique/errors'
import { openPdf, type PageDetail, type PdfPages } from 'pratique/qr/pdf'
import type { GrayFrame } from 'pratique/qr/scan'

export type ToPdfWorker =
  | { readonly kind: 'open'; readonly wasm: ArrayBuffer; readonly file: ArrayBuffer }
  | ({ readonly kind: 'draw'; readonly index: number } & PageDetail)

export type FromPdfWorker =
  | { readonly kind: 'opened'; readonly count: number }
  | { readonly kind: 'drawn'; readonly page: GrayFrame }
  | { readonly kind: 'refused'; readonly why: PdfFault }

export type PdfFault = 'pdf' | 'pdf-locked' | 'pdf-long'

const MAX_PAGES = 30
const MAX_MEMORY_BYTES = 500_000_000

/** What the module asks of its surroundings when it needs more memory; 0 says no (Emscripten). */
type Grow = (bytes: number) => number

let pages: PdfPages | undefined

self.addEventListener('message', async ({ data }: MessageEvent<ToPdfWorker>) => {
  const answer = await answerTo(data).catch(refuse)
  self.postMessage(answer, answer.kind === 'drawn' ? [answer.page.pixels.buffer] : [])
})

async function answerTo(asked: ToPdfWorker): Promise<FromPdfWorker> {
  if (asked.kind === 'open') {
    const pdfium = await startPdfium(asked.wasm)
    pages = openPdf(pdfium, new Uint8Array(asked.file), { maxPages: MAX_PAGES })
    return { kind: 'opened', count: pages.count }
  }
  if (!pages) throw new Error('no PDF is open')
  return { kind: 'drawn', page: pages.draw(asked.index, asked) }
}

/** A trap is what a hostile file leads to. */
function refuse(error: unknown): FromPdfWorker {
  const words = error instanceof UsageError ? error.message : ''
  const isLong = words.includes(`at most ${MAX_PAGES} pages`)
  return {
    kind: 'refused',
    why: words.includes('password') ? 'pdf-locked' : isLong ? 'pdf-long' : 'pdf',
  }
}

async function startPdfium(wasm: ArrayBuffer) {
  const pdfium = await init({
    print: () => undefined,
    printErr: () => undefined,
    instantiateWasm: (
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance) => void,
    ) => {
      void WebAssembly.instantiate(wasm, limitMemory(imports)).then(({ instance }) =>
        receive(instance),
      )
      return {}
    },
  })
  pdfium.PDFiumExt_Init()
  return pdfium
}

function limitMemory(imports: WebAssembly.Imports): WebAssembly.Imports {
  const environment = imports['env'] ?? {}
  const grow = environment['emscripten_resize_heap']
  if (!isGrow(grow)) throw new Error('this PDFium does not ask for memory as it did')
  const limited: Grow = (bytes) => (bytes > MAX_MEMORY_BYTES ? 0 : grow(bytes))
  return { ...imports, env: { ...environment, emscripten_resize_heap: limited } }
}

function isGrow(value: WebAssembly.ImportValue | undefined): value is Grow {
  return typeof value === 'function'
}
