/**
 * Makes symbols, and lays them on a page, for the tests.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'
import { encodePng } from './made-png.ts'

/** Modules, 0 dark and 255 light. */
export interface Modules {
  readonly size: number
  readonly at: (column: number, row: number) => number
}

/** A symbol on a page: where, in pixels, and how many pixels a module takes. */
export interface Placing {
  readonly modules: Modules
  readonly x: number
  readonly y: number
  readonly scale: number
}

export const QUIET_ZONE = 4

const wasm = await readFile(new URL(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm')))
await prepareZXingModule({
  overrides: { wasmBinary: new Uint8Array(wasm).buffer },
  fireImmediately: true,
})

export async function makeSymbol(
  content: string | Uint8Array,
  format: 'QRCode' | 'AztecCode' | 'DataMatrix' = 'QRCode',
  options = '',
): Promise<Modules> {
  const { error, symbol } = await writeBarcode(content, { format, options })
  if (error !== '') throw new Error(error)
  const { width, data } = symbol
  return { size: width, at: (column, row) => data[row * width + column] ?? 255 }
}

/** Surrounds a symbol with the light modules that a reader may expect. */
export function toFramed({ size, at }: Modules): Modules {
  const isInside = (index: number) => index >= QUIET_ZONE && index < QUIET_ZONE + size
  return {
    size: size + 2 * QUIET_ZONE,
    at: (column, row) =>
      isInside(column) && isInside(row) ? at(column - QUIET_ZONE, row - QUIET_ZONE) : 255,
  }
}

/** Draws symbols on white paper. */
export function drawPage(width: number, height: number, placings: readonly Placing[]): Page {
  const pixels = new Uint8Array(width * height).fill(255)
  for (const { modules, x, y, scale } of placings) {
    for (let row = 0; row < modules.size * scale; row++) {
      for (let column = 0; column < modules.size * scale; column++) {
        const module = modules.at(Math.floor(column / scale), Math.floor(row / scale))
        pixels[(y + row) * width + x + column] = module
      }
    }
  }
  return { width, height, grayAt: (column, row) => pixels[row * width + column] ?? 255 }
}

export interface Page {
  readonly width: number
  readonly height: number
  readonly grayAt: (x: number, y: number) => number
}

export function drawSymbol(modules: Modules, scale = 3): Page {
  const framed = toFramed(modules)
  const side = framed.size * scale
  return drawPage(side, side, [{ modules: framed, x: 0, y: 0, scale }])
}

export function toGrayPng({ width, height, grayAt }: Page): Uint8Array<ArrayBuffer> {
  const samplesAt = (x: number, y: number) => [grayAt(x, y)]
  return encodePng({ width, height, colourType: 0, depth: 8, samplesAt })
}
