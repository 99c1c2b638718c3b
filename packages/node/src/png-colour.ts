/**
 * From the samples of a PNG line to luminance on a white page.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'

/** How a PNG writes its pixels (ISO/IEC 15948:2004 §6.1). */
export interface PngColour {
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
  readonly colourType: number
  /** Bits a sample. */
  readonly depth: number
  /** Samples a pixel. */
  readonly channels: number
}

/** Luminance of each palette entry. */
export type Palette = Uint8Array<ArrayBuffer>

/** Gives the luminance of the pixel in column `x` of an unfiltered line. */
export type Sampler = (line: Uint8Array, x: number) => number

/** Reads PLTE and tRNS (§11.2.3, §11.3.2.1): entries without an alpha are opaque. */
export function toPalette(colours: Uint8Array, alphas: Uint8Array): Palette {
  return Uint8Array.from({ length: Math.min(256, Math.floor(colours.length / 3)) }, (_, index) => {
    const [red = 0, green = 0, blue = 0] = colours.subarray(index * 3, index * 3 + 3)
    return onWhite(luminance(red, green, blue), alphas[index] ?? 255)
  })
}

/**
 * Makes the sampler for a picture. The single transparent colour that tRNS can give to types 0 and 2
 * is painted as it is: no symbol tells its modules from its page by that alone.
 *
 * @throws {UsageError} `usage.picture` if a palette is needed and missing
 */
export function toSampler({ colourType, depth, channels }: PngColour, palette: Palette): Sampler {
  const bytes = depth >> 3
  const pixel = channels * bytes
  switch (colourType) {
    case 3:
      if (palette.length === 0) throw new UsageError('usage.picture', 'expected a PNG palette')
      return packed(depth, palette)
    case 2:
      return (line, x) => rgb(line, x * pixel, bytes)
    case 4:
      return (line, x) => onWhite(line[x * pixel] ?? 0, line[x * pixel + bytes] ?? 0)
    case 6:
      return (line, x) => onWhite(rgb(line, x * pixel, bytes), line[x * pixel + 3 * bytes] ?? 0)
    default:
      return depth === 16 ? (line, x) => line[x * 2] ?? 0 : packed(depth, toRamp(depth))
  }
}

/** Samples of 8 bits or less, the leftmost in the high bits (§7.2). */
function packed(depth: number, table: Uint8Array): Sampler {
  if (depth === 8) return (line, x) => table[line[x] ?? 0] ?? 0
  const mask = (1 << depth) - 1
  return (line, x) => {
    const bit = x * depth
    return table[((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & mask] ?? 0
  }
}

/** All grey levels of a depth, spread over 0 to 255 (§13.12). */
function toRamp(depth: number): Uint8Array {
  const levels = 1 << depth
  return Uint8Array.from({ length: levels }, (_, level) => Math.round((level * 255) / (levels - 1)))
}

/** Of 16-bit samples the high byte is enough. */
function rgb(line: Uint8Array, at: number, step: number): number {
  return luminance(line[at] ?? 0, line[at + step] ?? 0, line[at + 2 * step] ?? 0)
}

/** Luma with the weights of ITU-R BT.601, in 1024ths. */
function luminance(red: number, green: number, blue: number): number {
  return (306 * red + 601 * green + 117 * blue + 512) >> 10
}

/** Lays a pixel on white paper: that is what a transparent page stands for. */
function onWhite(value: number, alpha: number): number {
  return 255 + Math.round(((value - 255) * alpha) / 255)
}
