/**
 * What baseline JPEG loses of a gray picture: the transform, rounding and its way back. Entropy coding
 * loses nothing, so there is no file.
 *
 * @module
 */

import type { GrayFrame } from './frame.ts'

const BLOCK = 8

/** Luminance (ISO/IEC 10918-1 Table K.1), row by row. */
const QUANTIZATION = [
  ...[16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55],
  ...[14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62],
  ...[18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92],
  ...[49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99],
]

/** The cosine transform as a matrix (ISO/IEC 10918-1 §A.3.3): frequency by place. */
const COSINES = Float64Array.from({ length: BLOCK * BLOCK }, (_, index) => {
  const [frequency, place] = [Math.floor(index / BLOCK), index % BLOCK]
  const scale = frequency === 0 ? Math.SQRT1_2 : 1
  return (scale / 2) * Math.cos(((2 * place + 1) * frequency * Math.PI) / (2 * BLOCK))
})

const PLACES = Float64Array.from(COSINES, (_, index) => COSINES[transposed(index)] ?? 0)

/** A frame as it comes back from a JPEG of the quality that libjpeg calls so (1 … 100). */
export function compress({ width, height, pixels }: GrayFrame, quality: number): GrayFrame {
  const steps = toSteps(quality)
  const result = new Uint8Array(pixels.length)
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      const at = (index: number): number => {
        const y = Math.min(height - 1, top + Math.floor(index / BLOCK))
        return y * width + Math.min(width - 1, left + (index % BLOCK))
      }
      const block = Float64Array.from(COSINES, (_, index) => (pixels[at(index)] ?? 0) - 128)
      const back = toLevels(quantize(toFrequencies(block), steps))
      for (let index = 0; index < back.length; index++) {
        result[at(index)] = Math.min(255, Math.max(0, Math.round((back[index] ?? 0) + 128)))
      }
    }
  }
  return { width, height, pixels: result }
}

function toSteps(quality: number): readonly number[] {
  const percent = quality < 50 ? 5000 / quality : 200 - 2 * quality
  return QUANTIZATION.map((step) =>
    Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100))),
  )
}

function quantize(frequencies: Float64Array, steps: readonly number[]): Float64Array {
  return frequencies.map((value, index) => {
    const step = steps[index] ?? 1
    return Math.round(value / step) * step
  })
}

function toFrequencies(block: Float64Array): Float64Array {
  return multiply(multiply(COSINES, block), PLACES)
}

function toLevels(frequencies: Float64Array): Float64Array {
  return multiply(multiply(PLACES, frequencies), COSINES)
}

function multiply(left: Float64Array, right: Float64Array): Float64Array {
  const product = new Float64Array(BLOCK * BLOCK)
  for (let row = 0; row < BLOCK; row++) {
    for (let column = 0; column < BLOCK; column++) {
      let sum = 0
      for (let index = 0; index < BLOCK; index++) {
        sum += (left[row * BLOCK + index] ?? 0) * (right[index * BLOCK + column] ?? 0)
      }
      product[row * BLOCK + column] = sum
    }
  }
  return product
}

function transposed(index: number): number {
  return (index % BLOCK) * BLOCK + Math.floor(index / BLOCK)
}
