/**
 * What ISO/IEC 18004:2015 lays down for each version and level.
 *
 * @module
 */

/** Error correction levels, weakest first: some 7, 15, 25 and 30 % of the codewords may be lost (§7.5.1). */
export const LEVELS = ['L', 'M', 'Q', 'H'] as const

export type Level = (typeof LEVELS)[number]

export const MIN_VERSION = 1
export const MAX_VERSION = 40

/** Modules of white on each side of a symbol (§6.3.8). */
export const QUIET_ZONE = 4

/** Error correction codewords of each block, by version (Table 9). */
const PARITY_PER_BLOCK: Readonly<Record<Level, readonly number[]>> = {
  // biome-ignore format: a table
  L: [
    7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
    28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
  // biome-ignore format: a table
  M: [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
    26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  ],
  // biome-ignore format: a table
  Q: [
    13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
    28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
  // biome-ignore format: a table
  H: [
    17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
    30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
}

/** Blocks that the codewords are divided into, by version (Table 9). */
const BLOCKS: Readonly<Record<Level, readonly number[]>> = {
  // biome-ignore format: a table
  L: [
    1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
    8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
  ],
  // biome-ignore format: a table
  M: [
    1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
    17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
  ],
  // biome-ignore format: a table
  Q: [
    1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20,
    23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
  ],
  // biome-ignore format: a table
  H: [
    1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
    25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
  ],
}

/** How the codewords of a symbol are divided (§7.5.1): short blocks first, long ones have one more. */
export interface BlockLayout {
  /** Data codewords of all blocks. */
  readonly dataCodewords: number
  readonly blocks: number
  readonly shortBlocks: number
  /** Data codewords of a short block. */
  readonly shortLength: number
  /** Error correction codewords of each block. */
  readonly parity: number
}

/** Returns the modules on a side, without the quiet zone (§6.3.1). */
export function toSize(version: number): number {
  return 17 + 4 * version
}

/** Returns how many alignment patterns stand in a row or column, those at finder patterns counted. */
function countAlignment(version: number): number {
  return version === 1 ? 0 : Math.floor(version / 7) + 2
}

/** Returns the rows, and columns, of the middles of alignment patterns (Annex E). */
export function toAlignmentCentres(version: number): readonly number[] {
  const count = countAlignment(version)
  const last = toSize(version) - 7
  // As even as even distances can be; the rest is at the first. Three quarters: so the table rounds.
  const distance = 2 * Math.floor((last - 6) / (2 * (count - 1)) + 3 / 4)
  return Array.from({ length: count }, (_, at) =>
    at === 0 ? 6 : last - (count - 1 - at) * distance,
  )
}

/** Returns how many modules hold data and error correction, with remainder bits (Table 1). */
export function countDataModules(version: number): number {
  const size = toSize(version)
  const finders = 3 * 8 * 8
  const timing = 2 * (size - 16)
  const format = 31
  const versions = version >= 7 ? 36 : 0
  const count = countAlignment(version)
  // Three would lie on finder patterns; those in row and column 6 share five modules with the timing.
  const alignment = version === 1 ? 0 : 25 * (count * count - 3) - 5 * 2 * (count - 2)
  return size * size - finders - timing - format - versions - alignment
}

const layouts: Record<Level, (BlockLayout | undefined)[]> = { L: [], M: [], Q: [], H: [] }

/** Returns how the codewords of a symbol are divided. */
export function toBlockLayout(version: number, level: Level): BlockLayout {
  layouts[level][version] ??= divideCodewords(version, level)
  return layouts[level][version]
}

function divideCodewords(version: number, level: Level): BlockLayout {
  const codewords = countDataModules(version) >> 3
  const blocks = BLOCKS[level][version - 1] ?? 1
  const parity = PARITY_PER_BLOCK[level][version - 1] ?? 0
  return {
    dataCodewords: codewords - blocks * parity,
    blocks,
    shortBlocks: blocks - (codewords % blocks),
    shortLength: Math.floor(codewords / blocks) - parity,
    parity,
  }
}
