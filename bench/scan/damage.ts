/**
 * What happens to a picture between the paper and the program: stickers, light, blur, noise.
 *
 * @module
 */

import { mapLevels, type Plane, type Point } from './plane.ts'
import { drawNormal, type Random } from './random.ts'

const STICKER = 200

/** What a lamp adds in the middle of its reflection, and how fast that fades. */
const GLARE = { level: 220, falloff: 1.5, reach: 4 }

/** A round sticker. */
export function cover(plane: Plane, centre: Point, radius: number): Plane {
  return mapLevels(plane, (level, x, y) =>
    (x - centre.x) ** 2 + (y - centre.y) ** 2 < radius ** 2 ? STICKER : level,
  )
}

/** Light that fades from the upper left, and a shadow over all that lies right of a line. */
export function shade(plane: Plane, fading: number, shadow: number, edge: number): Plane {
  const { width, height } = plane
  return mapLevels(plane, (level, x, y) => {
    const lit = 1 - fading * ((x / width) * 0.7 + (y / height) * 0.3)
    return level * lit * (x > edge ? 1 - shadow : 1)
  })
}

/** The reflection of a lamp. */
export function dazzle(plane: Plane, centre: Point, radius: number): Plane {
  return mapLevels(plane, (level, x, y) => {
    const distance = ((x - centre.x) ** 2 + (y - centre.y) ** 2) / radius ** 2
    return distance < GLARE.reach
      ? level + GLARE.level * Math.exp(-distance * GLARE.falloff)
      : level
  })
}

/** A Gaussian of which three σ count. */
export function blur(plane: Plane, sigma: number): Plane {
  const reach = Math.ceil(sigma * 3)
  const weights = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-((index - reach) ** 2) / (2 * sigma ** 2)),
  )
  const across = convolve(plane, weights, reach, { x: 1, y: 0 })
  return convolve(across, weights, reach, { x: 0, y: 1 })
}

/** A movement to the left while the shutter is open. */
export function smear(plane: Plane, length: number): Plane {
  return convolve(plane, new Array<number>(length).fill(1), 0, { x: 1, y: 0 })
}

/** Weighs `weights.length` neighbours, the first of them `reach` before the pixel. */
function convolve(
  { width, height, levels }: Plane,
  weights: readonly number[],
  reach: number,
  step: Point,
): Plane {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const result = new Float32Array(levels.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let index = 0; index < weights.length; index++) {
        const column = Math.min(width - 1, Math.max(0, x + (index - reach) * step.x))
        const row = Math.min(height - 1, Math.max(0, y + (index - reach) * step.y))
        sum += (weights[index] ?? 0) * (levels[row * width + column] ?? 0)
      }
      result[y * width + x] = sum / total
    }
  }
  return { width, height, levels: result }
}

export function addNoise(plane: Plane, sigma: number, random: Random): Plane {
  return mapLevels(plane, (level) => level + sigma * drawNormal(random))
}
