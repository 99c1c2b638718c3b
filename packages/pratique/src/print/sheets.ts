/**
 * Which symbols stand on which page.
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import { countWords } from '../qr/bit-matrix.ts'
import { symbolsPerPage } from './layout.ts'
import type { PrintedPage, PrintedSymbol } from './page.ts'
import type { SheetSize } from './sheet.ts'

/** A certificate to be printed: what stands beside the symbols, and the symbols. */
export interface PrintedCertificate {
  readonly page: PrintedPage
  /** One; several where the certificate is split into chunks. */
  readonly symbols: readonly PrintedSymbol[]
}

/** One page of paper. */
export interface PaperPage extends PrintedCertificate {
  /** Of a certificate whose symbols do not fit on one page. */
  readonly part?: { readonly first: number; readonly count: number }
}

/**
 * Spreads the symbols of a certificate over as many pages as it takes; each page states everything.
 *
 * @throws {UsageError} `usage.argument` if there is no symbol, or one is no square of modules.
 */
export function toPaperPages(
  { page, symbols }: PrintedCertificate,
  size: SheetSize,
): readonly PaperPage[] {
  if (symbols.length === 0) {
    throw new UsageError('usage.argument', 'expected one symbol or more for each page')
  }
  for (const symbol of symbols) {
    if (isSquare(symbol)) continue
    throw new UsageError('usage.argument', 'expected a symbol of size × size modules')
  }
  if (symbols.length === 1) return [{ page, symbols }]
  const most = symbolsPerPage(size)
  const count = symbols.length
  return Array.from({ length: Math.ceil(count / most) }, (_, i) => ({
    page,
    symbols: symbols.slice(i * most, (i + 1) * most),
    part: { first: i * most + 1, count },
  }))
}

function isSquare(symbol: PrintedSymbol): boolean {
  const { size, rows } = symbol
  if (size === 0) return false
  return rows ? rows.length === countWords(size) : symbol.modules.length === size * size
}
