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
  /** The latest first: most pages are like one of the last few, and to compare texts is faster than to make a key. */
  readonly known: KnownLayout[]
}

interface KnownLayout extends Layout {
  readonly traits: readonly Trait[]
}

type Trait = string | number | undefined

/** So many kinds of certificates, sizes of symbols, lengths of names and last days stand side by side: some 4 MB. */
const MOST_LAYOUTS = 256

export function createLayouts(size: SheetSize): Layouts {
  return { size, known: [] }
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
  layouts: Layouts,
): Layout | undefined {
  const { size, known } = layouts
  const traits = listTraits(paper, lines)
  const at = known.findIndex((layout) => isSame(layout.traits, traits))
  if (at === 0) return known[0]
  const [found] = at < 0 ? [] : known.splice(at, 1)
  if (!found && !isLatin(paper.page)) return undefined
  const layout = found ?? { traits, template: makeTemplate(paper, size) }
  known.unshift(layout)
  if (known.length > MOST_LAYOUTS) known.pop()
  return layout
}

/** All that a layout depends on: of values, how many lines they take. What differs most often comes first. */
function listTraits(
  { page, symbols, part }: PaperPage,
  lines: readonly (readonly string[])[],
): readonly Trait[] {
  const { language, direction, title, rows, steps } = page
  const { symbolText, partText, foldText, cardText } = page
  const traits: Trait[] = [part?.first, part?.count, symbols.length, rows.length, steps.length]
  for (const { size } of symbols) traits.push(size)
  for (const { length } of lines) traits.push(length)
  traits.push(direction, language, title, symbolText, partText, foldText, cardText, ...steps)
  for (const { label } of rows) traits.push(label)
  return traits
}

function isSame(some: readonly Trait[], others: readonly Trait[]): boolean {
  if (some.length !== others.length) return false
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false
  return true
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
