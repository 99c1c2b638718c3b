/**
 * The head of a message: what it is, and how its times are meant (HL7 v2.5 §2.15.9).
 *
 * @module
 */

import type { JsonObject } from '../../../json/value.ts'
import type { Terminology } from '../../../terminology/terminology.ts'
import type { Remembered } from '../remember.ts'
import { fault, type Place } from '../row.ts'
import { fieldPlace, textOf } from './fields.ts'
import type { Segment } from './segment.ts'

export interface MessageContext {
  readonly terminology: Terminology
  /** `message 2`. */
  readonly place: string
  /** Of times without one. */
  readonly offset: string | undefined
  readonly holder: Remembered<Segment, JsonObject | undefined>
}

export type MessageType = 'results' | 'vaccinations'

const TYPES: ReadonlyMap<string, MessageType> = /* @__PURE__ */ new Map<string, MessageType>([
  ['ORU R01', 'results'],
  ['VXU V04', 'vaccinations'],
])

const VERSION = /^2\.[3-8](?:\.\d)?$/

/** Reads what a message is: of a type and version that is read, and meant in earnest. */
export function readHead(head: Segment, place: Place): MessageType | undefined {
  const type = TYPES.get(`${textOf(head, 9, place)} ${textOf(head, 9, place, 2)}`)
  if (!type) fault(fieldPlace(head, 9, place), 'form', 'ORU^R01 or VXU^V04')
  if (!VERSION.test(textOf(head, 12, place))) {
    fault(fieldPlace(head, 12, place), 'form', 'a version from 2.3 to 2.8')
  }
  // HL7 table 0103.
  if (textOf(head, 11, place) !== 'P') {
    const words = 'the processing id P: no training and no debugging'
    fault(fieldPlace(head, 11, place), 'not-final', words)
  }
  return type
}
