/**
 * HL7 v2 → orders: results (ORU^R01) and vaccinations (VXU^V04), in the encoding with delimiters.
 *
 * @module
 */

import type { Bytes } from '../../../bytes/bytes.ts'
import type { Terminology } from '../../../terminology/terminology.ts'
import { remember } from '../remember.ts'
import { MAX_ROWS, type Place, refuse, refuseMany } from '../row.ts'
import type { IdentifiedRow } from '../siblings.ts'
import { offsetOf } from './fields.ts'
import { type MessageContext, readHead } from './message.ts'
import { type Message, readMessages } from './messages.ts'
import { readResults } from './results.ts'
import type { Segment } from './segment.ts'
import { readVaccinations } from './vaccinations.ts'

export interface Hl7Options {
  readonly terminology: Terminology
  /** Of times without one, where the message's own has none. */
  readonly offset?: string
}

/** Reads a file of messages: each OBX of a result and each RXA of a vaccination is a row. */
export function readHl7(bytes: Bytes, options: Hl7Options): readonly IdentifiedRow[] {
  const rows: IdentifiedRow[] = []
  for (const message of readMessages(bytes)) {
    if (rows.length > MAX_ROWS) return [{ row: refuseMany() }]
    for (const row of readMessageRows(message, options)) rows.push(row)
  }
  if (rows.length > MAX_ROWS) return [{ row: refuseMany() }]
  if (rows.length > 0) return rows
  const words = 'a message, which begins with MSH'
  return [{ row: refuse('file', { path: 'MSH', kind: 'form', words }) }]
}

/** Reads the rows of one message. */
export function readMessageRows(message: Message, options: Hl7Options): readonly IdentifiedRow[] {
  const place = `message ${message.number}`
  if ('segments' in message) return readSegments(message.segments, place, options)
  const { path, kind, words } = message
  return [{ row: refuse(place, { path, kind, words }) }]
}

function readSegments(
  segments: readonly Segment[],
  place: string,
  { terminology, offset }: Hl7Options,
): readonly IdentifiedRow[] {
  const [head, ...body] = segments
  if (!head) throw new Error('unreachable: a message has a head')
  const at: Place = { path: 'MSH', faults: [] }
  const type = readHead(head, at)
  if (!type || at.faults.length > 0) return [{ row: { place, faults: at.faults } }]
  const context: MessageContext = {
    ...{ terminology, place, offset: offsetOf(head) ?? offset },
    holder: remember(),
  }
  const rows = type === 'results' ? readResults(body, context) : readVaccinations(body, context)
  if (rows.length > 0) return rows
  const words = type === 'results' ? 'a result (OBX)' : 'a dose (RXA)'
  return [{ row: refuse(place, { path: '', kind: 'missing', words }) }]
}
