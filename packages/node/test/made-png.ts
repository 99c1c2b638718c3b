/**
 * Writes PNGs of every kind (ISO/IEC 15948:2004) for the tests.
 *
 * @module
 */

import { crc32, deflateSync } from 'node:zlib'

export interface PngPlan {
  readonly width: number
  readonly height: number
  readonly colourType: number
  /** Bits a sample. */
  readonly depth: number
  /** The samples of a pixel, each below 2^depth. */
  readonly samplesAt: (x: number, y: number) => readonly number[]
  readonly isInterlaced?: boolean
  /** The filter of each line in turn, 0 to 4. */
  readonly filters?: readonly number[]
  /** RGB of each palette entry, then the alphas of the first ones. */
  readonly palette?: readonly number[]
  readonly alphas?: readonly number[]
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** First column and line, then the steps from pixel to pixel and from line to line. */
type Pass = readonly [firstX: number, firstY: number, stepX: number, stepY: number]

const WHOLE: readonly Pass[] = [[0, 0, 1, 1]]

/** The seven reduced images (§8.2). */
const ADAM7: readonly Pass[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
]

export function encodePng(plan: PngPlan): Uint8Array<ArrayBuffer> {
  const raw = (plan.isInterlaced ? ADAM7 : WHOLE).flatMap((pass) => encodePass(plan, pass))
  return joinPng(plan, deflateSync(Buffer.concat(raw)))
}

/** Puts any compressed data under a header. */
export function joinPng(
  plan: Omit<PngPlan, 'samplesAt'>,
  data: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const chunks = [SIGNATURE, encodeChunk('IHDR', encodeHeader(plan))]
  if (plan.palette) chunks.push(encodeChunk('PLTE', Uint8Array.from(plan.palette)))
  if (plan.alphas) chunks.push(encodeChunk('tRNS', Uint8Array.from(plan.alphas)))
  // Two chunks, as decoders must join them.
  const middle = data.length >> 1
  chunks.push(encodeChunk('IDAT', data.subarray(0, middle)))
  chunks.push(encodeChunk('IDAT', data.subarray(middle)))
  chunks.push(encodeChunk('IEND', new Uint8Array()))
  return new Uint8Array(Buffer.concat(chunks))
}

function encodeHeader(plan: Omit<PngPlan, 'samplesAt'>): Uint8Array<ArrayBuffer> {
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, plan.width)
  header.setUint32(4, plan.height)
  header.setUint8(8, plan.depth)
  header.setUint8(9, plan.colourType)
  header.setUint8(12, plan.isInterlaced ? 1 : 0)
  return new Uint8Array(header.buffer)
}

function encodeChunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length)
  chunk.write(type, 4, 'latin1')
  chunk.set(data, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length)
  return new Uint8Array(chunk)
}

function encodePass(plan: PngPlan, [firstX, firstY, stepX, stepY]: Pass): Uint8Array[] {
  const lines: Uint8Array[] = []
  if (firstX >= plan.width) return lines
  const { filters = [0] } = plan
  let previous: Uint8Array = new Uint8Array()
  for (let y = firstY; y < plan.height; y += stepY) {
    const samples: number[] = []
    for (let x = firstX; x < plan.width; x += stepX) samples.push(...plan.samplesAt(x, y))
    const line = packSamples(samples, plan.depth)
    const pixelBytes = Math.max(
      1,
      ((samples.length / Math.ceil((plan.width - firstX) / stepX)) * plan.depth) >> 3,
    )
    lines.push(filterLine(filters[lines.length % filters.length] ?? 0, line, previous, pixelBytes))
    previous = line
  }
  return lines
}

function packSamples(samples: readonly number[], depth: number): Uint8Array {
  const bits = samples.map((sample) => sample.toString(2).padStart(depth, '0')).join('')
  return Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, index) =>
    Number.parseInt(bits.slice(index * 8, index * 8 + 8).padEnd(8, '0'), 2),
  )
}

/** The filter's number, then what it leaves of the line (§9.2). */
function filterLine(filter: number, line: Uint8Array, above: Uint8Array, pixelBytes: number) {
  const filtered = Uint8Array.from(line, (byte, index) => {
    const left = line[index - pixelBytes] ?? 0
    const up = above[index] ?? 0
    const corner = index < pixelBytes ? 0 : (above[index - pixelBytes] ?? 0)
    return byte - ([0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0)
  })
  return Uint8Array.of(filter, ...filtered)
}

/** §9.4 as a search: the first of the three that is nearest to the estimate. */
function paeth(left: number, up: number, corner: number): number {
  const distance = (value: number) => Math.abs(left + up - corner - value)
  return [left, up, corner].reduce((best, value) =>
    distance(value) < distance(best) ? value : best,
  )
}
