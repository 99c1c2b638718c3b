/**
 * What pages of one layout have in common: made once, and written beside the values of each.
 *
 * A template holds no value of any certificate, but for the day on which codes end.
 *
 * @module
 */

import type { PlacedLine, PlacedPage, PlacedText } from './layout.ts'
import { toNumber } from './pdf-symbol.ts'
import { toWinAnsiCode } from './win-ansi.ts'

/** A structure element of a page (ISO 32000-1 §14.7.2): its type, and the numbers of its marked contents. */
export interface Element {
  readonly role: 'H1' | 'P' | 'Figure'
  readonly contents: readonly number[]
}

/** A place for a line of a value. */
export interface Slot {
  /** Content operators up to the parenthesis that opens the string. */
  readonly before: string
  readonly after: string
}

/** A place for a symbol: operators around those that draw it in the unit square. */
export interface SymbolPlace {
  readonly before: string
  readonly after: string
}

/** The common part of pages. */
export interface Template {
  readonly width: number
  readonly height: number
  /** Left, lower, right and upper edge of what is cut out. */
  readonly trimBox: readonly number[]
  /** Labels, sentences and marks, as content. */
  readonly fixed: string
  /** In the order of the rows that have a place, and of their lines. */
  readonly slots: readonly Slot[]
  readonly symbols: readonly SymbolPlace[]
  /** In reading order. */
  readonly elements: readonly Element[]
  /** How many rows have a place; they are not always the first. */
  readonly isOmitted: readonly boolean[]
}

const MARK_WIDTH = 0.5
const FONTS = { regular: '/F', bold: '/B' }

/** Makes the template of a page that was laid out. */
export function createTemplate(placed: PlacedPage, isOmitted: readonly boolean[]): Template {
  const { sheet, blocks, symbols, marks } = placed
  const fixed: string[] = []
  const slots: Slot[] = []
  const elements: Element[] = []
  const [fixedPen, valuePen] = [startPen(), startPen()]
  let next = 0
  const elementOf = (role: Element['role'], texts: readonly PlacedText[]): Element => {
    const contents = texts.map((text) => {
      const number = next++
      if (text.kind === 'value') slots.push(...toSlots(text, number, valuePen))
      else fixed.push(toContent(text, number, fixedPen))
      return number
    })
    return { role, contents }
  }
  for (const { role, texts } of blocks) elements.push(elementOf(role, texts))
  const places = symbols.map(({ x, y, module }, i) => {
    const side = module * (placed.symbolSizes[i] ?? 0)
    const number = next++
    elements.push({ role: 'Figure', contents: [number] })
    return {
      before: `/Figure<</MCID ${number}>>BDC q ${toNumber(side)} 0 0 ${toNumber(side)} ${toNumber(x)} ${toNumber(y)} cm\n`,
      after: 'Q EMC\n',
    }
  })
  const { x, y, width, height } = sheet.trim
  return {
    width: sheet.width,
    height: sheet.height,
    trimBox: [x, y, x + width, y + height],
    fixed: `BT\n${fixed.join('')}ET\n${toMarks(marks)}`,
    slots,
    symbols: places,
    elements,
    isOmitted,
  }
}

function startPen(): Pen {
  return { x: 0, y: 0, font: '' }
}

/** Writes lines one after another, each placed by its distance from the one before. */
interface Pen {
  x: number
  y: number
  font: string
}

/** Moves to a line, with the font if it is another; up to the parenthesis that opens the string. */
function moveTo(pen: Pen, { weight, size }: PlacedText, { x, y }: PlacedLine): string {
  const font = `${FONTS[weight]} ${toNumber(size)} Tf `
  const [toX, toY] = [Number(toNumber(x, 1)), Number(toNumber(y, 1))]
  const move = `${font === pen.font ? '' : font}${toNumber(toX - pen.x, 1)} ${toNumber(toY - pen.y, 1)} Td(`
  Object.assign(pen, { x: toX, y: toY, font })
  return move
}

function toSlots(text: PlacedText, number: number, pen: Pen): readonly Slot[] {
  return text.lines.map((line, i) => ({
    before: `${i === 0 ? `/P<</MCID ${number}>>BDC ` : ''}${moveTo(pen, text, line)}`,
    after: i === text.lines.length - 1 ? ')Tj EMC\n' : ')Tj\n',
  }))
}

function toContent(text: PlacedText, number: number, pen: Pen): string {
  return toSlots(text, number, pen)
    .map(({ before, after }, i) => before + toPdfString(text.lines[i]?.text ?? '') + after)
    .join('')
}

function toMarks(marks: PlacedPage['marks']): string {
  const lines = marks.map(
    ({ x1, y1, x2, y2 }) =>
      `${toNumber(x1, 1)} ${toNumber(y1, 1)} m ${toNumber(x2, 1)} ${toNumber(y2, 1)} l\n`,
  )
  return `/Artifact BMC ${MARK_WIDTH} w\n${lines.join('')}S EMC\n`
}

/** A string of WinAnsiEncoding; what is not ASCII is written in octal digits. */
function toPdfString(text: string): string {
  return [...text]
    .map((character) => {
      const code = toWinAnsiCode(character.charCodeAt(0)) ?? 0
      if (code > 126) return `\\${code.toString(8)}`
      return /[()\\]/.test(character) ? `\\${character}` : character
    })
    .join('')
}
