/**
 * Films for Chromium's fake camera: pictures of codes, on gray, in a Y4M file.
 *
 * @module
 */

import { writeFileSync } from 'node:fs'
import { encodeQr } from 'pratique/qr'

export const WIDTH = 1280
export const HEIGHT = 720
const QUIET_ZONE = 4
const PAPER = 235
const INK = 30
const TABLE = 120
/** A few frames: the camera shows them again and again. */
const FRAMES = 3
/** So fast a film goes that shows one thing after another: each for more than half a second. */
const SCENES_A_SECOND = 5

/** A luminance a pixel, as large as the film. */
export type Frame = Uint8Array

/** Modules row by row, 1 dark. */
export type Drawn = Pick<ReturnType<typeof encodeQr>, 'size' | 'modules'>

/** A code in a picture. */
export interface DrawnCode {
  /** What its QR code says. */
  readonly text?: string
  /** Another symbol. */
  readonly symbol?: Drawn
  /** Its middle, as shares of width and height; default: the middle of the picture. */
  readonly x?: number
  readonly y?: number
  /** Pixels a module; default: as large as it fits. */
  readonly scale?: number
  readonly degrees?: number
}

/** A picture without a code. */
export function drawTable(): Frame {
  return new Uint8Array(WIDTH * HEIGHT).fill(TABLE)
}

/** Draws codes on a table. */
export function drawCodes(codes: readonly DrawnCode[]): Frame {
  const frame = drawTable()
  for (const code of codes) drawCode(frame, code)
  return frame
}

function drawCode(frame: Frame, { x = 0.5, y = 0.5, degrees = 0, ...code }: DrawnCode): void {
  const { size, modules } = code.symbol ?? encodeQr(code.text ?? '')
  const side = size + 2 * QUIET_ZONE
  const scale = code.scale ?? Math.floor((HEIGHT - 20) / side)
  const [cos, sin] = [Math.cos, Math.sin].map((of) => of((degrees * Math.PI) / 180) / scale)
  const reach = Math.ceil(side * scale * 0.75)
  const [middleX, middleY] = [Math.round(x * WIDTH), Math.round(y * HEIGHT)]
  for (let down = -reach; down < reach; down++) {
    for (let right = -reach; right < reach; right++) {
      const [column, row] = [
        Math.floor(right * (cos ?? 0) + down * (sin ?? 0) + side / 2),
        Math.floor(down * (cos ?? 0) - right * (sin ?? 0) + side / 2),
      ]
      const [px, py] = [middleX + right, middleY + down]
      const isOnPaper = column >= 0 && row >= 0 && column < side && row < side
      if (!isOnPaper || px < 0 || py < 0 || px >= WIDTH || py >= HEIGHT) continue
      const [moduleX, moduleY] = [column - QUIET_ZONE, row - QUIET_ZONE]
      const isInside = moduleX >= 0 && moduleY >= 0 && moduleX < size && moduleY < size
      const isDark = isInside && modules[moduleY * size + moduleX] === 1
      frame[py * WIDTH + px] = isDark ? INK : PAPER
    }
  }
}

/** The mean of a square of pixels around each, twice: about a Gauss blur. */
export function blur(frame: Frame, radius: number): Frame {
  const across = slide(frame, { radius, step: 1, lines: HEIGHT, length: WIDTH, lineStep: WIDTH })
  return slide(across, { radius, step: WIDTH, lines: WIDTH, length: HEIGHT, lineStep: 1 })
}

interface Sliding {
  readonly radius: number
  readonly step: number
  readonly length: number
  readonly lines: number
  readonly lineStep: number
}

function slide(frame: Frame, { radius, step, length, lines, lineStep }: Sliding): Frame {
  const blurred = new Uint8Array(frame.length)
  for (let line = 0; line < lines; line++) {
    for (let at = 0; at < length; at++) {
      let sum = 0
      for (let by = -radius; by <= radius; by++) {
        const near = Math.min(length - 1, Math.max(0, at + by))
        sum += frame[line * lineStep + near * step] ?? 0
      }
      blurred[line * lineStep + at * step] = sum / (2 * radius + 1)
    }
  }
  return blurred
}

/** Adds noise up to a deviation, the same each time. */
export function addNoise(frame: Frame, most: number): Frame {
  let state = 1
  return frame.map((level) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.min(255, Math.max(0, level + ((state >>> 16) / 0xffff - 0.5) * 2 * most))
  })
}

/** White on black. */
export function invert(frame: Frame): Frame {
  return frame.map((level) => 255 - level)
}

/** As if it was seen from behind. */
export function mirror(frame: Frame): Frame {
  return frame.map((_, at) => frame[at - (at % WIDTH) + WIDTH - 1 - (at % WIDTH)] ?? 0)
}

/**
 * Writes a film that shows a frame, or several one after another, again and again (YUV4MPEG2, 4:2:0, without
 * colour). It is read anew each time the camera opens.
 */
export function writeFilm(path: string, ...frames: readonly Frame[]): void {
  const rate = frames.length > 1 ? SCENES_A_SECOND : 30
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${rate}:1 Ip A1:1 C420jpeg\n`)
  const gray = Buffer.alloc((WIDTH * HEIGHT) / 2, 128)
  const all = frames.flatMap((frame) => {
    const one = Buffer.concat([Buffer.from('FRAME\n'), frame, gray])
    return Array.from({ length: FRAMES }, () => one)
  })
  writeFileSync(path, Buffer.concat([header, ...all]))
}
