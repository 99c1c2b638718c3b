/**
 * Where everything stands on a page, for any writer.
 *
 * @module
 */

import { QUIET_ZONE } from '../qr/tables.ts'
import { fill } from './dates.ts'
import type { Direction, PrintedPage, PrintedRow } from './page.ts'
import { type Box, type Mark, SHEETS, type Sheet, type SheetSize } from './sheet.ts'
import { type FontWeight, type Measure, wrap } from './wrap.ts'

/** A line of text, its left end on the base line. */
export interface PlacedLine {
  readonly text: string
  readonly x: number
  readonly y: number
}

/** Lines in the same letters. `value` is what the certificate states; the rest is of the template. */
export interface PlacedText {
  readonly kind: 'fixed' | 'value'
  readonly weight: FontWeight
  readonly size: number
  readonly direction: Direction
  readonly lines: readonly PlacedLine[]
}

/** What is read out together: a heading, a label with its value, a sentence. */
export interface PlacedBlock {
  readonly role: 'H1' | 'P'
  readonly texts: readonly PlacedText[]
}

/** The lower left corner of a symbol, without its quiet zone, and the side of a module. */
export interface PlacedSymbol {
  readonly x: number
  readonly y: number
  readonly module: number
}

/** A page with everything in its place. */
export interface PlacedPage {
  readonly sheet: Sheet
  readonly blocks: readonly PlacedBlock[]
  readonly symbols: readonly PlacedSymbol[]
  /** Modules a side of each symbol. */
  readonly symbolSizes: readonly number[]
  readonly marks: readonly Mark[]
  /** Rows for which there is no room on paper of this size; they are in the code. */
  readonly omitted: readonly PrintedRow[]
}

/** What is laid out. */
export interface LayoutRequest {
  readonly page: PrintedPage
  readonly size: SheetSize
  /** Modules a side of each symbol on this page. */
  readonly symbolSizes: readonly number[]
  /** Where the certificate has more symbols than this page: which come first here, and how many in all. */
  readonly part?: { readonly first: number; readonly count: number }
  readonly measure: Measure
}

/** Heights of lines and gaps, as multiples of the size of letters. */
const LEADING = 1.16
const LABEL_DROP = 1.25
const ROW_GAP = 0.2
const STEP_GAP = 0.45

/** Rows that go down a list of columns. */
interface Flow {
  readonly columns: readonly Box[]
  column: number
  /** The upper edge of what is free in the column. */
  top: number
}

/** Lays out a page. */
export function layOut(request: LayoutRequest): PlacedPage {
  const { page, size, symbolSizes } = request
  const sheet = SHEETS[size]
  const columns = sheet.columns.slice(0, sheet.columns.length - (symbolSizes.length - 1))
  const main = startFlow(page.direction === 'rtl' ? mirrorAll(columns, sheet) : columns)
  const more = startFlow(page.direction === 'rtl' ? mirrorAll(sheet.more, sheet) : sheet.more)
  const foot = sheet.steps ? [] : placeFoot(request, sheet, main)
  const blocks: PlacedBlock[] = [placeTitle(request, sheet, main)]
  const omitted: PrintedRow[] = []
  for (const row of page.rows) {
    const block = placeRow(row, request, main) ?? placeRow(row, request, more)
    if (block) blocks.push(block)
    else omitted.push(row)
  }
  return {
    sheet,
    blocks: [...blocks, ...foot, ...placeSteps(request, sheet)],
    symbols: symbolSizes.map((modules, i) => placeSymbol(modules, symbolBox(sheet, i, page))),
    symbolSizes,
    marks: sheet.marks,
    omitted,
  }
}

/** The number of symbols that one page takes. */
export function symbolsPerPage(size: SheetSize): number {
  return SHEETS[size].symbols.length
}

/** The lettering of a value on paper of a size: all its columns are equally wide. */
export function valueLettering(size: SheetSize): {
  width: number
  weight: FontWeight
  size: number
} {
  const { columns, letters } = SHEETS[size]
  return { width: columns[0]?.width ?? 0, weight: 'bold', size: letters.value }
}

function symbolBox(sheet: Sheet, index: number, { direction }: PrintedPage): Box {
  const box = sheet.symbols[index] ?? sheet.trim
  return direction === 'rtl' ? mirror(box, sheet) : box
}

function placeSymbol(modules: number, { x, y, width }: Box): PlacedSymbol {
  const module = width / (modules + 2 * QUIET_ZONE)
  return { x: x + QUIET_ZONE * module, y: y + QUIET_ZONE * module, module }
}

