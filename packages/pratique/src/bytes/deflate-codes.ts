/**
 * Prefix codes for writing: the shortest that DEFLATE allows (RFC 1951 §3.2.2).
 *
 * @module
 */

import { MAX_CODE_BITS } from './prefix-code.ts'

/** A code that is made anew for every block. */
export interface WriteCode {
  /** By symbol, how often it occurs. */
  readonly frequencies: Uint16Array
  /** By symbol, how many bits its code has; 0: none. */
  readonly lengths: Uint8Array
  /** By symbol, its code in the order of writing × 16 + its length; set by {@link assignCodes}. */
  readonly codes: Uint32Array
}

/** RFC 1951 §3.2.6: so many literals and lengths have a code. */
const MAX_SYMBOLS = 288

// Only of use inside one call.
/** The symbols that have a code, rising; then the same from the rarest to the most frequent. */
const symbols = /* @__PURE__ */ new Uint16Array(MAX_SYMBOLS)
const sorted = /* @__PURE__ */ new Uint16Array(MAX_SYMBOLS)
const tree = /* @__PURE__ */ new Uint32Array(MAX_SYMBOLS)
const counts = /* @__PURE__ */ new Uint16Array(MAX_CODE_BITS + 1)
const nextCodes = /* @__PURE__ */ new Uint16Array(MAX_CODE_BITS + 1)
/** Symbols that are rarer are sorted by counting. */
const FREQUENT = 32
const places = /* @__PURE__ */ new Uint16Array(FREQUENT + 1)

export function createWriteCode(symbolCount: number): WriteCode {
  return {
    frequencies: new Uint16Array(symbolCount),
    lengths: new Uint8Array(symbolCount),
    codes: new Uint32Array(symbolCount),
  }
}

/** Begins anew; called last, leaves nothing of what was written. */
export function clearWriteCode({ frequencies, lengths, codes }: WriteCode): void {
  frequencies.fill(0)
  lengths.fill(0)
  codes.fill(0)
}

/**
 * Works out the lengths of the best code for the frequencies. At least two symbols get one, as zlib has it: some readers
 * refuse less.
 *
 * @returns how many bits all that occurs takes
 */
export function makeLengths({ frequencies, lengths }: WriteCode, maxBits: number): number {
  const used = collectSymbols(frequencies)
  sortSymbols(frequencies, used)
  countDepths(frequencies, used, maxBits)
  limitLengths(maxBits)
  lengths.fill(0)
  // The rarest first: they get the longest codes.
  let bits = 0
  let at = 0
  for (let length = maxBits; length > 0; length--) {
    for (let count = counts[length] ?? 0; count > 0; count--) {
      const symbol = sorted[at++] ?? 0
      lengths[symbol] = length
      bits += length * (frequencies[symbol] ?? 0)
    }
  }
  return bits
}

/** Makes the code of given lengths, all of them in use. */
export function makeFixedCode(lengths: Uint8Array): Uint32Array {
  const code = { ...createWriteCode(lengths.length), lengths }
  assignCodes(code)
  return code.codes
}

function collectSymbols(frequencies: Uint16Array): number {
  let used = 0
  for (let symbol = 0; symbol < frequencies.length; symbol++) {
    // Without a branch: which symbols occur cannot be guessed.
    symbols[used] = symbol
    used += frequencies[symbol] === 0 ? 0 : 1
  }
  if (used >= 2) return used
  // Only distances may be so few: the one that occurs, if any, and the nearest that does not.
  const only = used === 0 ? 1 : (symbols[0] ?? 0)
  symbols[0] = 0
  symbols[1] = only || 1
  return 2
}

