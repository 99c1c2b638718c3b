/**
 * What many rows refer to, read once: the patient of ten thousand results.
 *
 * @module
 */

import { fault, type IntakeFault, type Place } from './row.ts'

/** Reads something for a row; what is wrong with it is a fault of each row that refers to it. */
export type Remembered<K, T> = (source: K, place: Place, read: (source: K, place: Place) => T) => T

/** Creates a memory of what was read, and of what was wrong with it. */
export function remember<K, T>(): Remembered<K, T> {
  const known = new Map<K, { readonly value: T; readonly faults: readonly IntakeFault[] }>()
  return (source, { path, faults }, read) => {
    const own: IntakeFault[] = []
    const found = known.get(source) ?? { value: read(source, { path, faults: own }), faults: own }
    known.set(source, found)
    for (const each of found.faults) fault({ path: each.path, faults }, each.kind, each.words)
    return found.value
  }
}
