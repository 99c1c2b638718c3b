/**
 * Reading of the members of CBOR maps as issuers of the HCERT family write them: null, undefined and
 * empty text are absent, white space at the ends is dropped, a date-time counts as a date.
 *
 * Total: what is wrong is noted, not thrown.
 *
 * @module
 */

import { type CborMap, CborTag, type CborValue } from '../cbor/value.ts'
import type { Remark } from '../outcome.ts'
import { type ReadDate, readDate, readPartialDate } from './dates.ts'
import type { RawCode } from './health-certificate.ts'

/** One thing that a payload must not be. `field` is a path in the format's spelling. */
export interface MemberFault {
  readonly field: string
  readonly kind: 'missing' | 'type' | 'twice' | 'several-entries' | 'implausible'
}

/** What is noted while reading. */
export interface Notes {
  readonly faults: MemberFault[]
  readonly remarks: Remark[]
}

/** Codes that one member may hold: more is no code list but an attempt to fill memory. */
const MAX_CODES = 20

/** Takes the tag 0 off a date-time: issuers write it or not (RFC 8949 §3.4.1). */
export function untagged(value: CborValue): CborValue {
  return value instanceof CborTag && value.tag === 0 ? value.value : value
}

/** Whether nothing is stated: white space states nothing either. */
export function isAbsent(value: CborValue): boolean {
  return value === undefined || value === null || isBlank(value)
}

function isBlank(value: CborValue): boolean {
  return typeof value === 'string' && value.trim() === ''
}

/** Reads a text. Anything else that is there is a fault of type. */
export function readTextMember(value: CborValue, field: string, notes: Notes): string | undefined {
  const stated = untagged(value)
  if (stated === undefined || stated === null) return undefined
  if (typeof stated !== 'string') {
    notes.faults.push({ field, kind: 'type' })
    return undefined
  }
  const text = stated.trim()
  if (text.length !== stated.length) notes.remarks.push({ code: 'content.untrimmed', field })
  if (text !== '') return text
  notes.remarks.push({ code: 'content.empty-text', field })
  return undefined
}

/** Reads a code, number or batch that is text, and that some write as a whole number. */
export function readCodeMember(value: CborValue, field: string, notes: Notes): string | undefined {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    return readTextMember(value, field, notes)
  }
  notes.remarks.push({ code: 'content.text-number', field })
  return String(value)
}

/** Reads a full date; what is there and none is left out, with a remark. */
export function readDateMember(
  value: CborValue,
  field: string,
  notes: Notes,
): ReadDate | undefined {
  return noteDate(readTextMember(value, field, notes), readDate, field, notes)
}

/** Reads a birth date, which may stop at its year or month. */
export function readBirthDate(value: CborValue, field: string, notes: Notes): ReadDate | undefined {
  const text = readTextMember(value, field, notes)
  const date = noteDate(text, readPartialDate, field, notes)
  const isPartial = text === undefined || (date !== undefined && date.date.length < 10)
  if (isPartial) notes.remarks.push({ code: 'content.partial-birth-date', field })
  return date
}

function noteDate(
  text: string | undefined,
  read: (text: string) => ReadDate | undefined,
  field: string,
  { remarks }: Notes,
): ReadDate | undefined {
  if (text === undefined) return undefined
  const date = read(text)
  if (!date) remarks.push({ code: 'content.unreadable-date', field })
  else if (date.isDateTime) remarks.push({ code: 'content.date-time', field })
  return date
}

/** Reads a whole number, which some write as text. */
export function readCount(value: CborValue, field: string, notes: Notes): number | undefined {
  if (isAbsent(value)) return undefined
  if (typeof value === 'number' && Number.isInteger(value)) return value
  if (typeof value === 'string' && /^\d{1,4}$/.test(value.trim())) {
    notes.remarks.push({ code: 'content.text-number', field })
    return Number(value)
  }
  notes.faults.push({ field, kind: 'type' })
  return undefined
}

/**
 * Reads codes: a text, a Coding `{system, code, display}`, or a CodeableConcept `{coding: […]}` (HL7
 * FHIR R4 data types). A reference or identifier is a code too, as it stands.
 */
export function readCodes(value: CborValue, field: string, notes: Notes): readonly RawCode[] {
  if (isAbsent(value)) return []
  if (typeof value === 'string') {
    const code = readTextMember(value, field, notes)
    return code === undefined ? [] : [{ code }]
  }
  if (!(value instanceof Map)) {
    notes.faults.push({ field, kind: 'type' })
    return []
  }
  const codings: CborValue = value.get('coding')
  if (!Array.isArray(codings)) return readCoding(value, field, notes)
  return codings
    .slice(0, MAX_CODES)
    .flatMap((coding) => (coding instanceof Map ? readCoding(coding, field, notes) : []))
}

function readCoding(coding: CborMap, field: string, notes: Notes): readonly RawCode[] {
  const text = (name: string) => readTextMember(coding.get(name), `${field}.${name}`, notes)
  const system = text('system')
  const display = text('display')
  const nested: CborValue = coding.get('identifier')
  const identifier = nested instanceof Map ? readCoding(nested, `${field}.identifier`, notes) : []
  const code = text('code') ?? text('value') ?? identifier[0]?.code ?? text('reference') ?? display
  if (code === undefined) return []
  return [
    {
      ...(system !== undefined && { system }),
      code,
      ...(display !== undefined && display !== code && { display }),
    },
  ]
}
