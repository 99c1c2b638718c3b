/**
 * Symbols in the content of a PDF page.
 *
 * @module
 */

import type { PrintedSymbol } from './page.ts'
import { type Output, putText, reserve } from './pdf-output.ts'

/**
 * How a symbol is drawn. `mask`: one sample a module, some 1 kB. `path`: a rectangle for each run of dark
 * modules, as sharp in readers that smooth pictures, and three to five times as large.
 */
export type SymbolDrawing = 'mask' | 'path'

const [LETTER_E, LETTER_I] = [0x45, 0x49]
/** ISO 32000-1 §7.2.2. */
const WHITE_SPACE = [0, 9, 10, 12, 13, 32]

/** Draws a symbol in the unit square, its first row at the top. */
export function putSymbol(output: Output, symbol: PrintedSymbol, drawing: SymbolDrawing): void {
  const start = output.at
  if (drawing === 'mask') {
    putMask(output, symbol)
    if (!looksEnded(output, start)) {
      putText(output, '\nEI\n')
      return
    }
    output.at = start
  }
  putPath(output, symbol)
}

/**
 * Whether samples look like the operator that ends them, by which readers find the end: in one symbol of
 * some three thousand. It is drawn as a path.
 */
function looksEnded({ bytes, at }: Output, start: number): boolean {
  for (
    let i = bytes.indexOf(LETTER_E, start);
    i >= 0 && i < at;
    i = bytes.indexOf(LETTER_E, i + 1)
  ) {
    if (bytes[i + 1] === LETTER_I && (i + 2 >= at || WHITE_SPACE.includes(bytes[i + 2] ?? 0)))
      return true
  }
  return false
}

/** An inline image mask (ISO 32000-1 §8.9.6.2, §8.9.7), 1 painted; all but its end. */
function putMask(output: Output, { size, modules }: PrintedSymbol): void {
  putText(output, `BI/W ${size}/H ${size}/IM true/D[1 0]ID `)
  const whole = size >> 3
  const rest = size & 7
  reserve(output, (whole + 1) * size)
  const { bytes } = output
  let { at } = output
  for (let row = 0, from = 0; row < size; row++) {
    for (let i = 0; i < whole; i++, from += 8) bytes[at++] = packByte(modules, from, 8)
    if (rest > 0) bytes[at++] = packByte(modules, from, rest) << (8 - rest)
    from += rest
  }
  output.at = at
}

function packByte(modules: Uint8Array, from: number, count: number): number {
  let byte = 0
  for (let i = from; i < from + count; i++) byte = (byte << 1) | (modules[i] ?? 0)
  return byte
}

/** One path, filled at once, so that no seam shows between rows. */
function putPath(output: Output, { size, modules }: PrintedSymbol): void {
  const side = 1 / size
  putText(output, `${toNumber(side, 9)} 0 0 ${toNumber(-side, 9)} 0 1 cm\n`)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const start = column
      while (column < size && modules[row * size + column] === 1) column++
      if (column > start) putText(output, `${start} ${row} ${column - start} 1 re\n`)
    }
  }
  putText(output, 'f\n')
}

/** Writes a number as PDF does, without exponent (ISO 32000-1 §7.3.3). */
export function toNumber(value: number, decimals = 2): string {
  return value.toFixed(decimals).replace(/\.?0+$/, '')
}
