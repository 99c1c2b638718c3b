/**
 * Pictures as cameras and programs make them, for tests.
 *
 * @module
 */

import type { Page } from 'playwright-core'
import { encodeQr } from 'pratique/qr'

const QUIET_ZONE = 4
const SCALE = 3

/** Puts into a JPEG which side of it is up (Exif 3.0, tag 0x0112), from 1 to 8. */
export function turnJpeg(jpeg: Buffer, orientation: number): Buffer {
  const exif = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01', 'latin1')
  const length = Buffer.alloc(2)
  length.writeUInt16BE(2 + exif.length + 8)
  const value = Buffer.from([0, orientation, 0, 0, 0, 0, 0, 0])
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1]), length, exif, value])
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)])
}

/** A GIF of two pictures, of which the first shows a code and the second nothing. */
export function writeAnimation(text: string): Buffer {
  const { size, modules } = encodeQr(text)
  const side = (size + 2 * QUIET_ZONE) * SCALE
  const isDark = (x: number, y: number) => {
    const [column, row] = [x, y].map((at) => Math.floor(at / SCALE) - QUIET_ZONE)
    const isInside = [column, row].every((at = -1) => at >= 0 && at < size)
    return isInside && modules[(row ?? 0) * size + (column ?? 0)] === 1
  }
  const pixels = Array.from({ length: side * side }, (_, at) =>
    isDark(at % side, Math.floor(at / side)) ? 0 : 1,
  )
  const word = (value: number) => [value & 0xff, value >> 8]
  const picture = (levels: readonly number[]) => [
    // Shown for a tenth of a second.
    ...[0x21, 0xf9, 4, 0, ...word(10), 0, 0],
    ...[0x2c, 0, 0, 0, 0, ...word(side), ...word(side), 0, 2, ...encodeLevels(levels), 0],
  ]
  return Buffer.from([
    ...Buffer.from('GIF89a'),
    ...[...word(side), ...word(side), 0x80, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff],
    ...[...picture(pixels), ...picture(pixels.map(() => 1)), 0x3b],
  ])
}

/** LZW whose table is cleared before its codes grow: three bits each, in blocks (GIF89a, appendix F). */
function encodeLevels(levels: readonly number[]): readonly number[] {
  const [clear, end] = [4, 5]
  const codes = levels.flatMap((level, at) => (at % 2 === 0 ? [clear, level] : [level]))
  const bits = [...codes, end].flatMap((code) => [code & 1, (code >> 1) & 1, code >> 2])
  const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((byte, bit, place) => byte | (bit << place), 0),
  )
  const blocks = Array.from({ length: Math.ceil(bytes.length / 255) }, (_, at) =>
    bytes.slice(at * 255, at * 255 + 255),
  )
  return blocks.flatMap((block) => [block.length, ...block])
}

interface Conversion {
  /** Put side by side. */
  readonly pictures: readonly Buffer[]
  readonly type: string
  /** Whether what is white is let be seen through. */
  readonly isTransparent?: boolean
}

/** Has the browser write pictures as one of another type. */
export async function convertPictures(page: Page, given: Conversion): Promise<Buffer> {
  const pictures = given.pictures.map((each) => each.toString('base64'))
  return Buffer.from(await page.evaluate(convert, { ...given, pictures }), 'base64')
}

/** Runs in the browser. */
async function convert(given: {
  readonly pictures: readonly string[]
  readonly type: string
  readonly isTransparent?: boolean
}): Promise<string> {
  const bitmaps = await Promise.all(
    given.pictures.map((base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      return createImageBitmap(new Blob([bytes]))
    }),
  )
  const canvas = document.createElement('canvas')
  canvas.width = bitmaps.reduce((sum, { width }) => sum + width, 0)
  canvas.height = Math.max(...bitmaps.map(({ height }) => height))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('a canvas draws')
  context.fillStyle = 'white'
  context.fillRect(0, 0, canvas.width, canvas.height)
  let left = 0
  for (const bitmap of bitmaps) {
    context.drawImage(bitmap, left, 0)
    left += bitmap.width
  }
  if (given.isTransparent) {
    const image = context.getImageData(0, 0, canvas.width, canvas.height)
    for (let at = 0; at < image.data.length; at += 4) {
      if ((image.data[at] ?? 0) > 127) image.data.fill(0, at, at + 4)
    }
    context.putImageData(image, 0, 0)
  }
  return canvas.toDataURL(given.type, 0.9).replace(/^.*,/, '')
}
