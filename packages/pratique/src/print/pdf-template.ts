/**
 * What pages of one layout have in common: made once, and written beside the values of each.
 *
 * A template holds no value of any certificate, but for the day on which codes end.
 *
 * @module
 */

import type { PlacedLine, PlacedPage, PlacedText } from './layout.ts'
import { toAscii } from './pdf-file.ts'
import { type PackedPieces, packPieces } from './pdf-pieces.ts'
import { toNumber, toSymbolPlace } from './pdf-symbol.ts'
import { MARK_WIDTH } from './sheet.ts'
import { toWinAnsiCode } from './win-ansi.ts'

/** A structure element of a page (ISO 32000-1 §14.7.2); its number is that of its marked content. */
export interface Element {
  readonly role: 'H1' | 'P' | 'Figure'
}

/** The common part of pages. */
export interface Template {
  readonly width: number
  readonly height: number
  /** Left, lower, right and upper edge of what is cut out. */
  readonly trimBox: readonly number[]
  /** The content around the lines of values, in the order of the rows that have a place. */
  readonly packed: PackedPieces
  /** What stands after each symbol, up to the next. */
  readonly afterSymbols: readonly Uint8Array[]
  /** In reading order. */
  readonly elements: readonly Element[]
  /** How many rows have a place; they are not always the first. */
  readonly isOmitted: readonly boolean[]
}

const FIGURE = { role: 'Figure' } as const
const FONTS = { regular: '/F', bold: '/B' }

/** Makes the template of a page that was laid out. */
export function createTemplate(placed: PlacedPage, isOmitted: readonly boolean[]): Template {
  const { sheet, blocks, symbols, marks } = placed
  const { x, y, width, height } = sheet.trim
  const pen: Pen = { x: 0, y: 0, font: '', pieces: [`${toMarks(marks)}BT\n`] }
  blocks.forEach(({ role, texts }, number) => {
    put(pen, `/${role}<</MCID ${number}>>BDC `)
    for (const text of texts) putLines(pen, text)
    put(pen, 'EMC\n')
  })
  const places = symbols.map((symbol, i) => {
    const { module } = symbol
    const top = symbol.y + module * (placed.symbolSizes[i] ?? 0)
    return toSymbolPlace(blocks.length + i, { x: symbol.x, top, module })
  })
  put(pen, `ET\n${places[0]?.before ?? ''}`)
  return {
    width: sheet.width,
    height: sheet.height,
    trimBox: [x, y, x + width, y + height],
    packed: packPieces(pen.pieces),
    afterSymbols: places.map(({ after }, i) => toAscii(after + (places[i + 1]?.before ?? ''))),
    // Not the blocks themselves, which hold the values of the first page of this layout.
    elements: [...blocks.map(({ role }) => ({ role })), ...symbols.map(() => FIGURE)],
    isOmitted,
  }
}

/** Writes lines one after another, each placed by its distance from the one before. */
interface Pen {
  x: number
  y: number
  font: string
  /** What was written, broken where values stand. */
  readonly pieces: string[]
}

function put({ pieces }: Pen, content: string): void {
  pieces.push((pieces.pop() ?? '') + content)
}

/** Moves to a line, with the font if it is another; up to the parenthesis that opens the string. */
function moveTo(pen: Pen, { weight, size }: PlacedText, { x, y }: PlacedLine): string {
  const font = `${FONTS[weight]} ${toNumber(size)} Tf `
  const [toX, toY] = [Number(toNumber(x, 1)), Number(toNumber(y, 1))]
  const move = `${font === pen.font ? '' : font}${toNumber(toX - pen.x, 1)} ${toNumber(toY - pen.y, 1)} Td(`
  Object.assign(pen, { x: toX, y: toY, font })
  return move
}

function putLines(pen: Pen, text: PlacedText): void {
  for (const line of text.lines) {
    put(pen, moveTo(pen, text, line))
    if (text.kind === 'value') pen.pieces.push('')
    else put(pen, toPdfString(line.text))
    put(pen, ')Tj\n')
  }
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
