import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { bend } from './bend.ts'
import { cutOut, double } from './enlarge.ts'
import { checkFrame, type GrayFrame, toGray } from './frame.ts'
import { ALL_LEVELS, findLevels } from './levels.ts'
import { survey } from './region.ts'
import { createRoom } from './room.ts'
import { sharpen } from './sharpen.ts'
import { smooth } from './smooth.ts'

const room = createRoom()

/** Small frames of any content, a single row or column among them. */
const frames = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((pixels): GrayFrame => ({ width, height, pixels: new Uint8Array(pixels) })),
  )

function levelAt({ width, height, pixels }: GrayFrame, x: number, y: number): number {
  const column = Math.min(width - 1, Math.max(0, x))
  return pixels[Math.min(height - 1, Math.max(0, y)) * width + column] ?? Number.NaN
}

function meanAround(frame: GrayFrame, x: number, y: number, radius: number): number {
  let sum = 0
  for (let down = -radius; down <= radius; down++) {
    for (let right = -radius; right <= radius; right++) sum += levelAt(frame, x + right, y + down)
  }
  return sum / (2 * radius + 1) ** 2
}

function assertLevels(
  frame: GrayFrame,
  expected: (x: number, y: number) => number,
  tolerance: number,
): void {
  for (let at = 0; at < frame.pixels.length; at++) {
    const [x, y] = [at % frame.width, Math.floor(at / frame.width)]
    const level = Math.min(255, Math.max(0, expected(x, y)))
    const told = `${frame.pixels[at]} at ${x}, ${y}: expected ${level}`
    assert.ok(Math.abs((frame.pixels[at] ?? Number.NaN) - level) <= tolerance, told)
  }
}

describe('a filter', () => {
  const radii = fc.integer({ min: 1, max: 6 })

  it('smooths by the mean, beyond the edge by the edge', () => {
    fc.assert(
      fc.property(frames, radii, (frame, radius) => {
        const result = smooth(frame, radius, ALL_LEVELS, room)
        assertLevels(result, (x, y) => meanAround(frame, x, y, radius), 1)
      }),
    )
  })

  it('spreads the levels between the darkest and the lightest', () => {
    const frame = { width: 3, height: 1, pixels: Uint8Array.of(10, 20, 30) }
    const levels = { darkest: 10, lightest: 30 }
    const means = [40 / 3, 20, 80 / 3]
    assertLevels(smooth(frame, 1, levels, room), (x) => (((means[x] ?? 0) - 10) / 20) * 255, 1)
  })

  it('sharpens by what a pixel differs by from the mean', () => {
    fc.assert(
      fc.property(frames, radii, fc.integer({ min: 1, max: 8 }), (frame, radius, amount) => {
        const result = sharpen(frame, radius, amount, ALL_LEVELS, room)
        const sharp = (x: number, y: number) => {
          const level = levelAt(frame, x, y)
          return level + amount * (level - meanAround(frame, x, y, radius))
        }
        assertLevels(result, sharp, 1)
      }),
    )
  })

  it('doubles both sides, a new pixel nine parts the nearest, three the next, one the fourth', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const result = double(frame, room)
        assert.deepEqual([result.width, result.height], [2 * frame.width, 2 * frame.height])
        const between = (x: number, y: number) => {
          const [near, far] = [x >> 1, (x >> 1) + (x & 1 ? 1 : -1)]
          const [above, below] = [y >> 1, (y >> 1) + (y & 1 ? 1 : -1)]
          const nearest = 9 * levelAt(frame, near, above) + 3 * levelAt(frame, far, above)
          return (nearest + 3 * levelAt(frame, near, below) + levelAt(frame, far, below)) / 16
        }
        assertLevels(result, between, 0.5)
      }),
    )
  })

  it('bends each column by a parabola, and each row', () => {
    fc.assert(
      fc.property(frames, fc.integer({ min: -8, max: 8 }), (frame, tenths) => {
        const { width, height } = frame
        const shiftOf = (line: number, lines: number, length: number) =>
          Math.round((tenths / 10) * length * ((2 * line + 1) / lines - 1) ** 2)
        const columns = bend(frame, 'columns', tenths / 10, room)
        assertLevels(columns, (x, y) => levelAt(frame, x, y + shiftOf(x, width, height)), 0)
        const rows = bend(frame, 'rows', tenths / 10, room)
        assertLevels(rows, (x, y) => levelAt(frame, x + shiftOf(y, height, width), y), 0)
      }),
    )
  })

  it('changes nothing of what it is given', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const before = frame.pixels.slice()
        smooth(frame, 2, ALL_LEVELS, room)
        sharpen(frame, 2, 3, ALL_LEVELS, room)
        double(frame, room)
        bend(frame, 'rows', 0.3, room)
        assert.deepEqual(frame.pixels, before)
      }),
    )
  })
})

