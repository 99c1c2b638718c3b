/**
 * Messages of HL7 v2, in pieces.
 *
 * @module
 */

import { MAX_BYTES, readMessages, startOfLastMessage } from '../hl7/messages.ts'
import { type Hl7Options, readMessageRows } from '../hl7/read-hl7.ts'
import { refuse } from '../row.ts'
import type { IdentifiedRow } from '../siblings.ts'
import type { Part } from './part.ts'

/** Reads messages: each is whole when the next begins. */
export function createHl7Part(options: Hl7Options): Part {
  let next = 1
  return {
    read(bytes, isEnd) {
      const used = isEnd ? bytes.length : startOfLastMessage(bytes)
      const rows: IdentifiedRow[] = []
      for (const message of readMessages(bytes.subarray(0, used), next)) {
        next = message.number + 1
        rows.push(...readMessageRows(message, options))
      }
      if (bytes.length - used <= MAX_BYTES) return { rows, used }
      const words = `at most ${MAX_BYTES} bytes`
      const broken = refuse(`message ${next}`, { path: 'message', kind: 'too-long', words })
      return { rows, used, broken }
    },
  }
}
