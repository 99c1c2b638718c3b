/**
 * The templates that a writer has made: each layout is made once, and found again by all that it depends on.
 *
 * @module
 */

import { layOut } from './layout.ts'
import type { PrintedPage } from './page.ts'
import type { Ending } from './pdf-ending.ts'
import { createTemplate, type Template } from './pdf-template.ts'
import type { SheetSize } from './sheet.ts'
import type { PaperPage } from './sheets.ts'
import { isWinAnsi, measureHelvetica } from './win-ansi.ts'

/** A template with what was made of it. */
export interface Layout {
  readonly template: Template
  /** Of a document of one page; made with the first. */
  ending?: Ending | undefined
}

/** What was made for paper of one size. It holds no value of any certificate. */
export interface Layouts {
  readonly size: SheetSize
  /** The oldest first. */
  readonly known: Map<string, Layout>
}

/** So many kinds of certificates, sizes of symbols, lengths of names and last days stand side by side: some 4 MB. */
const MOST_LAYOUTS = 256

export function createLayouts(size: SheetSize): Layouts {
  return { size, known: new Map() }
}

/**
 * Finds the layout of a page, or makes it.
 *
 * @param lines the lines of each value
 * @returns `undefined` if its own texts cannot be written in the fonts of every reader
 */
export function findLayout(
  paper: PaperPage,
  lines: readonly (readonly string[])[],
  { size, known }: Layouts,
): Layout | undefined {
  const key = toKey(paper, lines)
  const found = known.get(key)
  if (found) return found
  if (!isLatin(paper.page)) return undefined
  const layout = { template: makeTemplate(paper, size) }
  if (known.size >= MOST_LAYOUTS) {
    for (const oldest of known.keys()) {
      known.delete(oldest)
      break
    }
  }
  known.set(key, layout)
  return layout
}

/**
 * All that a layout depends on: of values, how many lines they take. With how many texts there are in front,
 * no text can be taken for two, as what is known has no line feed in it.
 */
function toKey({ page, symbols, part }: PaperPage, lines: readonly (readonly string[])[]): string {
  const { language, direction, title, rows, steps } = page
  const { symbolText, partText, foldText, cardText } = page
  let key = `${direction} ${part?.first} ${part?.count} ${symbols.length} ${rows.length} ${steps.length}`
  for (const { size } of symbols) key += ` ${size}`
  for (const { length } of lines) key += ` ${length}`
  key += `\n${language}\n${title}\n${symbolText}\n${partText}\n${foldText}\n${cardText}`
  for (const step of steps) key += `\n${step}`
  for (const { label } of rows) key += `\n${label}`
  return key
}

/** Whether what stands on a page beside values can be written in the fonts of every reader. */
function isLatin({ direction, title, rows, steps, ...page }: PrintedPage): boolean {
  const { partText, foldText, cardText } = page
  return (
    direction === 'ltr' &&
    rows.every(({ label }) => isWinAnsi(label)) &&
    [title, ...steps, partText, foldText, cardText].every(isWinAnsi)
  )
}

function makeTemplate({ page, symbols, part }: PaperPage, size: SheetSize): Template {
  const symbolSizes = symbols.map((symbol) => symbol.size)
  const request = { page, size, symbolSizes, measure: measureHelvetica }
  const placed = layOut(part ? { ...request, part } : request)
  const omitted = new Set(placed.omitted)
  return createTemplate(
    placed,
    page.rows.map((row) => omitted.has(row)),
  )
}
