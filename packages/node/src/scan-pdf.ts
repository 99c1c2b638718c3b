/**
 * Reads the symbols on the pages of a PDF; and of a JPEG, which PDFium decodes as the picture of a page.
 *
 * @module
 */

import { type FoundSymbol, scanPicture, toDistinctSymbols } from 'pratique/qr/scan'
import type { JpegHeader } from './jpeg.ts'
import { wrapJpeg } from './jpeg-page.ts'
import { type OpenPdf, openPdfFile } from './pdf.ts'
import { readSymbolsOf } from './symbol-reader.ts'

/** A certificate has one or two pages; some have the rules of a country behind them. */
const LIMITS = { maxPages: 30, maxMemoryBytes: 500_000_000, timeoutMs: 30_000 }

interface Look {
  readonly dotsPerInch: number
  readonly maxPixels: number
  /** For the scanner, a page. */
  readonly maxWork: number
}

/** At all pages, as they are: a printed module of 0.3 mm has nearly three pixels. */
const FIRST: Look = { dotsPerInch: 240, maxPixels: 8_000_000, maxWork: 0 }

/** Where that showed nothing: pages may be photographs, and modules half as large. */
const FURTHER: readonly Look[] = [
  { ...FIRST, maxWork: 50_000_000 },
  { dotsPerInch: 480, maxPixels: 16_000_000, maxWork: 0 },
]

/** In how long a file all pages are looked at further. */
const MAX_FURTHER_PAGES = 4

/**
 * Reads all distinct symbols of a PDF, page by page.
 *
 * @throws {UsageError} `usage.picture` if it is damaged, locked, has no page or more than 30, or takes
 *   more than half a minute.
 */
export async function scanPdf(
  bytes: Uint8Array,
  maxPixels: number,
): Promise<readonly FoundSymbol[]> {
  const pdf = await openPdfFile(bytes, LIMITS)
  const looks = pdf.count > MAX_FURTHER_PAGES ? [FIRST] : [FIRST, ...FURTHER]
  try {
    for (const look of looks) {
      const found = await scanPages(pdf, {
        ...look,
        maxPixels: Math.min(maxPixels, look.maxPixels),
      })
      if (found.length > 0) return found
    }
    return []
  } finally {
    await pdf.close()
  }
}

async function scanPages(
  pdf: OpenPdf,
  { maxWork, ...detail }: Look,
): Promise<readonly FoundSymbol[]> {
  const found: FoundSymbol[] = []
  for (let index = 0; index < pdf.count; index++) {
    const page = await pdf.draw({ index, ...detail })
    found.push(...(await scanPicture(page, readSymbolsOf, { maxWork })))
  }
  return toDistinctSymbols(found)
}

/**
 * Reads the symbols of a JPEG through the filters that need its pixels. Rare colours are not decoded: such a
 * picture shows none.
 *
 * @throws {UsageError} `usage.picture` if decoding takes more than half a minute.
 */
export async function scanJpegPixels(
  bytes: Uint8Array,
  header: JpegHeader,
): Promise<readonly FoundSymbol[]> {
  const page = wrapJpeg(bytes, header)
  if (page === undefined) return []
  const pdf = await openPdfFile(page, LIMITS)
  try {
    const maxPixels = header.width * header.height
    return await scanPicture(
      await pdf.draw({ index: 0, dotsPerInch: 72, maxPixels }),
      readSymbolsOf,
    )
  } finally {
    await pdf.close()
  }
}
