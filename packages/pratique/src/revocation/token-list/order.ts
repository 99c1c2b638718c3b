/**
 * The order in which the indices of a block are handed out: drawn by a key, so that an index says neither
 * when nor where its certificate was issued.
 *
 * @module
 */

import { joinBytes } from '../../bytes/bytes.ts'
import type { Hmac } from '../../bytes/hmac.ts'
import { sha256 } from '../../bytes/sha256.ts'
import { BLOCK } from './content.ts'

/** In front of what is drawn from, so that it is never the message of a suffix: that has 4 bytes. */
const LABEL = new TextEncoder().encode('pratique index order')

/**
 * Draws the order of a block: every number below 2^17 once (Fisher and Yates; Durstenfeld 1964), by words
 * of a stream whose seed is HMAC-SHA-256(list secret, block).
 *
 * @param block 0 to 2^15 − 1
 */
export function drawOrder(hmac: Hmac, block: number): Uint32Array {
  const order = Uint32Array.from({ length: BLOCK }, (_, at) => at)
  const next = createWords(hmac, block)
  for (let last = BLOCK - 1; last > 0; last--) {
    const chosen = drawBelow(last + 1, next)
    const moved = order[last] ?? 0
    order[last] = order[chosen] ?? 0
    order[chosen] = moved
  }
  return order
}

/**
 * Tells of indices whether they are among the first that were claimed. The order is drawn of the block alone
 * that is claimed in part, and when it is first needed.
 *
 * @param claimed so many places, in the order of the blocks
 */
export function createClaimTest(hmac: Hmac, claimed: number): (index: number) => boolean {
  const block = Math.floor(claimed / BLOCK)
  const start = block * BLOCK
  let drawn: ReadonlySet<number> | undefined
  const draw = () => {
    drawn = new Set(drawOrder(hmac, block).subarray(0, claimed - start))
    return drawn
  }
  return (index) => {
    if (!Number.isInteger(index) || index < 0 || index >= start + BLOCK) return false
    return index < start || (drawn ?? draw()).has(index - start)
  }
}

/** Every number with the same chance: words past the last whole multiple are passed over. */
function drawBelow(below: number, next: () => number): number {
  const end = 2 ** 32 - (2 ** 32 % below)
  let word = next()
  while (word >= end) word = next()
  return word % below
}

/** SHA-256 over a seed of the block's own and a counter: all of one length, and one block of the hash. */
function createWords(hmac: Hmac, block: number): () => number {
  const label = new Uint8Array(LABEL.length + 4)
  label.set(LABEL)
  new DataView(label.buffer, LABEL.length).setUint32(0, block)
  const message = joinBytes([hmac(label), new Uint8Array(4)])
  const counter = new DataView(message.buffer, message.length - 4)
  let words = new DataView(new ArrayBuffer(0))
  let at = 0
  let count = 0
  return () => {
    if (at === words.byteLength) {
      counter.setUint32(0, count++)
      words = new DataView(sha256(message).buffer)
      at = 0
    }
    at += 4
    return words.getUint32(at - 4)
  }
}