describe('the levels of a frame', () => {
  it('leave out a spark and a hole', () => {
    const pixels = Uint8Array.from({ length: 70_000 }, (_, at) => 90 + (at % 11))
    pixels[7] = 255
    pixels[14] = 0
    assert.deepEqual(findLevels({ width: 700, height: 100, pixels }), {
      darkest: 90,
      lightest: 100,
    })
  })

  it('are all levels where there is but one', () => {
    assert.deepEqual(findLevels({ width: 9, height: 9, pixels: new Uint8Array(81) }), ALL_LEVELS)
  })
})

/** A checkerboard of squares of four pixels in a plain frame. */
function drawBoard(left: number, top: number, side: number): GrayFrame {
  const [width, height] = [320, 240]
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [(at % width) - left, Math.floor(at / width) - top]
    if (x < 0 || y < 0 || x >= side || y >= side) return 150
    return ((x >> 2) + (y >> 2)) % 2 === 0 ? 20 : 230
  })
  return { width, height, pixels }
}

describe('where a symbol is likely', () => {
  it('is around what is dark and light, with a margin', () => {
    for (const [left, top] of [
      [40, 30],
      [7, 99],
      [200, 120],
    ] as const) {
      const { regions, noise } = survey(drawBoard(left, top, 112))
      const [region, ...others] = regions
      assert.ok(region)
      assert.deepEqual(others, [])
      assert.ok(region.left <= left && region.left + region.width >= left + 112)
      assert.ok(region.top <= top && region.top + region.height >= top + 112)
      assert.ok(region.left + region.width <= 320 && region.top + region.height <= 240)
      assert.ok(region.width * region.height < 0.5 * 320 * 240)
      assert.equal(noise, 0)
    }
  })

  it('is a symbol rather than a page of text, though that is larger', () => {
    const board = drawBoard(200, 120, 96)
    for (let y = 8; y < 232; y++) {
      for (let x = 8; x < 168; x++) {
        // Lines of ink, a sixth of the page.
        if (y % 8 < 4 && x % 6 < 2) board.pixels[y * 320 + x] = 20
      }
    }
    const [first, second, ...others] = survey(board).regions
    assert.ok(first && first.left >= 176 && first.top >= 96, JSON.stringify(first))
    assert.ok(second && second.left === 0 && second.top === 0, JSON.stringify(second))
    assert.deepEqual(others, [])
  })

  it('is nowhere in what is plain, and everywhere in what is lively all over', () => {
    const whole = { left: 0, top: 0, width: 320, height: 240 }
    const noise = drawBoard(0, 0, 0)
    let state = 1
    for (let at = 0; at < noise.pixels.length; at++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      noise.pixels[at] = state >>> 24
    }
    assert.deepEqual(survey(noise).regions[0], whole)
    assert.deepEqual(survey(drawBoard(0, 0, 0)).regions, [])
    assert.deepEqual(survey({ width: 15, height: 3, pixels: new Uint8Array(45) }).regions, [])
  })

  it('is cut out to the pixel', () => {
    const frame = { width: 3, height: 3, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) }
    const part = cutOut(frame, { left: 1, top: 1, width: 2, height: 2 }, room, 'part')
    assert.deepEqual([...part.pixels], [5, 6, 8, 9])
  })
})

describe('colours', () => {
  it('become their luminance, and what is transparent white', () => {
    const rgba = [255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 128]
    const { pixels } = toGray({ width: 5, height: 1, data: Uint8Array.from(rgba) })
    assert.deepEqual([...pixels], [255, 0, 76, 255, 127])
  })

  it('are refused where sides and pixels do not agree', () => {
    const data = new Uint8Array(16)
    for (const [width, height] of [
      [2, 1],
      [4, 2],
      [0, 4],
      [-2, -2],
      [2.5, 1.6],
      [4, Number.NaN],
    ]) {
      const frame = { width: width ?? 0, height: height ?? 0, data }
      assert.throws(() => toGray(frame), { code: 'usage.picture' })
    }
    assert.throws(() => checkFrame({ width: 70_000, height: 1, pixels: new Uint8Array(70_000) }), {
      code: 'usage.picture',
    })
  })
})
