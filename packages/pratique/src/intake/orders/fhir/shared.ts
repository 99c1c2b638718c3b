/**
 * Resources that many refer to.
 *
 * @module
 */

import type { JsonObject } from '../../../json/value.ts'
import { type Remembered, remember } from '../remember.ts'

/** Reads each of these once. */
export interface Shared {
  readonly holder: Remembered<JsonObject, JsonObject | undefined>
  /** What a Patient is known by. */
  readonly names: Remembered<JsonObject, readonly string[]>
  /** A report or panel: who did what is in it. */
  readonly group: Remembered<JsonObject, readonly JsonObject[]>
  /** When it was collected. */
  readonly specimen: Remembered<JsonObject, string | undefined>
}

export function createShared(): Shared {
  return { holder: remember(), names: remember(), group: remember(), specimen: remember() }
}
