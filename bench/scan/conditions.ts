/**
 * The 36 conditions under which symbols are read: what a camera, a page and a light do to them.
 *
 * @module
 */

/** What is done to a symbol, in this order. Lengths in modules of the symbol, light in gray levels. */
export interface Condition {
  readonly name: string
  readonly pixelsPerModule: number
  /** Clockwise. */
  readonly rotationDegrees?: number
  /** By how much of its length the far edge is shorter. */
  readonly perspective?: number
  /** How far the paper is bent, as a part of the symbol's height. */
  readonly curvature?: number
  readonly isMirrored?: boolean
  /** Ink, paper and what is around it; 25, 235 and 150 by default. */
  readonly light?: { readonly ink: number; readonly paper: number; readonly around: number }
  /** The part of the symbol's area that a round sticker covers. */
  readonly occlusion?: number
  /** By how much of it the light fades towards the lower right. */
  readonly fading?: number
  /** By how much of it the light is less in the right half. */
  readonly shadow?: number
  /** The radius of a reflection, as a part of the symbol's side. */
  readonly glare?: number
  /** σ of a Gaussian. */
  readonly blurModules?: number
  /** The length of a horizontal movement. */
  readonly motionModules?: number
  /** σ of Gaussian noise. */
  readonly noise?: number
  readonly isInverted?: boolean
  readonly jpegQuality?: number
}

const HANDHELD = { rotationDegrees: 7, perspective: 0.12, noise: 12, fading: 0.3, jpegQuality: 50 }

/** A frame is 960 × 720 pixels; a symbol that would not fit at its size is drawn as large as it fits. */
export const CONDITIONS: readonly Condition[] = [
  { name: 'clean, 6 px a module', pixelsPerModule: 6 },
  { name: 'clean, 4 px', pixelsPerModule: 4 },
  { name: 'clean, 3 px', pixelsPerModule: 3 },
  { name: 'clean, 2.5 px', pixelsPerModule: 2.5 },
  { name: 'clean, 2 px', pixelsPerModule: 2 },
  { name: 'clean, 1.5 px', pixelsPerModule: 1.5 },
  { name: 'rotated 12°', pixelsPerModule: 4, rotationDegrees: 12 },
  { name: 'rotated 45°', pixelsPerModule: 4, rotationDegrees: 45 },
  { name: 'rotated 180°', pixelsPerModule: 4, rotationDegrees: 180 },
  { name: 'perspective 15 %', pixelsPerModule: 5, perspective: 0.15 },
  { name: 'perspective 35 %', pixelsPerModule: 5.5, perspective: 0.35 },
  {
    name: 'perspective 35 %, rotated 20°',
    ...{ pixelsPerModule: 4.5, perspective: 0.35, rotationDegrees: 20 },
  },
  { name: 'blur σ 0.35 module', pixelsPerModule: 4, blurModules: 0.35 },
  { name: 'blur σ 0.5 module', pixelsPerModule: 4, blurModules: 0.5 },
  { name: 'blur σ 0.65 module', pixelsPerModule: 4, blurModules: 0.65 },
  { name: 'motion 1 module', pixelsPerModule: 4, motionModules: 1 },
  { name: 'motion 1.5 module', pixelsPerModule: 4, motionModules: 1.5 },
  { name: 'noise σ 25', pixelsPerModule: 4, noise: 25 },
  { name: 'noise σ 50', pixelsPerModule: 4, noise: 50 },
  { name: 'noise σ 80', pixelsPerModule: 4, noise: 80 },
  {
    name: 'low light 20–60, noise σ 5',
    ...{ pixelsPerModule: 4, light: { ink: 20, paper: 60, around: 35 }, noise: 5 },
  },
  {
    name: 'low light 10–30, noise σ 5',
    ...{ pixelsPerModule: 4, light: { ink: 10, paper: 30, around: 18 }, noise: 5 },
  },
  { name: 'fading light, hard shadow', pixelsPerModule: 4, fading: 0.5, shadow: 0.55 },
  { name: 'glare', pixelsPerModule: 4, glare: 0.12 },
  { name: 'JPEG q20', pixelsPerModule: 4, jpegQuality: 20 },
  { name: 'JPEG q5', pixelsPerModule: 4, jpegQuality: 5 },
  { name: 'JPEG q20, 2.5 px', pixelsPerModule: 2.5, jpegQuality: 20 },
  { name: 'occlusion 4 %', pixelsPerModule: 4, occlusion: 0.04 },
  { name: 'occlusion 8 %', pixelsPerModule: 4, occlusion: 0.08 },
  { name: 'inverted', pixelsPerModule: 4, isInverted: true },
  { name: 'mirrored', pixelsPerModule: 4, isMirrored: true },
  { name: 'curved paper 8 %', pixelsPerModule: 4, curvature: 0.08 },
  { name: 'curved paper 16 %', pixelsPerModule: 4, curvature: 0.16 },
  { name: 'handheld, 4 px', pixelsPerModule: 4, blurModules: 0.35, ...HANDHELD },
  { name: 'handheld, 3 px', pixelsPerModule: 3, blurModules: 0.35, ...HANDHELD },
  { name: 'handheld, 2.5 px, blur σ 0.45', pixelsPerModule: 2.5, blurModules: 0.45, ...HANDHELD },
]
