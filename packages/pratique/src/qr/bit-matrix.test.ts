import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createRandom } from '../../test/made-symbols.ts'
import {
  createBitMatrix,
  lastColumns,
  setBit,
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
