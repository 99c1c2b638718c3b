/**
 * Error correction codewords (ISO/IEC 18004:2015 §7.5.2): Reed-Solomon over GF(2⁸) by x⁸+x⁴+x³+x²+1.
 *
 * @module
 */

/** The field's polynomial. */
const POLYNOMIAL = 0x11d

/** Words of 32 bits that hold a remainder: the longest has 30 codewords. */
export const WORDS = 8

/** Products of every codeword with the generator polynomial, by its degree; made when first needed. */
const tables: (Int32Array | undefined)[] = []

/**
 * Divides `data[start]` to `data[end - 1]` by the generator polynomial of `parity` codewords.
 *
 * @param remainder is filled: four codewords to a word of its eight, the first uppermost
 */
export function computeParity(
  data: Uint8Array,
  { start, end, parity }: { readonly start: number; readonly end: number; readonly parity: number },
  remainder: Int32Array,
): void {
  const products = toProducts(parity)
  // The register is in local variables, and four codewords of it move at once.
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let e = 0
  let f = 0
  let g = 0
  let h = 0
  for (let i = start; i < end; i++) {
    const row = ((data[i] ?? 0) ^ (a >>> 24)) * WORDS
    a = ((a << 8) | (b >>> 24)) ^ (products[row] ?? 0)
    b = ((b << 8) | (c >>> 24)) ^ (products[row + 1] ?? 0)
    c = ((c << 8) | (d >>> 24)) ^ (products[row + 2] ?? 0)
    d = ((d << 8) | (e >>> 24)) ^ (products[row + 3] ?? 0)
    e = ((e << 8) | (f >>> 24)) ^ (products[row + 4] ?? 0)
    f = ((f << 8) | (g >>> 24)) ^ (products[row + 5] ?? 0)
    g = ((g << 8) | (h >>> 24)) ^ (products[row + 6] ?? 0)
    h = (h << 8) ^ (products[row + 7] ?? 0)
  }
  remainder[0] = a
  remainder[1] = b
  remainder[2] = c
  remainder[3] = d
  remainder[4] = e
  remainder[5] = f
  remainder[6] = g
  remainder[7] = h
}

function toProducts(degree: number): Int32Array {
  const known = tables[degree]
  if (known) return known
  const generator = toGenerator(degree)
  const products = new Int32Array(256 * WORDS)
  for (let factor = 0; factor < 256; factor++) {
    generator.forEach((coefficient, i) => {
      const at = factor * WORDS + (i >> 2)
      products[at] = (products[at] ?? 0) | (multiply(factor, coefficient) << (24 - 8 * (i & 3)))
    })
  }
  tables[degree] = products
  return products
}

/** (x − α⁰)(x − α¹)…, highest power first, without the leading 1 (Annex A). */
function toGenerator(degree: number): readonly number[] {
  let generator = [1]
  let root = 1
  for (let i = 0; i < degree; i++) {
    const shifted = [...generator, 0]
    generator = shifted.map((coefficient, at) => {
      return coefficient ^ multiply(at === 0 ? 0 : (generator[at - 1] ?? 0), root)
    })
    root = multiply(root, 2)
  }
  return generator.slice(1)
}

/** The product of two elements of the field. */
export function multiply(one: number, other: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * POLYNOMIAL)
    if ((other >> bit) & 1) product ^= one
  }
  return product
}
