/**
 * The key of one batch's inputs: random, stored wrapped by that of the day.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { openSealed, seal } from '../storage/seal.ts'
import type { DayKey } from './day-keys.ts'

const KEY_BYTES = 32

/** What seals and opens inputs. */
export interface InputKey {
  seal(chunk: number, bytes: Uint8Array): Uint8Array
  /** @returns `undefined` if it was changed, or is another chunk's */
  open(chunk: number, sealed: Uint8Array): Uint8Array | undefined
}

/** Makes the key of a batch. */
export function makeInputKey(
  batch: string,
  day: DayKey,
): { readonly key: InputKey; readonly wrapped: Uint8Array } {
  const key = randomBytes(KEY_BYTES)
  return { key: toInputKey(batch, key), wrapped: seal(day.key, contextOf(batch), key) }
}

/** @returns `undefined` if the day's key is another one, or what is stored was changed */
export function unwrapInputKey(
  batch: string,
  day: Uint8Array,
  wrapped: Uint8Array,
): InputKey | undefined {
  const key = openSealed(day, contextOf(batch), wrapped)
  return key && toInputKey(batch, key)
}

function toInputKey(batch: string, key: Uint8Array): InputKey {
  return {
    seal: (chunk, bytes) => seal(key, contextOf(batch, chunk), bytes),
    open: (chunk, sealed) => openSealed(key, contextOf(batch, chunk), sealed),
  }
}

function contextOf(batch: string, chunk?: number): Uint8Array {
  return Buffer.from(`pratique batch ${batch} ${chunk ?? 'key'}`)
}
