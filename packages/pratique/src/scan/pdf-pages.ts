/**
 * Draws the pages of a PDF as gray pixels, by a PDFium that is given: which way it came, and in which thread
 * it runs, is the caller's.
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import type { GrayFrame } from './frame.ts'

/**
 * What is used of PDFium's C interface (`fpdfview.h`), as WebAssembly: pages, documents and bitmaps are
 * addresses, 0 for none. The module of `@embedpdf/pdfium` is one.
 */
export interface Pdfium {
  readonly pdfium: {
    /** Another after each growth of the memory. */
    readonly HEAPU8: Uint8Array
    readonly wasmExports: {
      readonly malloc: (bytes: number) => number
      readonly free: (address: number) => void
    }
  }
  readonly FPDF_LoadMemDocument: (address: number, bytes: number, password: string) => number
  readonly FPDF_GetLastError: () => number
  readonly FPDF_GetPageCount: (document: number) => number
  readonly FPDF_CloseDocument: (document: number) => void
  readonly FPDF_LoadPage: (document: number, index: number) => number
  /** Points of 1/72 inch. */
  readonly FPDF_GetPageWidthF: (page: number) => number
  readonly FPDF_GetPageHeightF: (page: number) => number
  readonly FPDF_ClosePage: (page: number) => void
  readonly FPDFBitmap_CreateEx: (
    ...bitmap: [width: number, height: number, format: number, address: number, stride: number]
  ) => number
  readonly FPDFBitmap_Destroy: (bitmap: number) => void
  readonly FPDF_RenderPageBitmap: (
    ...drawing: [
      ...[bitmap: number, page: number, left: number, top: number],
      ...[width: number, height: number, rotation: number, flags: number],
    ]
  ) => void
}

/** A PDF that is open. It holds memory of PDFium until it is closed. */
export interface PdfPages {
  readonly count: number
  /**
   * Draws a page on white paper, annotations included; in less detail if it would have too many pixels.
   *
   * @param index from 0
   * @throws {UsageError} `usage.picture` if it cannot be drawn.
   */
  readonly draw: (index: number, detail: PageDetail) => GrayFrame
  /** Overwrites the file and lets go of it. */
  readonly close: () => void
}

export interface PageDetail {
  readonly dotsPerInch: number
  readonly maxPixels: number
}

const POINTS_PER_INCH = 72
const MAX_SIDE = 16_384

/** `FPDFBitmap_Gray`, and `FPDF_ANNOT | FPDF_GRAYSCALE`. */
const GRAY = 1
const FLAGS = 0x01 | 0x08

const WHITE = 255

/** What `FPDF_GetLastError` tells, where a person can do something about it. */
const REASONS: ReadonlyMap<number, string> = new Map([
  [4, 'expected a PDF that opens without a password'],
  [5, 'expected a PDF that opens without a password'],
])

/**
 * Opens a PDF.
 *
 * @throws {UsageError} `usage.picture` if it is damaged, locked, has no page, or more than `maxPages`.
 */
export function openPdf(
  pdfium: Pdfium,
  bytes: Uint8Array,
  { maxPages }: { readonly maxPages: number },
): PdfPages {
  const file = copyIn(pdfium, bytes)
  const document = pdfium.FPDF_LoadMemDocument(file.address, bytes.length, '')
  const close = () => {
    if (document !== 0) pdfium.FPDF_CloseDocument(document)
    file.release()
  }
  const count = document === 0 ? 0 : pdfium.FPDF_GetPageCount(document)
  const reason = document === 0 ? REASONS.get(pdfium.FPDF_GetLastError()) : undefined
  if (count > 0 && count <= maxPages) {
    return { count, close, draw: (index, detail) => drawPage(pdfium, document, index, detail) }
  }
  close()
  const expected = document === 0 ? 'expected a PDF that is whole' : 'expected a PDF with a page'
  const tooMany = `expected a PDF of at most ${maxPages} pages: this one has ${count}`
  throw new UsageError('usage.picture', count > 0 ? tooMany : (reason ?? expected))
}

function drawPage(pdfium: Pdfium, document: number, index: number, detail: PageDetail): GrayFrame {
  const page = pdfium.FPDF_LoadPage(document, index)
  if (page === 0) throw new UsageError('usage.picture', 'a page of the PDF cannot be read')
  try {
    const points = {
      width: pdfium.FPDF_GetPageWidthF(page),
      height: pdfium.FPDF_GetPageHeightF(page),
    }
    return render(pdfium, page, toPixels(points, detail))
  } finally {
    pdfium.FPDF_ClosePage(page)
  }
}

interface Size {
  readonly width: number
  readonly height: number
}

function toPixels({ width, height }: Size, { dotsPerInch, maxPixels }: PageDetail): Size {
  if (!(width > 0 && height > 0 && Number.isFinite(width * height))) {
    throw new UsageError('usage.picture', 'a page of the PDF has no size')
  }
  const scale = Math.min(
    dotsPerInch / POINTS_PER_INCH,
    Math.sqrt(maxPixels / (width * height)),
    MAX_SIDE / Math.max(width, height),
  )
  const toSide = (points: number) => Math.max(1, Math.floor(points * scale))
  return { width: toSide(width), height: toSide(height) }
}

function render(pdfium: Pdfium, page: number, { width, height }: Size): GrayFrame {
  const stride = (width + 3) & ~3
  const paper = allocate(pdfium, stride * height, WHITE)
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, GRAY, paper.address, stride)
  try {
    if (bitmap === 0) throw new UsageError('usage.picture', 'a page of the PDF cannot be drawn')
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FLAGS)
    const pixels = new Uint8Array(width * height)
    const heap = pdfium.pdfium.HEAPU8
    for (let y = 0; y < height; y++) {
      const row = paper.address + y * stride
      pixels.set(heap.subarray(row, row + width), y * width)
    }
    return { width, height, pixels }
  } finally {
    if (bitmap !== 0) pdfium.FPDFBitmap_Destroy(bitmap)
    paper.release()
  }
}

interface Held {
  readonly address: number
  /** Overwrites it with zeros first. */
  readonly release: () => void
}

function copyIn(pdfium: Pdfium, bytes: Uint8Array): Held {
  const held = allocate(pdfium, bytes.length, 0)
  pdfium.pdfium.HEAPU8.set(bytes, held.address)
  return held
}

function allocate(pdfium: Pdfium, bytes: number, value: number): Held {
  const address = pdfium.pdfium.wasmExports.malloc(bytes)
  if (address === 0) throw new UsageError('usage.picture', 'expected a PDF that takes less memory')
  const fill = (level: number) => pdfium.pdfium.HEAPU8.fill(level, address, address + bytes)
  fill(value)
  return {
    address,
    release: () => {
      fill(0)
      pdfium.pdfium.wasmExports.free(address)
    },
  }
}
