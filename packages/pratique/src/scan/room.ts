/**
 * Memory that is used again for every frame, so that a camera's pictures leave nothing to collect.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'

/** What is held at the same time, each in a place of its own. */
export type Place = 'gray' | 'part' | 'smooth' | 'filtered' | 'enlarged'

export interface Room {
  /** So many bytes, of any content; they are another's with the next call for the same place. */
  readonly bytes: (place: Place, length: number) => Bytes
  /** The same for the sums of a frame's rows. */
  readonly rows: (length: number) => Uint16Array
  /** The same for the sums of a row's columns. */
  readonly columns: (length: number) => Uint32Array
  /** Overwrites all of it with zeros. */
  readonly wipe: () => void
}

export function createRoom(): Room {
  const bytes = new Map<Place, Bytes>()
  let rows = new Uint16Array()
  let columns = new Uint32Array()
  return {
    bytes: (place, length) => {
      const held = bytes.get(place)
      if (held !== undefined && held.length >= length) return held.subarray(0, length)
      held?.fill(0)
      const larger = new Uint8Array(length)
      bytes.set(place, larger)
      return larger
    },
    rows: (length) => {
      if (rows.length < length) {
        rows.fill(0)
        rows = new Uint16Array(length)
      }
      return rows.subarray(0, length)
    },
    columns: (length) => {
      if (columns.length < length) {
        columns.fill(0)
        columns = new Uint32Array(length)
      }
      return columns.subarray(0, length)
    },
    wipe: () => {
      for (const held of [...bytes.values(), rows, columns]) held.fill(0)
    },
  }
}