function startFlow(columns: readonly Box[]): Flow {
  return { columns, column: 0, top: topOf(columns[0]) }
}

function topOf(box: Box | undefined): number {
  return box ? box.y + box.height : Number.NEGATIVE_INFINITY
}

function mirrorAll(boxes: readonly Box[], sheet: Sheet): readonly Box[] {
  return boxes.map((box) => mirror(box, sheet))
}

function mirror(box: Box, { width }: Sheet): Box {
  return { ...box, x: width - box.x - box.width }
}

function placeTitle(request: LayoutRequest, { letters }: Sheet, flow: Flow): PlacedBlock {
  const { page } = request
  const [box] = flow.columns
  const size = letters.title
  const text = { text: page.title, direction: page.direction, weight: 'bold', size } as const
  const placed = placeText(text, box, flow.top, request)
  flow.top -= heightOf(placed) + size * ROW_GAP
  return { role: 'H1', texts: [placed] }
}

/** Places a row in the first column that has room; columns before it are closed. */
function placeRow(row: PrintedRow, request: LayoutRequest, flow: Flow): PlacedBlock | undefined {
  const { letters } = SHEETS[request.size]
  const label = {
    text: row.label,
    direction: request.page.direction,
    weight: 'regular',
    size: letters.label,
  } as const
  const value = {
    text: row.value,
    direction: row.direction,
    weight: 'bold',
    size: letters.value,
  } as const
  for (let { column, top } = flow; column < flow.columns.length; column += 1) {
    if (column !== flow.column) top = topOf(flow.columns[column])
    const box = flow.columns[column]
    const head = placeText(label, box, top, request)
    const drop = heightOf(head) - head.size * (LEADING - LABEL_DROP)
    const body: PlacedText = { ...placeText(value, box, top - drop, request), kind: 'value' }
    const height = drop + heightOf(body)
    if (box && top - height >= box.y) {
      flow.column = column
      flow.top = top - height - letters.value * ROW_GAP
      return { role: 'P', texts: [head, body] }
    }
  }
  return undefined
}

/** Places the one sentence of a card, and takes its room from the column. */
function placeFoot(request: LayoutRequest, { letters }: Sheet, flow: Flow): readonly PlacedBlock[] {
  const { page } = request
  const texts = [...partTexts(request), page.cardText]
  const size = letters.step
  const blocks: PlacedBlock[] = []
  const columns = [...flow.columns]
  for (const text of texts.toReversed()) {
    const [box] = columns
    if (!box) break
    const style = { text, direction: page.direction, weight: 'regular', size } as const
    const height = heightOf(placeText(style, box, 0, request))
    blocks.unshift({ role: 'P', texts: [placeText(style, box, box.y + height, request)] })
    columns[0] = { ...box, y: box.y + height, height: box.height - height }
  }
  Object.assign(flow, startFlow(columns))
  return blocks
}

function placeSteps(request: LayoutRequest, { steps, letters }: Sheet): readonly PlacedBlock[] {
  if (!steps) return []
  const { page } = request
  let top = topOf(steps)
  return [...partTexts(request), ...page.steps, page.foldText].map((text) => {
    const style = {
      text,
      direction: page.direction,
      weight: 'regular',
      size: letters.step,
    } as const
    const placed = placeText(style, steps, top, request)
    top -= heightOf(placed) + letters.step * STEP_GAP
    return { role: 'P', texts: [placed] }
  })
}

function partTexts({ page, part, symbolSizes }: LayoutRequest): readonly string[] {
  if (part === undefined) return []
  const numbers = symbolSizes.map((_, i) => String(part.first + i))
  return [fill(page.partText, { first: numbers.join(', '), count: String(part.count) })]
}

interface Style {
  readonly text: string
  readonly direction: Direction
  readonly weight: FontWeight
  readonly size: number
}

/** Breaks a text into lines below `top`. A page aligns all its text on one side, as it runs. */
function placeText(
  { text, direction, weight, size }: Style,
  box: Box | undefined,
  top: number,
  { page, measure }: LayoutRequest,
): PlacedText {
  const { x = 0, width = 0 } = box ?? {}
  const lines = wrap(text, { width, weight, size }, measure).map((line, i) => ({
    text: line,
    x: page.direction === 'rtl' ? x + width - measure(line, weight, size) : x,
    y: top - size * (LEADING * i + 0.8),
  }))
  return { kind: 'fixed', weight, size, direction, lines }
}

function heightOf({ lines, size }: PlacedText): number {
  return lines.length * size * LEADING
}