/** By counting, as most are rare; those that are not, by insertion. */
function sortSymbols(frequencies: Uint16Array, used: number): void {
  places.fill(0)
  for (let i = 0; i < used; i++) {
    const frequency = frequencies[symbols[i] ?? 0] ?? 0
    const place = frequency < FREQUENT ? frequency : FREQUENT
    places[place] = (places[place] ?? 0) + 1
  }
  let at = 0
  for (let place = 0; place <= FREQUENT; place++) {
    const count = places[place] ?? 0
    places[place] = at
    at += count
  }
  const firstFrequent = places[FREQUENT] ?? 0
  for (let i = 0; i < used; i++) {
    const symbol = symbols[i] ?? 0
    const frequency = frequencies[symbol] ?? 0
    const place = frequency < FREQUENT ? frequency : FREQUENT
    let to = places[place] ?? 0
    places[place] = to + 1
    if (place === FREQUENT) {
      for (; to > firstFrequent; to--) {
        const other = sorted[to - 1] ?? 0
        if ((frequencies[other] ?? 0) <= frequency) break
        sorted[to] = other
      }
    }
    sorted[to] = symbol
  }
}

/**
 * Counts how many codes of each length an optimal code has; longer ones count as `maxBits`.
 *
 * In place, over the sorted frequencies: A. Moffat, J. Katajainen, «In-Place Calculation of
 * Minimum-Redundancy Codes», 1995.
 */
function countDepths(frequencies: Uint16Array, used: number, maxBits: number): void {
  // One that does not occur counts as one that does: so it gets a code.
  for (let i = 0; i < used; i++) tree[i] = frequencies[sorted[i] ?? 0] || 1
  joinNodes(used)
  // From parents to depths of the inner nodes, the root last.
  tree[used - 2] = 0
  for (let node = used - 3; node >= 0; node--) tree[node] = (tree[tree[node] ?? 0] ?? 0) + 1
  counts.fill(0)
  let free = 1
  let node = used - 2
  for (let depth = 0; free > 0; depth++) {
    let inner = 0
    while (node >= 0 && tree[node] === depth) {
      inner++
      node--
    }
    const length = depth < maxBits ? depth : maxBits
    counts[length] = (counts[length] ?? 0) + free - inner
    free = inner * 2
  }
}

/** Joins the two rarest again and again; each inner node takes the place of one that is used up. */
function joinNodes(used: number): void {
  let leaf = 0
  let root = 0
  for (let node = 0; node < used - 1; node++) {
    let weight = 0
    for (let child = 0; child < 2; child++) {
      if (leaf >= used || (root < node && (tree[root] ?? 0) < (tree[leaf] ?? 0))) {
        weight += tree[root] ?? 0
        tree[root++] = node
      } else {
        weight += tree[leaf++] ?? 0
      }
    }
    tree[node] = weight
  }
}

/** Makes room for what was cut off: a shorter code grows, and one of the longest moves beside it. */
function limitLengths(maxBits: number): void {
  let total = 0
  for (let length = 1; length <= maxBits; length++) {
    total += (counts[length] ?? 0) << (maxBits - length)
  }
  for (; total > 1 << maxBits; total--) {
    let length = maxBits - 1
    while (counts[length] === 0) length--
    counts[maxBits] = (counts[maxBits] ?? 0) - 1
    counts[length] = (counts[length] ?? 0) - 1
    counts[length + 1] = (counts[length + 1] ?? 0) + 2
  }
}

/** Gives out codes by the lengths (RFC 1951 §3.2.2). Only once it is known that they are used. */
export function assignCodes({ lengths, codes }: WriteCode): void {
  counts.fill(0)
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] ?? 0
    counts[length] = (counts[length] ?? 0) + 1
  }
  counts[0] = 0
  let code = 0
  for (let length = 1; length <= MAX_CODE_BITS; length++) {
    code = (code + (counts[length - 1] ?? 0)) << 1
    nextCodes[length] = code
  }
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] ?? 0
    if (length === 0) continue
    const next = nextCodes[length] ?? 0
    codes[symbol] = (reverse(next, length) << 4) | length
    nextCodes[length] = next + 1
  }
}

/** The first bit of a code is written first (RFC 1951 §3.1.1). */
function reverse(code: number, length: number): number {
  let bits = ((code & 0x5555) << 1) | ((code >> 1) & 0x5555)
  bits = ((bits & 0x3333) << 2) | ((bits >> 2) & 0x3333)
  bits = ((bits & 0x0f0f) << 4) | ((bits >> 4) & 0x0f0f)
  bits = ((bits & 0x00ff) << 8) | (bits >> 8)
  return bits >> (16 - length)
}
