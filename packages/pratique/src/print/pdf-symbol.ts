/**
 * Symbols in the content of a PDF page: text in a font whose four letters are modules.
 *
 * A letter is a column of two modules, so a line of text is two rows of a symbol. The four stand for every
 * symbol; each dark one is a single rectangle, which readers fit to the points of a device, so that no
 * seam shows.
 *
 * @module
 */

/**
 * What draws each letter (ISO 32000-1 §9.6.5), one unit wide and two high: upper module × 2 + lower.
 *
 * Dark modules reach a little over their edge and are filled twice, as readers that blend edges leave a
 * light seam where two meet.
 */
export const GLYPHS: readonly string[] = [
  '',
  '0 0 1.02 1.02',
  '0 1 1.02 1.02',
  '0 0 1.02 2.02',
].map((box) => (box === '' ? '1 0 d0' : `1 0 d0 ${box} re f ${box} re f`))

/** The code of the first letter. */
export const FIRST_GLYPH = 0x30

/** Rows of modules in a line. */
export const LINE_ROWS = 2
/** Operators around the letters of a symbol. */
export interface SymbolPlace {
  /** Up to the parenthesis that opens the string of the first line. */
  readonly before: string
  readonly after: string
}

/** Makes a place for a symbol from its upper left corner and the side of a module. */
export function toSymbolPlace(
  number: number,
  { x, top, module }: { x: number; top: number; module: number },
): SymbolPlace {
  const font = `/Q ${toNumber(module, 5)} Tf ${toNumber(LINE_ROWS * module, 5)} TL`
  return {
    before: `/Figure<</MCID ${number}>>BDC BT ${font} ${toNumber(x)} ${toNumber(top)} Td(`,
    after: ")' ET EMC\n",
  }
}

/** Writes a number as PDF does, without exponent (ISO 32000-1 §7.3.3). */
export function toNumber(value: number, decimals = 2): string {
  return value.toFixed(decimals).replace(/\.?0+$/, '')
}
