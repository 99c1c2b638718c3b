/**
 * Which part of the camera's picture is read: the whole, smaller than it is, in turn with its middle as
 * it is, where codes stand that are small or far away.
 *
 * @module
 */

/** A part of a picture, in its pixels, and how large it is drawn. */
export interface Region {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly scale: number
}

const WIDTH = 960
const HEIGHT = 720

/** Below this the middle shows hardly more than the whole does. */
const MIN_GAIN = 1.25

export function wholeOf(width: number, height: number): Region {
  const scale = Math.min(1, Math.sqrt((WIDTH * HEIGHT) / (width * height || 1)))
  return { left: 0, top: 0, width, height, scale }
}

/** The part of the `turn`-th look. */
export function regionOf(turn: number, width: number, height: number): Region {
  const whole = wholeOf(width, height)
  if (turn % 2 === 0 || 1 / whole.scale < MIN_GAIN) return whole
  const isUpright = height > width
  const middle = {
    width: Math.min(width, isUpright ? HEIGHT : WIDTH),
    height: Math.min(height, isUpright ? WIDTH : HEIGHT),
  }
  const left = Math.floor((width - middle.width) / 2)
  const top = Math.floor((height - middle.height) / 2)
  return { left, top, ...middle, scale: 1 }
}
