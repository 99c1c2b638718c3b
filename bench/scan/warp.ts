/**
 * A sheet of paper with a symbol on it, held before a camera: turned, tilted and bent.
 *
 * @module
 */

import { type Modules, QUIET_ZONE } from 'pratique/qr'
import type { Plane, Point } from './plane.ts'

/** Where the symbol and its quiet zone lie. */
export interface Pose {
  readonly centre: Point
  readonly pixelsPerModule: number
  readonly rotationDegrees: number
  readonly perspective: number
  readonly curvature: number
  readonly isMirrored: boolean
}

export interface Tones {
  readonly ink: number
  readonly paper: number
  readonly around: number
}

/** How the far edge's distance shortens the height, and how the sideways tilt that goes with it does. */
const FORESHORTENING = { height: 0.35, sideways: 0.4 }

/** The corners of the unit square. */
const SQUARE = [
  { x: -0.5, y: -0.5 },
  { x: 0.5, y: -0.5 },
  { x: 0.5, y: 0.5 },
  { x: -0.5, y: 0.5 },
]

/** Draws what a sensor would see: each pixel is the mean of 9 or, for small modules, 16 points in it. */
export function drawSheet(
  symbol: Modules,
  pose: Pose,
  tones: Tones,
  size: { readonly width: number; readonly height: number },
): Plane {
  const levels = new Float32Array(size.width * size.height).fill(tones.around)
  const corners = placeCorners(symbol, pose)
  const { left, right, top, bottom } = boundsOf(corners, size)
  const parts = pose.pixelsPerModule < 2 ? 4 : 3
  const levelAt = createSheet(symbol, tones, corners, pose.curvature)
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      let sum = 0
      for (let part = 0; part < parts * parts; part++) {
        const down = Math.floor(part / parts)
        sum += levelAt(x + ((part % parts) + 0.5) / parts, y + (down + 0.5) / parts)
      }
      levels[y * size.width + x] = sum / parts ** 2
    }
  }
  return { ...size, levels }
}

function placeCorners(symbol: Modules, pose: Pose): readonly Point[] {
  const side = (symbol.size + 2 * QUIET_ZONE) * pose.pixelsPerModule
  const angle = (pose.rotationDegrees * Math.PI) / 180
  const { height, sideways } = FORESHORTENING
  const placed = SQUARE.map(({ x, y }): Point => {
    const across = x * side * (1 - pose.perspective * (y + 0.5))
    const shrink = (1 - pose.perspective * height) * (1 - pose.perspective * sideways * (x + 0.5))
    const down = y * side * (pose.perspective === 0 ? 1 : shrink)
    return {
      x: pose.centre.x + across * Math.cos(angle) - down * Math.sin(angle),
      y: pose.centre.y + across * Math.sin(angle) + down * Math.cos(angle),
    }
  })
  const [first, second, third, fourth] = placed
  if (!first || !second || !third || !fourth) throw new Error('a square has four corners')
  return pose.isMirrored ? [second, first, fourth, third] : placed
}

function boundsOf(
  corners: readonly Point[],
  { width, height }: { readonly width: number; readonly height: number },
) {
  const columns = corners.map(({ x }) => x)
  const rows = corners.map(({ y }) => y)
  return {
    left: Math.max(0, Math.floor(Math.min(...columns)) - 1),
    right: Math.min(width, Math.ceil(Math.max(...columns)) + 1),
    top: Math.max(0, Math.floor(Math.min(...rows)) - 1),
    bottom: Math.min(height, Math.ceil(Math.max(...rows)) + 1),
  }
}

/** The level at a point of the frame. */
function createSheet(
  { size, modules }: Modules,
  { ink, paper, around }: Tones,
  corners: readonly Point[],
  curvature: number,
): (x: number, y: number) => number {
  const [a, b, c, d, e, f, g, h, i] = toInverse(toProjection(corners))
  const span = size + 2 * QUIET_ZONE
  return (x, y) => {
    const scale = g * x + h * y + i
    const u = (a * x + b * y + c) / scale
    const bent = curvature * ((2 * u - 1) ** 2 - 0.5) * 0.5
    const v = (d * x + e * y + f) / scale + bent
    if (u < 0 || v < 0 || u > 1 || v > 1) return around
    const column = Math.floor(u * span - QUIET_ZONE)
    const row = Math.floor(v * span - QUIET_ZONE)
    if (column < 0 || row < 0 || column >= size || row >= size) return paper
    return modules[row * size + column] === 1 ? ink : paper
  }
}

type Matrix = readonly [
  ...[a: number, b: number, c: number],
  ...[d: number, e: number, f: number],
  ...[g: number, h: number, i: number],
]

/** The projection that takes the unit square to four corners (Heckbert, Fundamentals of Texture Mapping, §2.2.3). */
function toProjection(corners: readonly Point[]): Matrix {
  const [p0, p1, p2, p3] = corners
  if (!p0 || !p1 || !p2 || !p3) throw new Error('a projection has four corners')
  const sumX = p0.x - p1.x + p2.x - p3.x
  const sumY = p0.y - p1.y + p2.y - p3.y
  const area = (p1.x - p2.x) * (p3.y - p2.y) - (p3.x - p2.x) * (p1.y - p2.y)
  const g = (sumX * (p3.y - p2.y) - (p3.x - p2.x) * sumY) / area
  const h = ((p1.x - p2.x) * sumY - sumX * (p1.y - p2.y)) / area
  return [
    ...([p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x] as const),
    ...([p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y] as const),
    ...([g, h, 1] as const),
  ]
}

/** Up to a factor, which a projection does not see. */
function toInverse([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  return [
    ...([e * i - f * h, c * h - b * i, b * f - c * e] as const),
    ...([f * g - d * i, a * i - c * g, c * d - a * f] as const),
    ...([d * h - e * g, b * g - a * h, a * e - b * d] as const),
  ]
}
