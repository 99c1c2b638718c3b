import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { decodePng, readPngHeader } from '../src/png.ts'
import { encodePng, type PngPlan } from './made-png.ts'

/** How a grey of `level` in 0 … 2^depth − 1 is written in each colour type. */
const KINDS = [
  { colourType: 0, depths: [1, 2, 4, 8, 16], toSamples: (level: number) => [level] },
  { colourType: 2, depths: [8, 16], toSamples: (level: number) => [level, level, level] },
  { colourType: 3, depths: [1, 2, 4, 8], toSamples: (level: number) => [level] },
  {
    colourType: 4,
    depths: [8, 16],
    toSamples: (level: number, opaque: number) => [level, opaque],
  },
  {
    colourType: 6,
    depths: [8, 16],
    toSamples: (level: number, opaque: number) => [level, level, level, opaque],
  },
]

interface Grey {
  readonly plan: PngPlan
  /** What must come out. */
  readonly pixels: readonly number[]
}

const greys: fc.Arbitrary<Grey> = fc
  .record({
    kind: fc.constantFrom(
      ...KINDS.flatMap(({ depths, ...kind }) => depths.map((depth) => ({ ...kind, depth }))),
    ),
    width: fc.integer({ min: 1, max: 21 }),
    height: fc.integer({ min: 1, max: 21 }),
    isInterlaced: fc.boolean(),
    filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 8 }),
    seeds: fc.uint8Array({ minLength: 21 * 21, maxLength: 21 * 21 }),
  })
  .map(({ kind, width, height, isInterlaced, filters, seeds }) => {
    const { colourType, depth, toSamples } = kind
    const levels = 2 ** depth
    const levelAt = (x: number, y: number) => (seeds[y * width + x] ?? 0) % levels
    const samplesAt = (x: number, y: number) => {
      // A 16-bit grey is written with a low byte that must not matter.
      const level = depth === 16 ? levelAt(x, y) * 256 + 99 : levelAt(x, y)
      return toSamples(level, levels - 1)
    }
    // The palette runs from white to black, so that its order is not the greys'.
    const palette = Array.from({ length: levels }, (_, index) => 255 - index).flatMap((grey) =>
      Array<number>(3).fill(grey),
    )
    const toGrey = (level: number) => {
      if (colourType === 3) return 255 - level
      return depth < 8 ? Math.round((level * 255) / (levels - 1)) : level
    }
    const pixels = Array.from({ length: width * height }, (_, index) =>
      toGrey(levelAt(index % width, Math.floor(index / width))),
    )
    const base = { width, height, colourType, depth, samplesAt, isInterlaced, filters }
    return { plan: colourType === 3 ? { ...base, palette } : base, pixels }
  })

describe('PNG', () => {
  it('of every colour type, depth, filter and interlacing gives its greys', () => {
    fc.assert(
      fc.property(greys, ({ plan, pixels }) => {
        const bytes = encodePng(plan)
        const picture = decodePng(bytes, readPngHeader(bytes))
        assert.equal(picture.width, plan.width)
        assert.equal(picture.height, plan.height)
        assert.deepEqual([...picture.pixels], pixels)
      }),
      { numRuns: 500 },
    )
  })

  it('is laid on white paper by its alpha', () => {
    const [ink, paper] = [40, 255]
    const alphas = [0, 51, 255]
    const expected = alphas.map((alpha) => Math.round(paper + ((ink - paper) * alpha) / 255))
    const size = { width: 3, height: 1, depth: 8 }
    const plans: PngPlan[] = [
      { ...size, colourType: 4, samplesAt: (x) => [ink, alphas[x] ?? 0] },
      { ...size, colourType: 6, samplesAt: (x) => [ink, ink, ink, alphas[x] ?? 0] },
      {
        ...{ ...size, colourType: 3, alphas, samplesAt: (x) => [x] },
        palette: Array<number>(9).fill(ink),
      },
    ]
    for (const plan of plans) {
      const bytes = encodePng(plan)
      assert.deepEqual([...decodePng(bytes, readPngHeader(bytes)).pixels], expected)
    }
  })

  it('weighs green most and blue least', () => {
    const colours = [
      [0, 0, 255],
      [255, 0, 0],
      [0, 255, 0],
      [255, 255, 0],
    ]
    const samplesAt = (x: number) => colours[x] ?? []
    const bytes = encodePng({ width: 4, height: 1, depth: 8, colourType: 2, samplesAt })
    const greys = [...decodePng(bytes, readPngHeader(bytes)).pixels]
    assert.deepEqual(
      greys,
      greys.toSorted((one, other) => one - other),
    )
    assert.equal(new Set(greys).size, 4)
  })
})
