/**
 * Resources that many refer to, read once: the Patient of ten thousand Observations, and their report.
 *
 * @module
 */

import type { JsonObject } from '../../../json/value.ts'
import { fault, type IntakeFault, type Place } from '../row.ts'

type Read<T> = (resource: JsonObject, place: Place) => T

/** Reads resources, and remembers what came of it and what was wrong. */
export interface Shared {
  holder(
    resource: JsonObject,
    place: Place,
    read: Read<JsonObject | undefined>,
  ): JsonObject | undefined
  group(resource: JsonObject, place: Place, read: Read<undefined>): undefined
}

export function createShared(): Shared {
  return { holder: remember(), group: remember() }
}

function remember<T>(): (resource: JsonObject, place: Place, read: Read<T>) => T {
  const known = new Map<
    JsonObject,
    { readonly value: T; readonly faults: readonly IntakeFault[] }
  >()
  return (resource, { path, faults }, read) => {
    const own: IntakeFault[] = []
    const found = known.get(resource) ?? {
      value: read(resource, { path, faults: own }),
      faults: own,
    }
    known.set(resource, found)
    for (const each of found.faults) fault({ path: each.path, faults }, each.kind, each.words)
    return found.value
  }
}
