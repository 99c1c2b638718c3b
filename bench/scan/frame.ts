/**
 * One degraded frame of a symbol: a pure function of the symbol, the condition and the seed.
 *
 * @module
 */

import { type Modules, QUIET_ZONE } from 'pratique/qr'
import type { Condition } from './conditions.ts'
import { addNoise, blur, cover, dazzle, shade, smear } from './damage.ts'
import { compress } from './jpeg-loss.ts'
import type { Plane, Point } from './plane.ts'
import type { Random } from './random.ts'
import { drawSheet } from './warp.ts'

/** One byte a pixel, row by row from the top left: 0 black, 255 white. */
export interface GrayFrame {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array<ArrayBuffer>
}

const SIZE = { width: 960, height: 720 }

/** What a symbol may take of the height. */
const MAX_SIDE = 716

const LIGHT = { ink: 25, paper: 235, around: 150 }

/** Where stickers and reflections are, from the middle, in sides of the symbol. */
const STICKER_AT = { x: 0.12, y: 0.1 }
const GLARE_AT = { x: -0.15, y: 0.05 }

/** How far from the middle of the frame a symbol lies at most, in pixels: no grid fits the sensor's. */
const MAX_SHIFT = 2

/** Degrades a symbol. What chance there is, noise and the exact place, comes from `random`. */
export function makeFrame(symbol: Modules, condition: Condition, random: Random): GrayFrame {
  const pixelsPerModule = fit(symbol, condition)
  const centre = {
    x: SIZE.width / 2 + MAX_SHIFT * (2 * random() - 1),
    y: SIZE.height / 2 + MAX_SHIFT * (2 * random() - 1),
  }
  const { rotationDegrees = 0, perspective = 0, curvature = 0, isMirrored = false } = condition
  const pose = { centre, pixelsPerModule, rotationDegrees, perspective, curvature, isMirrored }
  const sheet = drawSheet(symbol, pose, condition.light ?? LIGHT, SIZE)
  const lit = illuminate(sheet, condition, centre, symbol.size * pixelsPerModule)
  const frame = expose(lit, condition, pixelsPerModule, random)
  return condition.jpegQuality === undefined ? frame : compress(frame, condition.jpegQuality)
}

function fit({ size }: Modules, { pixelsPerModule, rotationDegrees }: Condition): number {
  const diagonal = rotationDegrees === 45 ? Math.SQRT2 : 1
  return Math.min(pixelsPerModule, MAX_SIDE / ((size + 2 * QUIET_ZONE) * diagonal))
}

/** What lies on the paper, and the light on it; `side` is the symbol's, in pixels. */
function illuminate(sheet: Plane, condition: Condition, centre: Point, side: number): Plane {
  const { occlusion, fading, shadow = 0, glare } = condition
  const from = ({ x, y }: Point): Point => ({ x: centre.x + x * side, y: centre.y + y * side })
  let plane = sheet
  if (occlusion) plane = cover(plane, from(STICKER_AT), Math.sqrt(occlusion / Math.PI) * side)
  if (fading) plane = shade(plane, fading, shadow, centre.x)
  if (glare) plane = dazzle(plane, from(GLARE_AT), glare * side)
  return plane
}

/** What lens, movement and sensor make of it. */
function expose(
  scene: Plane,
  { blurModules, motionModules, noise, isInverted = false }: Condition,
  pixelsPerModule: number,
  random: Random,
): GrayFrame {
  let plane = scene
  if (blurModules) plane = blur(plane, blurModules * pixelsPerModule)
  if (motionModules) {
    plane = smear(plane, Math.max(1, Math.round(motionModules * pixelsPerModule)))
  }
  if (noise) plane = addNoise(plane, noise, random)
  const pixels = Uint8Array.from(plane.levels, (level) =>
    Math.trunc(Math.min(255, Math.max(0, isInverted ? 255 - level : level))),
  )
  return { width: plane.width, height: plane.height, pixels }
}
