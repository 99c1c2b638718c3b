/**
 * Encodes QR codes (ISO/IEC 18004:2015, Model 2).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { type BitMatrix, toModules } from './bit-matrix.ts'
import { toDataCodewords, toFinalCodewords } from './codewords.ts'
import { chooseMask, toUnmasked } from './penalty.ts'
import { type QrContent, type QrOptions, toPlan } from './plan.ts'
import { type Level, toBlockLayout } from './tables.ts'
import { type Template, toFinish, toTemplate } from './template.ts'

/** A symbol: the modules, without the quiet zone that must surround them. */
export interface QrSymbol {
  /** 1 to 40. */
  readonly version: number
  readonly level: Level
  /** 0 to 7. */
  readonly mask: number
  /** Modules on a side: 17 + 4 × version. */
  readonly size: number
  /** A byte a module, row by row: 1 is dark, 0 is light. Made when it is first asked for. */
  readonly modules: Bytes
  /**
   * The same as bits, 32 columns a word: those of columns 0 to 31 first, from the first row to the last, then
   * those of the next 32. The lowest bit is the leftmost column; beyond the last, all are 0.
   */
  readonly rows: Int32Array<ArrayBuffer>
}

/**
 * Encodes a text, bytes or segments as the smallest symbol that holds them. A text is divided into
 * modes by `toSegments`, in UTF-8 where it is in byte mode; bytes are taken as they are.
 *
 * @throws {UsageError} `usage.argument` if the content does not fit, and what would hold it; on an
 *   option that does not exist; on a segment whose mode has no such character; on half a surrogate pair.
 */
export function encodeQr(content: QrContent, options: QrOptions = {}): QrSymbol {
  const { segments, version, level } = toPlan(content, options)
  const layout = toBlockLayout(version, level)
  const codewords = toFinalCodewords(toDataCodewords(segments, version, layout), layout)
  const template = toTemplate(version)
  const matrix = place(codewords, template)
  const mask = options.mask ?? chooseMask(toUnmasked(matrix, template.size), template)
  const finish = toFinish(template, level, mask)
  for (let i = 0; i < matrix.length; i++) matrix[i] = (matrix[i] ?? 0) ^ (finish[i] ?? 0)
  return toSymbol({ version, level, mask, size: template.size, rows: matrix })
}

/** Who draws the rows needs no bytes. */
function toSymbol(symbol: Omit<QrSymbol, 'modules'>): QrSymbol {
  let modules: Bytes | undefined
  return {
    ...symbol,
    get modules() {
      modules ??= toModules(symbol.rows, symbol.size)
      return modules
    },
  }
}

/** Draws the bits of codewords among the patterns, without mask (§7.7.3). */
function place(codewords: Uint8Array, { patterns, blocks, singles }: Template): BitMatrix {
  const matrix = patterns.slice()
  for (let i = 0; i < blocks.length; i += 2) {
    const first = blocks[i] ?? 0
    const two = ((codewords[first >> 3] ?? 0) << 8) | (codewords[(first >> 3) + 1] ?? 0)
    placeBlock(matrix, blocks[i + 1] ?? 0, two >> (8 - (first & 7)))
  }
  for (let i = 0; i < singles.length; i += 2) {
    const bit = singles[i] ?? 0
    const place = singles[i + 1] ?? 0
    const isDark = ((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1
    const at = place >> 6
    matrix[at] = (matrix[at] ?? 0) | (isDark << ((place >> 1) & 31))
  }
  return matrix
}

/** Two bits a row: the right module is the higher bit of the codewords, and of the word. */
function placeBlock(matrix: BitMatrix, place: number, bits: number): void {
  const left = (place >> 1) & 31
  const step = 1 - 2 * (place & 1)
  const at = place >> 6
  matrix[at] = (matrix[at] ?? 0) | (((bits >> 6) & 3) << left)
  const second = at + step
  matrix[second] = (matrix[second] ?? 0) | (((bits >> 4) & 3) << left)
  const third = second + step
  matrix[third] = (matrix[third] ?? 0) | (((bits >> 2) & 3) << left)
  const fourth = third + step
  matrix[fourth] = (matrix[fourth] ?? 0) | ((bits & 3) << left)
}
