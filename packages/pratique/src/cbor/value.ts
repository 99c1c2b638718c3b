/**
 * CBOR values as we hold them.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'

/** Integers within ±(2^53 − 1) and floats are `number`; other 64-bit integers are `bigint`. */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | undefined
  | Bytes
  | readonly CborValue[]
  | CborMap
  | CborTag

/** Keys are integers or text; anything else is refused. */
export type CborMap = ReadonlyMap<number | bigint | string, CborValue>

/** A tagged value (RFC 8949 §3.4). Which tags mean something is up to the reader. */
export class CborTag {
  readonly tag: number | bigint
  readonly value: CborValue

  constructor(tag: number | bigint, value: CborValue) {
    this.tag = tag
    this.value = value
  }
}
