/**
 * The first half of DEFLATE: bytes become literals and references to what came before (RFC 1951 §4).
 *
 * A *token* is a literal byte, or a match: its length × 65536 + its distance.
 *
 * @module
 */

import { MIN_MATCH } from './deflate-symbols.ts'
import { MAX_MATCH } from './inflate-state.ts'

/** RFC 1951 §2. */
const WINDOW = 32 * 1024

/** A match of three bytes from further away costs about as much as three literals. */
const TOO_FAR = 1024
/** So many candidates are tried for one match; a quarter if a good one is already at hand. */
const MAX_TRIES = 256
const GOOD_MATCH = 16

/** A block has so many tokens: its codes fit better than those of longer ones. */
export const MAX_TOKENS: number = 16 * 1024
const MIN_HASHES = 256
const MAX_HASHES = 32 * 1024

/** Tables of one compression, all zero before it and after. */
interface Tables {
  /** By the hash of three bytes: where they last began, plus 1. */
  readonly heads: Int32Array
  /** By position in the window: where the same hash was before, plus 1. */
  readonly links: Int32Array
  readonly tokens: Uint32Array
}

/** Tables for sources up to this long are kept for the next call. */
const KEPT_BYTES = 8 * 1024

let kept: Tables | undefined

/** The first `count` tokens, which stand for the source from `start` to `end`. */
export interface Block {
  readonly source: Uint8Array
  readonly start: number
  readonly end: number
  readonly tokens: Uint32Array
  readonly count: number
  readonly isLast: boolean
}

/** Hands a source over in tokens, block by block: one at least, the last as such. */
export type FindTokens = (source: Uint8Array, takeBlock: (block: Block) => void) => void

/** Tells how many blocks there may be for a source of so many bytes. */
export function maxBlocks(length: number): number {
  return Math.floor(length / MAX_TOKENS) + 1
}

/** Finds the tokens of any source. */
export const findTokens: FindTokens = (source, takeBlock) => {
  const tables = takeTables(source.length)
  const hashes = countHashes(source.length)
  let written: number | undefined
  try {
    written = findAll(source, { ...tables, shift: Math.clz32(hashes) + 1 }, takeBlock)
  } finally {
    tables.heads.fill(0, 0, hashes)
    tables.links.fill(0, 0, Math.min(source.length, tables.links.length))
    tables.tokens.fill(0, 0, written)
  }
}

function takeTables(length: number): Tables {
  if (length > KEPT_BYTES) return createTables(length)
  kept ??= createTables(KEPT_BYTES)
  return kept
}

function createTables(length: number): Tables {
  return {
    heads: new Int32Array(countHashes(length)),
    links: new Int32Array(length < WINDOW ? length : WINDOW),
    tokens: new Uint32Array(Math.min(length, MAX_TOKENS)),
  }
}

/** A power of two: few for small sources, as all have to be wiped. */
function countHashes(length: number): number {
  let hashes = MIN_HASHES
  while (hashes < length && hashes < MAX_HASHES) hashes *= 2
  return hashes
}

/**
 * Looks for matches, and at each for a longer one that begins a byte later.
 *
 * In one piece, with the state in local variables: most of the time is spent here.
 *
 * @returns how many of the tokens were ever written
 */
function findAll(
  source: Uint8Array,
  { heads, links, tokens, shift }: Tables & { readonly shift: number },
  takeBlock: (block: Block) => void,
): number {
  const end = source.length
  const lastHash = end - MIN_MATCH
  let count = 0
  let most = 0
  let start = 0
  // What was found at the byte before, which is not written yet if `isOpen`.
  let length = 0
  let distance = 0
  let isOpen = false
  for (let at = 0; at < end; at++) {
    const before = length
    const distanceBefore = distance
    length = 0
    let candidate = at <= lastHash ? enter(source, at, heads, links, shift) - 1 : -1
    if (candidate >= 0 && before < MAX_MATCH) {
      const stop = Math.min(MAX_MATCH, end - at)
      // One less than the window: its own link is overwritten by now.
      const furthest = Math.max(at - WINDOW + 1, 0)
      let tries = before >= GOOD_MATCH ? MAX_TRIES / 4 : MAX_TRIES
      length = before < MIN_MATCH ? MIN_MATCH - 1 : before
      const wanted = length
      // What the longest so far ends with: nearly all shorter candidates differ there.
      while (candidate >= furthest && length < stop && tries-- > 0) {
        if (source[candidate + length] === source[at + length]) {
          let same = 0
          while (same < stop && source[candidate + same] === source[at + same]) same++
          if (same > length) {
            length = same
            distance = at - candidate
          }
        }
        candidate = (links[candidate & (WINDOW - 1)] ?? 0) - 1
      }
      if (length === wanted || (length === MIN_MATCH && distance > TOO_FAR)) length = 0
    }
    if (before >= MIN_MATCH && length === 0) {
      tokens[count++] = before * 65536 + distanceBefore
      const next = at - 1 + before
      for (at++; at < next; at++) if (at <= lastHash) enter(source, at, heads, links, shift)
      at--
      isOpen = false
    } else {
      if (isOpen) tokens[count++] = source[at - 1] ?? 0
      isOpen = true
    }
    if (count >= MAX_TOKENS) {
      const stop = isOpen ? at : at + 1
      takeBlock({ source, start, end: stop, tokens, count, isLast: stop === end })
      start = stop
      most = count
      count = 0
    }
  }
  if (isOpen) tokens[count++] = source[end - 1] ?? 0
  if (start < end || end === 0) {
    takeBlock({ source, start, end, tokens, count, isLast: true })
  }
  return Math.max(most, count)
}

/** Notes that three bytes begin here. Returns where such were before, plus 1; 0: nowhere. */
function enter(
  source: Uint8Array,
  at: number,
  heads: Int32Array,
  links: Int32Array,
  shift: number,
): number {
  const three = (source[at] ?? 0) | ((source[at + 1] ?? 0) << 8) | ((source[at + 2] ?? 0) << 16)
  // 2^32 divided by the golden ratio: spreads over the upper bits.
  const hash = Math.imul(three, 0x9e3779b1) >>> shift
  const found = heads[hash] ?? 0
  heads[hash] = at + 1
  links[at & (WINDOW - 1)] = found
  return found
}
