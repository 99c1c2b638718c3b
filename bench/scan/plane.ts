/**
 * Light on a sensor, before it is rounded to gray levels.
 *
 * @module
 */

/** Gray levels row by row from the top left, not yet bounded. */
export interface Plane {
  readonly width: number
  readonly height: number
  readonly levels: Float32Array
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** A plane with each level made of its place and what is there. */
export function mapLevels(
  plane: Plane,
  toLevel: (level: number, x: number, y: number) => number,
): Plane {
  const { width, height } = plane
  const levels = new Float32Array(plane.levels.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      levels[at] = toLevel(plane.levels[at] ?? 0, x, y)
    }
  }
  return { width, height, levels }
}
