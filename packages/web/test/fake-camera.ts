/**
 * Films for Chromium's fake camera: a picture of a code, on gray, in a Y4M file.
 *
 * @module
 */

import { writeFileSync } from 'node:fs'
import { encodeQr } from 'pratique/qr'

const WIDTH = 1280
const HEIGHT = 720
const QUIET_ZONE = 4
const PAPER = 235
const INK = 30
const TABLE = 120
/** A few frames: the camera shows them again and again. */
const FRAMES = 3

/** A luminance a pixel, as large as the film. */
export type Frame = Uint8Array

/** Draws the code of a text in the middle, as large as it fits at whole pixels a module. */
export function drawCode(text: string, pixelsPerModule?: number): Frame {
  const { size, modules } = encodeQr(text)
  const side = size + 2 * QUIET_ZONE
  const scale = pixelsPerModule ?? Math.floor((HEIGHT - 20) / side)
  const left = Math.floor((WIDTH - side * scale) / 2)
  const top = Math.floor((HEIGHT - side * scale) / 2)
  const frame = new Uint8Array(WIDTH * HEIGHT).fill(TABLE)
  for (let y = 0; y < side * scale; y++) {
    for (let x = 0; x < side * scale; x++) {
      const column = Math.floor(x / scale) - QUIET_ZONE
      const row = Math.floor(y / scale) - QUIET_ZONE
      const isInside = column >= 0 && row >= 0 && column < size && row < size
      const isDark = isInside && modules[row * size + column] === 1
      frame[(top + y) * WIDTH + left + x] = isDark ? INK : PAPER
    }
  }
  return frame
}

/** Writes a film that shows one frame (YUV4MPEG2, 4:2:0, without colour). */
export function writeFilm(path: string, frame: Frame): void {
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420jpeg\n`)
  const gray = Buffer.alloc((WIDTH * HEIGHT) / 2, 128)
  const one = Buffer.concat([Buffer.from('FRAME\n'), frame, gray])
  writeFileSync(path, Buffer.concat([header, ...Array.from({ length: FRAMES }, () => one)]))
}
