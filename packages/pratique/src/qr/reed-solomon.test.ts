import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createRandom, VERSIONS } from '../../test/made-symbols.ts'
import { toFinalCodewords } from './codewords.ts'
import { computeParity, multiply, WORDS } from './reed-solomon.ts'
import { LEVELS, toBlockLayout } from './tables.ts'

const random = createRandom(18004)
const makeData = (length: number) => Uint8Array.from({ length }, () => random(256))

function parityOf(data: Uint8Array, parity: number): readonly number[] {
  const remainder = new Int32Array(WORDS)
  computeParity(data, { start: 0, end: data.length, parity }, remainder)
  return Array.from({ length: 4 * WORDS }, (_, i) => {
    return ((remainder[i >> 2] ?? 0) >>> (24 - 8 * (i & 3))) & 0xff
  })
}

/** The value of a polynomial, highest power first, by Horner's rule. */
function evaluate(polynomial: readonly number[], x: number): number {
  return polynomial.reduce((sum, coefficient) => multiply(sum, x) ^ coefficient, 0)
}

describe('ISO/IEC 18004 §7.5.2', () => {
  test('the example of Annex I has its parity', () => {
    const data = Buffer.from('10200c5661 80ec11ec11 ec11ec11ec 11'.replaceAll(' ', ''), 'hex')
    const parity = Buffer.from('a52 4d4c1ed36c787 2c55'.replaceAll(' ', ''), 'hex')
    assert.deepEqual(parityOf(data, 10).slice(0, 10), [...parity])
  })

  test('what is divided without rest has all roots of the generator, and no more parity', () => {
    for (const parity of [7, 10, 13, 15, 16, 17, 18, 20, 22, 24, 26, 28, 30]) {
      for (const length of [1, 9, 43, 123]) {
        const data = makeData(length)
        const all = parityOf(data, parity)
        const codeword = [...data, ...all.slice(0, parity)]
        let root = 1
        for (let power = 0; power < parity; power++) {
          assert.equal(evaluate(codeword, root), 0)
          root = multiply(root, 2)
        }
        assert.ok(all.slice(parity).every((rest) => rest === 0))
      }
    }
  })

  test('products are those of carry-less multiplication, reduced by x⁸+x⁴+x³+x²+1', () => {
    assert.equal(multiply(2, 0x80), 0x1d)
    for (let one = 0; one < 256; one++) {
      for (const other of [0, 1, 2, 3, 0x53, 0x80, 0xff]) {
        let product = 0
        for (let bit = 0; bit < 8; bit++) if ((other >> bit) & 1) product ^= one << bit
        for (let bit = 14; bit >= 8; bit--) if ((product >> bit) & 1) product ^= 0x11d << (bit - 8)
        assert.equal(multiply(one, other), product)
      }
    }
  })
})

describe('ISO/IEC 18004 §7.6', () => {
  test('blocks interleave, those that are longer with their last codeword after all others', () => {
    for (const version of VERSIONS) {
      for (const level of LEVELS) {
        const layout = toBlockLayout(version, level)
        const data = makeData(layout.dataCodewords)
        assert.deepEqual([...toFinalCodewords(data, layout)], interleave(data, layout))
      }
    }
  })
})

function interleave(
  data: Uint8Array,
  { blocks, shortBlocks, shortLength, parity }: ReturnType<typeof toBlockLayout>,
): readonly number[] {
  let start = 0
  const parts = Array.from({ length: blocks }, (_, block) => {
    const end = start + shortLength + (block < shortBlocks ? 0 : 1)
    const own = data.slice(start, end)
    start = end
    return { own: [...own], parity: parityOf(own, parity).slice(0, parity) }
  })
  const column = (lists: readonly (readonly number[])[]) =>
    Array.from({ length: shortLength + 1 + parity }, (_, i) =>
      lists.flatMap((list) => list.slice(i, i + 1)),
    ).flat()
  return [...column(parts.map(({ own }) => own)), ...column(parts.map((part) => part.parity))]
}
