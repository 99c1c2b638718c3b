import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { _maskBits } from 'qr'
import { createRandom, ROUNDS, VERSIONS } from '../../test/made-symbols.ts'
import { createBitMatrix, setBit, toLines, toModules, toSteps } from './bit-matrix.ts'
import { chooseMask, score, toUnmasked } from './penalty.ts'
import { toTemplate } from './template.ts'

/** All in `npm run test:long`. */
const SOME_VERSIONS = VERSIONS.filter((each) => ROUNDS > 1 || each % 8 === 3)

type Grid = readonly (readonly number[])[]

/** The rules as Table 11 words them, a line at a time. */
function scorePlainly(rows: Grid): number {
  const columns = rows.map((_, x) => rows.map((row) => row[x] ?? 0))
  const lines = [...rows, ...columns].map((line) => line.join(''))
  const dark = rows.flat().reduce((sum, module) => sum + module, 0)
  const percent = (100 * dark) / rows.flat().length
  return (
    lines.reduce((sum, line) => sum + scoreRuns(line) + 40 * countFinders(line), 0) +
    3 * countBlocks(rows) +
    10 * Math.max(0, Math.ceil(Math.abs(percent - 50) / 5) - 1)
  )
}

function scoreRuns(line: string): number {
  return (line.match(/0+|1+/g) ?? [])
    .filter((run) => run.length >= 5)
    .reduce((sum, run) => sum + 3 + run.length - 5, 0)
}

function countFinders(line: string): number {
  return [...line.matchAll(/(?=00001011101)/g), ...line.matchAll(/(?=10111010000)/g)].length
}

function countBlocks(rows: Grid): number {
  let count = 0
  rows.forEach((row, y) => {
    row.forEach((module, x) => {
      const others = [row[x + 1], rows[y + 1]?.[x], rows[y + 1]?.[x + 1]]
      if (others.every((other) => other === module)) count++
    })
  })
  return count
}

function toGrid(modules: Uint8Array, size: number): Grid {
  return Array.from({ length: size }, (_, y) => [...modules.subarray(y * size, (y + 1) * size)])
}

/** Scores a picture without any mask. */
function scoreGrid(rows: Grid): number {
  const size = rows.length
  const matrix = createBitMatrix(size)
  rows.forEach((row, y) => {
    row.forEach((module, x) => {
      if (module) setBit(matrix, size, x, y)
    })
  })
  const none = createBitMatrix(size)
  return score(toUnmasked(matrix, size), {
    rows: none,
    lines: toLines(none, size),
    steps: none,
  })
}

describe('ISO/IEC 18004 §7.8.3.1, Table 11', () => {
  const square = (size: number, at: (x: number, y: number) => number): Grid =>
    Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => at(x, y)))

  test('a light symbol is one run a line, blocks throughout, and not balanced', () => {
    const size = 21
    const expected = 2 * size * (size - 2) + 3 * (size - 1) ** 2 + 10 * 9
    assert.equal(scoreGrid(square(size, () => 0)), expected)
    assert.equal(scoreGrid(square(size, () => 1)), expected)
  })

  test('a chessboard has no points', () => {
    assert.equal(scoreGrid(square(25, (x, y) => (x + y) % 2)), 0)
  })

  test('what looks like a finder pattern counts for each light area that is within', () => {
    // On a chessboard, so that nothing else counts but what stands here.
    const withLine = (line: string, size = 33): number => {
      const grid = square(size, (x, y) => (x + y) % 2).map((row) => [...row])
      ;[...line].forEach((module, x) => {
        const row = grid[10]
        if (row) row[x] = Number(module)
      })
      assert.equal(scoreGrid(grid), scorePlainly(grid))
      return countFinders((grid[10] ?? []).join(''))
    }
    assert.equal(withLine('00001011101'), 1)
    assert.equal(withLine('1011101000010'), 1)
    assert.equal(withLine('000010111010000'), 2)
    assert.equal(withLine('1011101'), 0)
    assert.equal(withLine(`${'01'.repeat(11)}00001011101`), 1)
    // 32 columns to a word: patterns stand across the border as well.
    for (let start = 0; start < 50; start++) {
      const line = `${'10'.repeat(30).slice(0, start)}000010111010000`
      assert.ok(withLine(line, 65) >= 2)
    }
  })

  test('any picture has the points of the table', () => {
    const random = createRandom(3)
    for (const size of [21, 25, 29, 33, 61, 65, 69, 93, 97, 129, 177]) {
      for (let round = 0; round < ROUNDS; round++) {
        // Some are nearly all light or all dark: long runs, and far from balance.
        const share = 1 + random(9)
        const grid = square(size, () => (random(10) < share ? 1 : 0))
        assert.equal(scoreGrid(grid), scorePlainly(grid))
        const wide = square(size, (x, y) => grid[y >> 2]?.[x >> 2] ?? 0)
        assert.equal(scoreGrid(wide), scorePlainly(wide))
        const finders = square(size, (x, y) => Number('000010111010000'[(x + (y >> 3)) % 15]))
        assert.equal(scoreGrid(finders), scorePlainly(finders))
      }
    }
  })
})

describe('masks', () => {
  test('are those of Table 10, over the modules of codewords alone', () => {
    for (const version of SOME_VERSIONS) {
      const { size, masks } = toTemplate(version)
      const planes = masks.map(({ rows }) => toModules(rows, size))
      const isData = planes
        .map((plane) => [...plane])
        .reduce((all, plane) => {
          return all.map((bit, at) => bit | (plane[at] ?? 0))
        })
      for (const [at, mask] of masks.entries()) {
        const expected = isData.map((bit, place) => {
          return bit & (_maskBits(place % size, Math.floor(place / size)) >> at)
        })
        assert.deepEqual([...(planes[at] ?? [])], expected)
        assert.deepEqual(mask.lines, toLines(mask.rows, size))
        assert.deepEqual(mask.steps, toSteps(mask.rows, size))
      }
    }
  })

  test('the first with the fewest points is chosen, and a limit changes no choice', () => {
    const random = createRandom(10)
    for (const version of SOME_VERSIONS) {
      const template = toTemplate(version)
      const { size, patterns, masks } = template
      const matrix = patterns.slice()
      const free = toModules(masks[0]?.rows ?? patterns, size)
      for (let at = 0; at < free.length; at++) {
        if (free[at] && random(2)) setBit(matrix, size, at % size, Math.floor(at / size))
      }
      const unmasked = toUnmasked(matrix, size)
      const points = masks.map((mask) => {
        const masked = matrix.map((word, at) => word ^ (mask.rows[at] ?? 0))
        const plain = scorePlainly(toGrid(toModules(masked, size), size))
        assert.equal(score(unmasked, mask), plain)
        return plain
      })
      assert.equal(chooseMask(unmasked, template), points.indexOf(Math.min(...points)))
    }
  })
})
