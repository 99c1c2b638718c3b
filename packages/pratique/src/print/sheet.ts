/**
 * Papers and the places on them, in points (1/72 inch), from the lower left as in PDF.
 *
 * A sheet has a field of four panels, two by two, each as large as a card (ISO/IEC 7810 ID-1): cut out
 * and folded twice, it is a card that lies in a passport. No fold runs through a symbol.
 *
 * @module
 */

/** What a certificate is printed on. */
export const SHEET_SIZES = ['a4', 'letter', 'id-1'] as const

export type SheetSize = (typeof SHEET_SIZES)[number]

/** A place on paper. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A line of a cut or fold mark, from one end to the other. */
export interface Mark {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/** Sizes of letters. */
export interface LetterSizes {
  readonly title: number
  readonly label: number
  readonly value: number
  readonly step: number
}

/** A kind of paper: where on it text runs, in reading order from left to right, and symbols stand. */
export interface Sheet {
  readonly width: number
  readonly height: number
  /** What is left when the paper is cut. */
  readonly trim: Box
  readonly marks: readonly Mark[]
  readonly letters: LetterSizes
  /** Squares for symbols with their quiet zones; one page has no more symbols than these. */
  readonly symbols: readonly Box[]
  /** Columns for rows. The title stands above the first; those that a symbol covers are left out. */
  readonly columns: readonly Box[]
  /** Where the steps stand. Without it, one sentence stands at the foot of the last column. */
  readonly steps?: Box
  /** Further columns, below the steps, for rows that found no place. */
  readonly more: readonly Box[]
}

const MM = 72 / 25.4

/** Of the line of a mark. */
export const MARK_WIDTH = 0.5

/** ISO/IEC 7810 ID-1. */
const CARD = { width: 85.6 * MM, height: 53.98 * MM }

const PADDING = 4 * MM
/** Of a symbol with its quiet zone. */
const SYMBOL = 49 * MM
const MARK_GAP = 1 * MM
const MARK_LENGTH = 4 * MM
const CARD_MARGIN = 8 * MM
const FIELD_TOP = 14 * MM
const STEPS_HEIGHT = 46 * MM

/** Each kind of paper. */
export const SHEETS: Readonly<Record<SheetSize, Sheet>> = {
  a4: createSheet(210 * MM, 297 * MM),
  letter: createSheet(8.5 * 72, 11 * 72),
  'id-1': createCard(),
}

function createSheet(width: number, height: number): Sheet {
  const x = (width - 2 * CARD.width) / 2
  const y = height - FIELD_TOP - 2 * CARD.height
  const trim = { x, y, width: 2 * CARD.width, height: 2 * CARD.height }
  const left = { x, width: CARD.width, height: CARD.height }
  const right = { ...left, x: x + CARD.width }
  const top = { y: y + CARD.height }
  const steps = {
    x: x + PADDING,
    y: y - 10 * MM - STEPS_HEIGHT,
    width: trim.width - 2 * PADDING,
    height: STEPS_HEIGHT,
  }
  const below = { y: 12 * MM, height: steps.y - 14 * MM }
  const panels = [
    { ...left, ...top },
    { ...right, ...top },
    { ...right, y },
  ]
  return {
    width,
    height,
    trim,
    marks: [...cornerMarks(trim), ...foldMarks(trim)],
    letters: { title: 12, label: 6.5, value: 9.5, step: 10 },
    symbols: [
      { ...left, y },
      { ...right, y },
    ].map(toSquare),
    columns: panels.map(toColumn),
    steps,
    more: [left, right].map((side) => toColumn({ ...side, ...below })),
  }
}

function createCard(): Sheet {
  const trim = { x: CARD_MARGIN, y: CARD_MARGIN, ...CARD }
  const gap = (CARD.height - SYMBOL) / 2
  const symbol = { x: trim.x + gap, y: trim.y + gap, width: SYMBOL, height: SYMBOL }
  const text = { x: symbol.x + SYMBOL + 1 * MM, y: symbol.y, height: SYMBOL }
  return {
    width: CARD.width + 2 * CARD_MARGIN,
    height: CARD.height + 2 * CARD_MARGIN,
    trim,
    marks: cornerMarks(trim),
    letters: { title: 8, label: 4.5, value: 6.5, step: 5 },
    symbols: [symbol],
    columns: [{ ...text, width: trim.x + CARD.width - 3 * MM - text.x }],
    more: [],
  }
}

/** The square for a symbol in the middle of a panel. */
function toSquare({ x, y, width, height }: Box): Box {
  return {
    x: x + (width - SYMBOL) / 2,
    y: y + (height - SYMBOL) / 2,
    width: SYMBOL,
    height: SYMBOL,
  }
}

function toColumn({ x, y, width, height }: Box): Box {
  return {
    x: x + PADDING,
    y: y + PADDING,
    width: width - 2 * PADDING,
    height: height - 2 * PADDING,
  }
}

/** Two at each corner, outside of what is cut out. */
function cornerMarks({ x, y, width, height }: Box): readonly Mark[] {
  const near = MARK_GAP
  const far = MARK_GAP + MARK_LENGTH
  return [x, x + width].flatMap((cornerX) => {
    const outX = cornerX === x ? -1 : 1
    return [y, y + height].flatMap((cornerY): Mark[] => {
      const outY = cornerY === y ? -1 : 1
      return [
        { x1: cornerX + outX * near, y1: cornerY, x2: cornerX + outX * far, y2: cornerY },
        { x1: cornerX, y1: cornerY + outY * near, x2: cornerX, y2: cornerY + outY * far },
      ]
    })
  })
}

/** One in the middle of each side, outside of what is cut out. */
function foldMarks({ x, y, width, height }: Box): readonly Mark[] {
  const [middleX, middleY] = [x + width / 2, y + height / 2]
  const near = MARK_GAP
  const far = MARK_GAP + MARK_LENGTH / 2
  return [
    { x1: middleX, y1: y - near, x2: middleX, y2: y - far },
    { x1: middleX, y1: y + height + near, x2: middleX, y2: y + height + far },
    { x1: x - near, y1: middleY, x2: x - far, y2: middleY },
    { x1: x + width + near, y1: middleY, x2: x + width + far, y2: middleY },
  ]
}
