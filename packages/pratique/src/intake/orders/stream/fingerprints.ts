/**
 * A table of what rows said, in some bytes for each: a file of a million rows has as many entries.
 *
 * @module
 */

import { sha256 } from '../../../bytes/sha256.ts'

/** Numbers by text, of which 64 bits of its digest are kept: two of a million texts are taken for one in 10^7 files. */
export interface Fingerprints {
  readonly size: number
  get(text: string): number | undefined
  /** @param value a whole number from 0 to 2^32 − 1 */
  set(text: string, value: number): void
}

const FIRST_SLOTS = 1024
/** Of three words each: two of the digest, and the value. */
const WORDS = 3
/** No more than three quarters are filled. */
const FULL = 0.75

const UTF8 = new TextEncoder()

/** Makes an empty table. */
export function createFingerprints(): Fingerprints {
  let slots = FIRST_SLOTS
  let table = new Uint32Array(slots * WORDS)
  let size = 0
  /** Where an entry is, or would be. */
  const find = (high: number, low: number): number => {
    for (let slot = high % slots; ; slot = (slot + 1) % slots) {
      const at = slot * WORDS
      const isFree = table[at] === 0 && table[at + 1] === 0
      if (isFree || (table[at] === high && table[at + 1] === low)) return at
    }
  }
  const put = (high: number, low: number, value: number): void => {
    const at = find(high, low)
    if (table[at] === 0 && table[at + 1] === 0) size++
    table.set([high, low, value], at)
  }
  const grow = (): void => {
    const before = table
    slots *= 2
    table = new Uint32Array(slots * WORDS)
    size = 0
    for (let at = 0; at < before.length; at += WORDS) {
      const [high = 0, low = 0, value = 0] = before.subarray(at, at + WORDS)
      if (high !== 0 || low !== 0) put(high, low, value)
    }
  }
  return {
    get size() {
      return size
    },
    get(text) {
      const at = find(...digestOf(text))
      return table[at] === 0 && table[at + 1] === 0 ? undefined : table[at + 2]
    },
    set(text, value) {
      if (size >= slots * FULL) grow()
      put(...digestOf(text), value)
    },
  }
}

/** Never two zeros, which mean a free slot. */
function digestOf(text: string): readonly [number, number] {
  const digest = sha256(UTF8.encode(text))
  const view = new DataView(digest.buffer, digest.byteOffset)
  return [view.getUint32(0), view.getUint32(4) || 1]
}
