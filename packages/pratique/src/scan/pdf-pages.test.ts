import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openPdf, type Pdfium } from './pdf-pages.ts'

interface Plan {
  /** Pages as width × height in points; none if the file does not open. */
  readonly pages?: readonly (readonly [number, number])[]
  readonly lastError?: number
  readonly bitmap?: number
}

/** A PDFium that draws every fourth pixel of a page dark, and remembers what it holds. */
function createPdfium({ pages, lastError = 3, bitmap = 7 }: Plan) {
  const heap = new Uint8Array(4_000_000)
  const held = new Set<string>()
  let next = 16
  let drawn = { width: 0, height: 0, address: 0, stride: 0 }
  const pdfium: Pdfium = {
    pdfium: {
      HEAPU8: heap,
      wasmExports: {
        malloc: (bytes) => {
          const address = next
          next += bytes
          if (next > heap.length) return 0
          held.add(`memory ${address}`)
          return address
        },
        free: (address) => void held.delete(`memory ${address}`),
      },
    },
    FPDF_LoadMemDocument: (_, __, password) => {
      assert.equal(password, '')
      if (pages) held.add('document')
      return pages ? 1 : 0
    },
    FPDF_GetLastError: () => lastError,
    FPDF_GetPageCount: () => pages?.length ?? 0,
    FPDF_CloseDocument: () => void held.delete('document'),
    FPDF_LoadPage: (_, index) => {
      if (pages?.[index]) held.add('page')
      return pages?.[index] ? index + 1 : 0
    },
    FPDF_GetPageWidthF: (page) => pages?.[page - 1]?.[0] ?? 0,
    FPDF_GetPageHeightF: (page) => pages?.[page - 1]?.[1] ?? 0,
    FPDF_ClosePage: () => void held.delete('page'),
    FPDFBitmap_CreateEx: (width, height, _, address, stride) => {
      drawn = { width, height, address, stride }
      if (bitmap !== 0) held.add('bitmap')
      return bitmap
    },
    FPDFBitmap_Destroy: () => void held.delete('bitmap'),
    FPDF_RenderPageBitmap: () => {
      for (let y = 0; y < drawn.height; y++) {
        for (let x = 0; x < drawn.width; x += 4) heap[drawn.address + y * drawn.stride + x] = 0
      }
    },
  }
  return { pdfium, heap, held }
}

const FILE = Uint8Array.from({ length: 300 }, (_, at) => (at % 255) + 1)
const DETAIL = { dotsPerInch: 144, maxPixels: 1_000_000 }

describe('the pages of a PDF', () => {
  it('are drawn at the detail that is asked for, on white, row by row', () => {
    const { pdfium } = createPdfium({
      pages: [
        [50, 30],
        [20.6, 10],
      ],
    })
    const pdf = openPdf(pdfium, FILE, { maxPages: 2 })
    assert.equal(pdf.count, 2)
    const { width, height, pixels } = pdf.draw(1, DETAIL)
    assert.deepEqual([width, height], [41, 20])
    assert.ok(pixels.every((level, at) => level === ((at % 41) % 4 === 0 ? 0 : 255)))
  })

  it('have at most as many pixels as allowed, and at least one', () => {
    const { pdfium } = createPdfium({
      pages: [
        [1e9, 1e9],
        [0.001, 90_000],
        [0.001, 0.001],
      ],
    })
    const pdf = openPdf(pdfium, FILE, { maxPages: 9 })
    for (const index of [0, 1, 2]) {
      const { width, height, pixels } = pdf.draw(index, { dotsPerInch: 300, maxPixels: 10_000 })
      assert.ok(width >= 1 && height >= 1 && width * height <= 16_384)
      assert.equal(pixels.length, width * height)
    }
  })

  it('leave nothing of the file in memory', () => {
    const { pdfium, heap, held } = createPdfium({ pages: [[50, 30]] })
    const pdf = openPdf(pdfium, FILE, { maxPages: 1 })
    pdf.draw(0, DETAIL)
    assert.deepEqual(held, new Set(['document', 'memory 16']))
    pdf.close()
    assert.equal(held.size, 0)
    assert.ok(heap.every((byte) => byte === 0))
  })
})

describe('a PDF', () => {
  const refused: Readonly<Record<string, { readonly plan: Plan; readonly message: RegExp }>> = {
    'that is damaged': { plan: {}, message: /whole/ },
    'with a password': { plan: { lastError: 4 }, message: /password/ },
    'locked in a way that is not known': { plan: { lastError: 5 }, message: /password/ },
    'without a page': { plan: { pages: [] }, message: /with a page/ },
    'with a page too many': {
      plan: {
        pages: [
          [9, 9],
          [9, 9],
          [9, 9],
        ],
      },
      message: /at most 2 pages: this one has 3/,
    },
  }
  for (const [name, { plan, message }] of Object.entries(refused)) {
    it(`${name} is refused, and let go of`, () => {
      const { pdfium, heap, held } = createPdfium(plan)
      const open = () => openPdf(pdfium, FILE, { maxPages: 2 })
      assert.throws(open, { name: 'UsageError', code: 'usage.picture', message })
      assert.equal(held.size, 0)
      assert.ok(heap.every((byte) => byte === 0))
    })
  }

  it('of which a page cannot be drawn is refused there, and holds nothing of it', () => {
    const faults: readonly Plan[] = [
      { pages: [[0, 9]] },
      { pages: [[9, Number.NaN]] },
      { pages: [[9, 9]], bitmap: 0 },
    ]
    for (const plan of faults) {
      const { pdfium, held } = createPdfium(plan)
      const pdf = openPdf(pdfium, FILE, { maxPages: 2 })
      assert.throws(() => pdf.draw(0, DETAIL), { code: 'usage.picture' })
      assert.throws(() => pdf.draw(1, DETAIL), { code: 'usage.picture' })
      assert.deepEqual(held, new Set(['document', 'memory 16']))
    }
  })

  it('that does not fit in memory is refused', () => {
    const { pdfium } = createPdfium({ pages: [[9, 9]] })
    assert.throws(() => openPdf(pdfium, new Uint8Array(5_000_000), { maxPages: 2 }), {
      code: 'usage.picture',
      message: /memory/,
    })
  })
})
