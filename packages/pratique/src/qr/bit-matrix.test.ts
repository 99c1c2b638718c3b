import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createRandom } from '../../test/made-symbols.ts'
import {
  createBitMatrix,
  lastColumns,
  setBit,
  toLines,
  toMatrix,
  toModules,
  toSteps,
  toTransposed,
  toWordsPerRow,
} from './bit-matrix.ts'

const SIZES = [1, 2, 21, 31, 32, 33, 63, 64, 65, 93, 96, 97, 128, 177]

describe('matrices of bits', () => {
  const random = createRandom(32)
  for (const size of SIZES) {
    const bits = Uint8Array.from({ length: size * size }, () => random(2))
    const matrix = createBitMatrix(size)
    bits.forEach((bit, at) => {
      if (bit) setBit(matrix, size, at % size, Math.floor(at / size))
    })

    test(`of ${size} are modules again`, () => {
      assert.deepEqual([...toModules(matrix, size)], [...bits])
      assert.deepEqual(toMatrix(bits, size), matrix)
    })

    test(`of ${size} exchange rows and columns, and back`, () => {
      const transposed = toTransposed(matrix, size)
      const expected = bits.map((_, at) => bits[(at % size) * size + Math.floor(at / size)] ?? 0)
      assert.deepEqual([...toModules(transposed, size)], [...expected])
      assert.deepEqual(toTransposed(transposed, size), matrix)
    })

    test(`of ${size} have all lines as columns, and nothing beyond the last`, () => {
      const lines = toLines(matrix, size)
      assert.equal(lines.length, size * toWordsPerRow(2 * size))
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < 32 * toWordsPerRow(2 * size); x++) {
          const bit = ((lines[(x >> 5) * size + y] ?? 0) >>> (x & 31)) & 1
          const other = x < size ? bits[y * size + x] : bits[(x - size) * size + y]
          assert.equal(bit, x < 2 * size ? other : 0)
        }
      }
    })

    test(`of ${size} tell where a row changes, and nothing beyond the last column`, () => {
      const steps = toSteps(matrix, size)
      const expected = bits.map((bit, at) => (at % size < size - 1 ? bit ^ (bits[at + 1] ?? 0) : 0))
      assert.deepEqual([...toModules(steps, size)], [...expected])
      const beyond = steps.slice(-size).reduce((all, word) => all | word, 0) & ~lastColumns(size)
      assert.equal(beyond, 0)
      assert.equal(steps.length, size * toWordsPerRow(size))
    })
  }
})
