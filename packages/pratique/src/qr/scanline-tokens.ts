/**
 * The repetitions in the scanlines of a symbol, which are known without a search: a row of modules is so many equal
 * lines.
 *
 * @module
 */

import { type FindTokens, MAX_TOKENS } from '../bytes/deflate-matches.ts'
import { MIN_MATCH } from '../bytes/deflate-symbols.ts'
import { MAX_MATCH } from '../bytes/inflate-state.ts'

/**
 * Finds the tokens of scanlines, of which each first is followed by equal ones.
 *
 * In one piece, with the state in local variables: a picture has thousands.
 *
 * @param lineBytes how long a line is, at most 32 KiB: so far back a match reaches (RFC 1951 §2)
 * @param equalLines how many are equal, the first among them
 */
export function findLineTokens(lineBytes: number, equalLines: number): FindTokens {
  const repeated = (equalLines - 1) * lineBytes
  return (source, takeBlock) => {
    const rows = source.length / (lineBytes + repeated)
    // What is too short for a match is written byte by byte.
    const mostRepeated = Math.max(MIN_MATCH - 1, Math.ceil(repeated / (MAX_MATCH - MIN_MATCH)))
    const tokens = new Uint32Array(Math.min(rows * (lineBytes + mostRepeated), MAX_TOKENS))
    let count = 0
    let start = 0
    for (let at = 0; at < source.length; ) {
      const end = at + lineBytes
      while (at < end + repeated) {
        if (count === MAX_TOKENS) {
          takeBlock({ source, start, end: at, tokens, count, isLast: false })
          start = at
          count = 0
        }
        const isFirst = at < end
        const length = isFirst ? countEqual(source, at, end) : chooseLength(end + repeated - at)
        if (length >= MIN_MATCH) {
          tokens[count++] = length * 65536 + (isFirst ? 1 : lineBytes)
          at += length
        } else {
          tokens[count++] = source[at++] ?? 0
        }
      }
    }
    takeBlock({ source, start, end: source.length, tokens, count, isLast: true })
    tokens.fill(0)
  }
}

/** Counts the bytes that are equal to the one before them, as far as a match may reach. */
function countEqual(bytes: Uint8Array, start: number, end: number): number {
  if (start === 0) return 0
  const before = bytes[start - 1]
  const stop = Math.min(end, start + MAX_MATCH)
  let at = start
  while (at < stop && bytes[at] === before) at++
  return at - start
}

/** The longest that leaves nothing too short to be one. */
function chooseLength(left: number): number {
  if (left <= MAX_MATCH) return left
  return left - MAX_MATCH < MIN_MATCH ? MAX_MATCH - MIN_MATCH : MAX_MATCH
}
