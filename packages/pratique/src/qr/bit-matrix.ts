/**
 * Square matrices of bits, 32 to a word: what holds for 32 columns is computed at once.
 *
 * The words of columns 0 to 31 come first, from the first row to the last, then those of the next 32.
 * The lowest bit is the leftmost column. Bits beyond the last column are 0.
 *
 * @module
 */

/** A matrix, or what is combined with one bit by bit. */
export type BitMatrix = Int32Array<ArrayBuffer>

/** Returns how many words a row has. */
export function toWordsPerRow(size: number): number {
  return (size + 31) >> 5
}

/** Returns how many words a matrix has. */
export function countWords(size: number): number {
  return size * toWordsPerRow(size)
}

/** Makes a matrix of zeros. */
export function createBitMatrix(size: number): BitMatrix {
  return new Int32Array(countWords(size))
}

/** Sets a bit that is 0. */
export function setBit(matrix: BitMatrix, size: number, x: number, y: number): void {
  const at = (x >> 5) * size + y
  matrix[at] = (matrix[at] ?? 0) | (1 << (x & 31))
}

/** Exchanges rows and columns. */
export function toTransposed(matrix: BitMatrix, size: number): BitMatrix {
  const transposed = createBitMatrix(size)
  const words = toWordsPerRow(size)
  const block = new Int32Array(32)
  for (let left = 0; left < words; left++) {
    for (let top = 0; top < words; top++) {
      const height = Math.min(32, size - 32 * top)
      const from = left * size + 32 * top
      for (let i = 0; i < 32; i++) block[i] = i < height ? (matrix[from + i] ?? 0) : 0
      transposeBlock(block)
      const width = Math.min(32, size - 32 * left)
      const to = top * size + 32 * left
      for (let i = 0; i < width; i++) transposed[to + i] = block[i] ?? 0
    }
  }
  return transposed
}

/** Puts the transposed matrix to the right of a matrix: twice as wide, so that its columns are all its lines. */
export function toLines(matrix: BitMatrix, size: number): BitMatrix {
  const transposed = toTransposed(matrix, size)
  const lines = new Int32Array(size * toWordsPerRow(2 * size))
  lines.set(matrix)
  const start = size * (size >> 5)
  const shift = size & 31
  for (let i = 0, at = start; i < transposed.length; i++, at++) {
    const word = transposed[i] ?? 0
    lines[at] = (lines[at] ?? 0) | (word << shift)
    // What does not fit goes into the next word, which is there if any bit of a column does.
    if (shift > 0 && at + size < lines.length) lines[at + size] = word >>> (32 - shift)
  }
  return lines
}

/** Transposes 32 × 32 bits: quarters change places, then the quarters of each, down to single bits. */
function transposeBlock(block: Int32Array): void {
  let mask = 0x0000ffff
  for (let side = 16; side > 0; side >>= 1, mask ^= mask << side) {
    for (let i = 0; i < 32; i = (i + side + 1) & ~side) {
      const upper = block[i] ?? 0
      const lower = block[i + side] ?? 0
      const swapped = ((upper >>> side) ^ lower) & mask
      block[i + side] = lower ^ swapped
      block[i] = upper ^ (swapped << side)
    }
  }
}

/** Marks where a bit differs from the one to its right; the last column differs from nothing. */
export function toSteps(matrix: BitMatrix, size: number): BitMatrix {
  const steps = createBitMatrix(size)
  const last = lastColumns(size) >>> 1
  const lastWord = steps.length - size
  for (let i = 0; i < steps.length; i++) {
    const word = matrix[i] ?? 0
    const right = i < lastWord ? (matrix[i + size] ?? 0) : 0
    const step = word ^ ((word >>> 1) | (right << 31))
    steps[i] = i < lastWord ? step : step & last
  }
  return steps
}

/** The bits of the last word of each row that are columns. */
export function lastColumns(size: number): number {
  return -1 >>> (-size & 31)
}

/** Four bits as four bytes, the lowest first, in one word of whatever byte order. */
const SPREAD = /* @__PURE__ */ toSpread()

function toSpread(): Uint32Array {
  const bytes = Uint8Array.from({ length: 64 }, (_, at) => ((at >> 2) >> (at & 3)) & 1)
  return new Uint32Array(bytes.buffer)
}

/** Returns a byte a bit, row by row. */
export function toModules(matrix: BitMatrix, size: number): Uint8Array<ArrayBuffer> {
  const count = size * size
  const stream = toStream(matrix, size)
  const modules = new Uint32Array(8 * stream.length)
  let at = 0
  for (const word of stream) {
    for (let shift = 0; shift < 32; shift += 4) modules[at++] = SPREAD[(word >>> shift) & 15] ?? 0
  }
  return new Uint8Array(modules.buffer, 0, count)
}

/** Makes a matrix of a byte a bit, row by row. Inverse of {@link toModules}. */
export function toMatrix(modules: Uint8Array, size: number): BitMatrix {
  const matrix = createBitMatrix(size)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) if (modules[y * size + x] === 1) setBit(matrix, size, x, y)
  }
  return matrix
}

/** All rows one after another, without a gap. */
function toStream(matrix: BitMatrix, size: number): Int32Array {
  const stream = new Int32Array((size * size + 31) >> 5)
  let position = 0
  for (let y = 0; y < size; y++) {
    for (let at = y, left = size; left > 0; at += size, left -= 32) {
      const word = matrix[at] ?? 0
      const index = position >> 5
      const shift = position & 31
      stream[index] = (stream[index] ?? 0) | (word << shift)
      // What does not fit goes into the next word, which is there if any bit of a column does.
      if (shift > 0) stream[index + 1] = word >>> (32 - shift)
      position += Math.min(32, left)
    }
  }
  return stream
}
