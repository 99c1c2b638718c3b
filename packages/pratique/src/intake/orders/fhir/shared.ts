/**
 * Resources that many refer to.
 *
 * @module
 */

import type { JsonObject } from '../../../json/value.ts'
import type { Note } from '../beside.ts'
import type { Coded } from '../coded.ts'
import { type Remembered, remember } from '../remember.ts'

/** Reads each of these once. */
export interface Shared {
  readonly holder: Remembered<JsonObject, JsonObject | undefined>
  /** What a Patient is known by. */
  readonly names: Remembered<JsonObject, readonly string[]>
  readonly group: Remembered<JsonObject, Group>
  readonly specimen: Remembered<JsonObject, SpecimenFacts>
}

/** A report or panel: who did what is in it, and what it says of all of it. */
export interface Group {
  readonly performers: readonly JsonObject[]
  readonly conclusions: readonly Coded[]
  readonly notes: readonly Note[]
}

export interface SpecimenFacts {
  /** When it was collected. */
  readonly time: string | undefined
  readonly notes: readonly Note[]
}

export function createShared(): Shared {
  return { holder: remember(), names: remember(), group: remember(), specimen: remember() }
}
