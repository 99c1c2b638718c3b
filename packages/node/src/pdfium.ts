/**
 * PDFium from node_modules, offline: it is given its WebAssembly, writes to no console, and has a limit.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { init } from '@embedpdf/pdfium'
import type { Pdfium } from 'pratique/qr/pdf'

/** What the module asks of its surroundings when it needs more memory; 0 says no (Emscripten). */
type Grow = (bytes: number) => number

let compiled: Promise<WebAssembly.Module> | undefined

/** Compiles it, once. The module may be sent to other threads. */
export function compilePdfium(): Promise<WebAssembly.Module> {
  compiled ??= readFile(new URL(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm'))).then((file) =>
    WebAssembly.compile(new Uint8Array(file)),
  )
  return compiled
}

/** Begins a PDFium of its own, whose memory stays below `maxMemoryBytes`. */
export async function startPdfium(
  module: WebAssembly.Module,
  maxMemoryBytes: number,
): Promise<Pdfium> {
  const pdfium = await init({
    print: () => {},
    printErr: () => {},
    instantiateWasm: (imports, receive) => {
      const instance = new WebAssembly.Instance(module, limitMemory(imports, maxMemoryBytes))
      receive(instance)
      return instance.exports
    },
  })
  pdfium.PDFiumExt_Init()
  return pdfium
}

function limitMemory(imports: WebAssembly.Imports, maxBytes: number): WebAssembly.Imports {
  const environment = imports['env'] ?? {}
  const grow = environment['emscripten_resize_heap']
  if (!isGrow(grow)) throw new Error('this PDFium does not ask for memory as it did')
  const limited: Grow = (bytes) => (bytes > maxBytes ? 0 : grow(bytes))
  return { ...imports, env: { ...environment, emscripten_resize_heap: limited } }
}

function isGrow(value: WebAssembly.ImportValue | undefined): value is Grow {
  return typeof value === 'function'
}
