/**
 * Data types: times, codes, names, identifiers.
 *
 * @module
 */

import { readInstant } from '../../../model/dates.ts'
import type { RawCode } from '../../../model/health-certificate.ts'
import type { Coded } from '../coded.ts'
import { fault, type Place } from '../row.ts'
import { isPartialDate } from '../times.ts'
import type { Composite, Segment } from './segment.ts'

/** Names of HL7 table 0396 that other standards write as addresses. */
const SYSTEMS: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['LN', 'http://loinc.org'],
  ['SCT', 'http://snomed.info/sct'],
  ['CVX', 'http://hl7.org/fhir/sid/cvx'],
  ['MVX', 'http://hl7.org/fhir/sid/mvx'],
])

/** YYYY[MM[DD[HH[MM[SS[.S…]]]]]][+/-ZZZZ] (HL7 v2.5 §2.A.75). */
const TIME =
  /^(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:\.\d{1,4})?)?)?)?)?)?([+-]\d{4})?$/

/** What a field says, of one that may not repeat. `undefined` with a fault; empty if it is not there. */
export function textOf(segment: Segment, field: number, place: Place, component = 1): string {
  const at = fieldPlace(segment, field, place)
  const composite = segment.field(field)
  if (!composite) {
    fault(at, 'ambiguous', 'one value')
    return ''
  }
  const text = composite.component(component)
  if (text !== undefined) return text
  fault(at, 'not-understood', 'a value without parts, and with no escapes but of delimiters')
  return ''
}

/** The place of a field: `PID-7`. */
export function fieldPlace({ name }: Segment, field: number, { faults }: Place): Place {
  return { path: `${name}-${field}`, faults }
}

/**
 * Reads a time: RFC 3339 with its offset or the given one, or a date to the day or less. `undefined` where
 * there is none; one that is none is a fault.
 */
export function timeOf(
  segment: Segment,
  field: number,
  { place, offset }: { readonly place: Place; readonly offset: string | undefined },
): string | undefined {
  const text = textOf(segment, field, place)
  if (text === '') return undefined
  const at = fieldPlace(segment, field, place)
  const [whole, year, month, day, hour, minute, second = '00', zone] = TIME.exec(text) ?? []
  if (whole === undefined) return fault(at, 'not-a-time', 'YYYYMMDDHHMMSS and an offset')
  const date = [year, month, day].filter((part) => part !== undefined).join('-')
  if (!isPartialDate(date)) return fault(at, 'not-a-date', 'a day of the calendar')
  if (hour === undefined) return date
  if (minute === undefined) return fault(at, 'not-a-time', 'a time to the minute')
  const stated = zone ?? offset
  if (stated === undefined) {
    const words = 'an offset from UTC: in the time, in MSH-7, or given with the file'
    return fault(at, 'no-offset', words)
  }
  const instant = readInstant(`${date}T${hour}:${minute}:${second}${stated}`)
  return instant ? instant.text : fault(at, 'not-a-time', 'a time of the day')
}

/** Reads a date: of a time only its day. */
export function dateOf(segment: Segment, field: number, place: Place): string | undefined {
  return timeOf(segment, field, { place, offset: 'Z' })?.slice(0, 10)
}

/** Reads the offset of a message's own time, which is that of all others (HL7 v2.5 §2.A.75). */
export function offsetOf(head: Segment): string | undefined {
  const zone = TIME.exec(head.field(7)?.component(1) ?? '')?.[7]
  return zone === undefined ? undefined : `${zone.slice(0, 3)}:${zone.slice(3)}`
}

/** Reads CE, CWE or CNE: the code, its alternate, and their texts. */
export function codedOf(composite: Composite, place: Place): Coded {
  const parts = (from: number) => [0, 1, 2].map((i) => composite.component(from + i))
  // A second alternate stands behind the versions (v2.7, CWE.10).
  const all = [...parts(1), ...parts(4), ...parts(10), composite.component(9)]
  if (all.includes(undefined)) {
    fault(place, 'not-understood', 'codes and texts with no escapes but of delimiters')
  }
  const codings = [1, 4, 10].flatMap((from): readonly RawCode[] => {
    const [code = '', display = '', system = ''] = parts(from)
    if (code === '') return []
    const named = SYSTEMS.get(system) ?? system
    return [{ ...(named !== '' && { system: named }), code, ...(display !== '' && { display }) }]
  })
  const texts = [2, 5, 9, 11].map((number) => composite.component(number) ?? '')
  return { codings, texts: texts.filter((text) => text !== '') }
}
