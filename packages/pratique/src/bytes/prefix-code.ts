/**
 * Prefix codes of DEFLATE (RFC 1951 §3.2.2), made ready for decoding.
 *
 * An *entry* is one code of a code: its symbol × 16 + its length in bits. 0 is no code.
 *
 * @module
 */

/** No code is longer (RFC 1951 §3.2.7). */
export const MAX_CODE_BITS = 15

/** A code in tables that are made once and filled anew for every block. */
export interface PrefixCode {
  /** Entries by the next bits, as many as `mask` has; 0 where the code is longer, or none. */
  readonly lookup: Uint16Array
  mask: number
  /** How many codes there are of each length. */
  readonly counts: Uint16Array
  /** Entries in the order of their codes: by length, then by symbol (RFC 1951 §3.2.2). */
  readonly entries: Uint16Array
  /** Entries as they were added, by symbol; the first `size` of them hold. */
  readonly added: Uint16Array
  size: number
}

/** Where the next entry of each length goes; only of use inside one call. */
const places = /* @__PURE__ */ new Uint16Array(MAX_CODE_BITS + 1)

/** Makes tables for symbols below `symbolCount`, of which `lookupBits` bits are looked up at once. */
export function createPrefixCode(symbolCount: number, lookupBits: number): PrefixCode {
  return {
    lookup: new Uint16Array(1 << lookupBits),
    mask: 0,
    counts: new Uint16Array(MAX_CODE_BITS + 1),
    entries: new Uint16Array(symbolCount),
    // One more, as an entry is written before it is known to hold.
    added: new Uint16Array(symbolCount + 1),
    size: 0,
  }
}

/** Begins anew. */
export function clearPrefixCode(code: PrefixCode): void {
  code.counts.fill(0)
  code.size = 0
}

/** Adds a symbol by the length of its code; 0: it has none. Symbols come in rising order. */
export function addSymbol(code: PrefixCode, symbol: number, length: number): void {
  const { added, counts, size } = code
  added[size] = (symbol << 4) | length
  counts[length] = (counts[length] ?? 0) + 1
  // Without a branch: which symbols have a code cannot be guessed.
  code.size = size + ((length + 15) >> 4)
}

/**
 * Makes the tables of what was added.
 *
 * @returns `complete`; `sparse` if there is no code at all, or only one of one bit; `bad` if codes
 *   are missing or too many: the tables are then not to be used
 */
export function finishPrefixCode(code: PrefixCode): 'complete' | 'sparse' | 'bad' {
  const { added, counts, entries, size } = code
  // Codes of the current length that are still free (RFC 1951 §3.2.2: a binary tree, full).
  let free = 1
  let place = 0
  for (let length = 1; length <= MAX_CODE_BITS; length++) {
    const count = counts[length] ?? 0
    places[length] = place
    place += count
    free = free * 2 - count
    if (free < 0) return 'bad'
  }
  if (free > 0 && size > (counts[1] ?? 0)) return 'bad'
  for (let i = 0; i < size; i++) {
    const entry = added[i] ?? 0
    const at = places[entry & 15] ?? 0
    entries[at] = entry
    places[entry & 15] = at + 1
  }
  fillLookup(code)
  return free === 0 ? 'complete' : 'sparse'
}

function fillLookup(code: PrefixCode): void {
  const { lookup, counts, entries } = code
  // No more bits than the codes need: small tables are quick to fill.
  let longest = 1
  for (let length = 2; 1 << length <= lookup.length; length++) {
    if (counts[length] !== 0) longest = length
  }
  let length = 1
  while (length < longest && counts[length] === 0) length++
  let size = 1 << length
  lookup.fill(0, 0, size)
  // Codes stand in the stream with their first bit lowest (RFC 1951 §3.1.1): count in reverse.
  let reversed = 0
  let place = 0
  for (;;) {
    for (let count = counts[length] ?? 0; count > 0; count--) {
      lookup[reversed] = entries[place++] ?? 0
      let bit = size >> 1
      while ((reversed & bit) !== 0) bit >>= 1
      reversed = (reversed & (bit - 1)) | bit
    }
    if (length === longest) break
    // With one bit more, everything so far stands twice.
    lookup.copyWithin(size, 0, size)
    size *= 2
    length++
  }
  code.mask = size - 1
}

/** Finds the entry of the code that `bits` begins with; 0 if none begins so. */
export function findEntry(code: PrefixCode, bits: number): number {
  const entry = code.lookup[bits & code.mask] ?? 0
  return entry === 0 ? searchEntry(code, bits) : entry
}

/** Goes through the lengths, for codes that the lookup does not hold. */
function searchEntry({ counts, entries }: PrefixCode, bits: number): number {
  let value = 0
  let first = 0
  let place = 0
  for (let length = 1; length <= MAX_CODE_BITS; length++) {
    value = (value << 1) | ((bits >> (length - 1)) & 1)
    const count = counts[length] ?? 0
    if (value - first < count) return entries[place + value - first] ?? 0
    place += count
    first = (first + count) << 1
  }
  return 0
}
