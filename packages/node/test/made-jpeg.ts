/**
 * Writes JPEGs (ISO/IEC 10918-1) whose blocks of 8 × 8 pixels are each of one grey, for the tests.
 *
 * Such a picture has no AC coefficients, so that neither a transform nor a real code table is needed,
 * and a module of 8 pixels comes out without loss.
 *
 * @module
 */

export interface JpegPlan {
  /** In blocks. */
  readonly columns: number
  readonly rows: number
  /** The grey of a block, 0 to 255. */
  readonly grayAt: (column: number, row: number) => number
  readonly isProgressive?: boolean
}

/** Codes of four bits for the categories of DC differences 0 to 8 (§F.1.2.1). */
const DC_CATEGORIES = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const DC_BITS = 4

/** With a quantiser of 8, the DC coefficient is the grey itself less 128 (§A.3.3, §A.3.4). */
const QUANTISER = 8

export function encodeJpeg(plan: JpegPlan): Uint8Array<ArrayBuffer> {
  const { columns, rows, isProgressive = false } = plan
  const frame = isProgressive ? 0xc2 : 0xc0
  return Uint8Array.of(
    ...[0xff, 0xd8],
    ...segment(0xdb, [0, ...Array<number>(64).fill(QUANTISER)]),
    ...segment(frame, [8, ...word(rows * 8), ...word(columns * 8), 1, 1, 0x11, 0]),
    ...segment(0xc4, [0x00, ...codeLengths(DC_BITS, DC_CATEGORIES.length), ...DC_CATEGORIES]),
    // One AC code of one bit: "end of block".
    ...segment(0xc4, [0x10, ...codeLengths(1, 1), 0]),
    ...segment(0xda, [1, 1, 0x00, 0, isProgressive ? 0 : 63, 0]),
    ...stuff(encodeScan(plan, isProgressive ? '' : '0')),
    ...[0xff, 0xd9],
  )
}

function encodeScan({ columns, rows, grayAt }: JpegPlan, endOfBlock: string): number[] {
  const parts: string[] = []
  let previous = 0
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = grayAt(column, row) - 128
      parts.push(encodeDifference(value - previous), endOfBlock)
      previous = value
    }
  }
  const bits = parts.join('')
  const bytes: number[] = []
  for (let at = 0; at < bits.length; at += 8) {
    bytes.push(Number.parseInt(bits.slice(at, at + 8).padEnd(8, '1'), 2))
  }
  return bytes
}

/** The category's code, then the low bits of the difference, less one if it is negative (§F.1.2.1). */
function encodeDifference(difference: number): string {
  const category = Math.abs(difference).toString(2).length - Number(difference === 0)
  const code = category.toString(2).padStart(DC_BITS, '0')
  if (category === 0) return code
  const low = difference < 0 ? difference + 2 ** category - 1 : difference
  return code + low.toString(2).padStart(category, '0')
}

/** In coded data a zero follows each 0xff (§F.1.2.3). */
function stuff(bytes: readonly number[]): number[] {
  return bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]))
}

/** How many codes there are of each length from 1 to 16 (§B.2.4.2). */
function codeLengths(length: number, count: number): number[] {
  return Array.from({ length: 16 }, (_, index) => (index + 1 === length ? count : 0))
}

function segment(marker: number, data: readonly number[]): number[] {
  return [0xff, marker, ...word(data.length + 2), ...data]
}

function word(value: number): [number, number] {
  return [value >> 8, value & 0xff]
}
