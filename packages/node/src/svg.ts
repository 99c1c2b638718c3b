/**
 * Decodes SVG of the one form that `toSvg` of `pratique/qr` writes: runs of dark modules, row by row. What
 * else SVG can say would take a program as large as a browser to draw.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { GrayFrame } from 'pratique/qr/scan'

/** More than the largest symbol takes: 15,753 runs of up to 12 characters, and a title. */
const MAX_BYTES = 256 * 1024

/** Modules on a side with the quiet zone: of versions 1 to 40 (ISO/IEC 18004 §6.3.1). */
const MIN_SIDE = 21 + 8
const MAX_SIDE = 177 + 8

/** Pixels a module: the decoder of symbols needs more than one. */
const SCALE = 4

const FORM =
  /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 (?<side>\d{2,3}) \k<side>"(?: width="(?<width>[\d.e+-]{1,30})mm" height="\k<width>mm")? shape-rendering="crispEdges"(?:>| role="img"><title>[^<>]*<\/title>)<rect width="\k<side>" height="\k<side>" fill="#fff"\/><path stroke="#000" d="(?<path>[Mmh\d. ]*)"\/><\/svg>\s*$/

/** To the middle of a row, or on within it, and along a run. */
const RUN = /(?:M(?<left>\d{1,3}) (?<row>\d{1,3})\.5|m(?<gap>\d{1,3}) 0)h(?<length>\d{1,3})/y

/**
 * Decodes the picture of a symbol, with its quiet zone.
 *
 * @throws {UsageError} `usage.picture` if it is of another form
 */
export function decodeSvg(bytes: Uint8Array): GrayFrame {
  const text = bytes.length > MAX_BYTES ? '' : Buffer.from(bytes).toString('utf8')
  const { side = '', path = '' } = FORM.exec(text)?.groups ?? {}
  const modules = Number(side)
  if (modules < MIN_SIDE || modules > MAX_SIDE) throw refuse()
  const width = modules * SCALE
  const pixels = new Uint8Array(width * width).fill(255)
  for (const { x, y, length } of readRuns(path, modules)) {
    for (let row = y * SCALE; row < (y + 1) * SCALE; row++) {
      pixels.fill(0, row * width + x * SCALE, row * width + (x + length) * SCALE)
    }
  }
  return { width, height: width, pixels }
}

/** Dark modules side by side, from the left and top edge of the picture. */
interface Run {
  readonly x: number
  readonly y: number
  readonly length: number
}

/** Each run lies after the one before it, and within the picture. */
function* readRuns(path: string, side: number): Generator<Run> {
  let [right, y] = [0, -1]
  for (let at = 0; at < path.length; ) {
    RUN.lastIndex = at
    const { left, row, gap, length } = RUN.exec(path)?.groups ?? {}
    at = RUN.lastIndex
    const isNewRow = row !== undefined
    const x = isNewRow ? Number(left) : right + Number(gap)
    if (isNewRow && Number(row) <= y) throw refuse()
    if (isNewRow) y = Number(row)
    right = x + Number(length)
    // What is missing is NaN, and within nothing.
    if (!(y >= 0 && y < side && right <= side && Number(length) > 0)) throw refuse()
    yield { x, y, length: Number(length) }
  }
}

function refuse(): UsageError {
  return new UsageError('usage.picture', 'expected an SVG as Pratique writes it')
}
