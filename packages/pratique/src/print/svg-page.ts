/**
 * A page as SVG, to be looked at before it is printed.
 *
 * @module
 */

import { layOut, type PlacedSymbol, type PlacedText } from './layout.ts'
import type { Direction, PrintedSymbol } from './page.ts'
import { toNumber } from './pdf-symbol.ts'
import type { SheetSize } from './sheet.ts'
import type { PaperPage } from './sheets.ts'
import type { Measure } from './wrap.ts'

/** How a page is shown. */
export interface SvgPageOptions {
  readonly size: SheetSize
  /** In the fonts in which it will be shown; `measureHelvetica` will do for Latin text. */
  readonly measure: Measure
}

const FAMILY = 'Helvetica,Arial,sans-serif'
const MARK_WIDTH = 0.5

/** Writes a page as an SVG document of its size in points. */
export function writeSvgPage(
  { page, symbols, part }: PaperPage,
  { size, measure }: SvgPageOptions,
): string {
  const request = { page, size, symbolSizes: symbols.map((each) => each.size), measure }
  const { sheet, blocks, marks, symbols: places } = layOut(part ? { ...request, part } : request)
  const { width, height } = sheet
  const box = `${toNumber(width)} ${toNumber(height)}`
  const lines = blocks.flatMap(({ texts }) =>
    texts.flatMap((text) => toTexts(text, page.direction, height, measure)),
  )
  const path = marks.map(
    ({ x1, y1, x2, y2 }) =>
      `M${toNumber(x1)} ${toNumber(height - y1)}L${toNumber(x2)} ${toNumber(height - y2)}`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${box}" lang="${page.language}" font-family="${FAMILY}">`,
    `<rect width="${toNumber(width)}" height="${toNumber(height)}" fill="#fff"/>`,
    `<path d="${path.join('')}" stroke="#000" stroke-width="${MARK_WIDTH}"/>`,
    ...lines,
    ...places.map((place, i) => toSymbol(place, symbols[i], { height, title: page.symbolText })),
    '</svg>',
  ].join('\n')
}

/** A page that runs from right to left has its text at the right end. */
function toTexts(
  { lines, weight, size, direction }: PlacedText,
  pageDirection: Direction,
  height: number,
  measure: Measure,
): readonly string[] {
  return lines.map(({ text, x, y }) => {
    const atRight = pageDirection === 'rtl'
    const place = atRight ? x + measure(text, weight, size) : x
    // The start of a text is where it begins, which is on the right if it runs from there.
    const anchor = atRight === (direction === 'rtl') ? 'start' : 'end'
    return `<text x="${toNumber(place)}" y="${toNumber(height - y)}" font-size="${toNumber(size)}" font-weight="${weight === 'bold' ? 'bold' : 'normal'}" direction="${direction}" text-anchor="${anchor}">${escapeXml(text)}</text>`
  })
}

function toSymbol(
  { x, y, module }: PlacedSymbol,
  symbol: PrintedSymbol | undefined,
  { height, title }: { height: number; title: string },
): string {
  const { size = 0, modules = new Uint8Array() } = symbol ?? {}
  const path: string[] = []
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const start = column
      while (column < size && modules[row * size + column] === 1) column++
      if (column > start) path.push(`M${start} ${row}h${column - start}v1h${start - column}z`)
    }
  }
  const top = toNumber(height - y - size * module)
  const name = escapeXml(title)
  return `<g role="img" aria-label="${name}" transform="translate(${toNumber(x)} ${top}) scale(${toNumber(module, 5)})"><path d="${path.join('')}"/></g>`
}

function escapeXml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}
