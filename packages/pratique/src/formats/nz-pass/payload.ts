/**
 * Reading of a pass's credential (NZCP "Verifiable Credential Claim Structure", "PublicCovidPass"). One
 * specification and few issuers: what it does not allow is refused.
 *
 * @module
 */

import type { CborMap, CborValue } from '../../cbor/value.ts'
import { FormatError } from '../../errors.ts'
import { isFullDate } from '../../model/dates.ts'
import type { Remark } from '../../outcome.ts'
import {
  CREDENTIAL_MEMBERS,
  FIRST_CONTEXT,
  MAX_NAME_LENGTH,
  SUBJECT_MEMBERS,
  TYPES,
  VERSION,
} from './schema.ts'

/** Whom a pass is about. */
export interface PassPayload {
  readonly givenName: string
  readonly familyName?: string
  /** A date of the calendar, `YYYY-MM-DD`. */
  readonly dob: string
  /** Remarks on single values: found while reading. */
  readonly remarks: readonly Remark[]
}

const DATE_LENGTH = 10
const SUBJECT = 'vc.credentialSubject'

/** @throws {FormatError} `format.claims` */
export function readPass(vc: CborMap): PassPayload {
  const contexts = vc.get('@context')
  if (!isTextArray(contexts) || contexts[0] !== FIRST_CONTEXT) {
    refuse('vc.@context does not begin with that of credentials')
  }
  const types = vc.get('type')
  const isPass =
    isTextArray(types) &&
    types.length === TYPES.length &&
    TYPES.every((type, i) => types[i] === type)
  if (!isPass) refuse('vc.type is not that of a pass')
  if (vc.get('version') !== VERSION) refuse('vc.version is none that we know')
  const subject = vc.get('credentialSubject')
  if (!(subject instanceof Map)) return refuse('vc.credentialSubject is not a map')
  const remarks: Remark[] = []
  remarkOnMembers(vc, CREDENTIAL_MEMBERS, 'vc', remarks)
  remarkOnMembers(subject, SUBJECT_MEMBERS, SUBJECT, remarks)
  return readSubject(subject, remarks)
}

function readSubject(subject: CborMap, remarks: Remark[]): PassPayload {
  const givenName = readName(subject, 'givenName', remarks)
  if (givenName === undefined) return refuse('givenName is missing')
  const familyName = readName(subject, 'familyName', remarks)
  const dob = subject.get('dob')
  if (typeof dob !== 'string' || dob.length !== DATE_LENGTH || !isFullDate(dob)) {
    return refuse('dob is missing, or no date')
  }
  return { givenName, ...(familyName !== undefined && { familyName }), dob, remarks }
}

/** Blanks at the ends are dropped; what is nothing else is no name. */
function readName(subject: CborMap, name: string, remarks: Remark[]): string | undefined {
  const value = subject.get(name)
  if (value === undefined && !subject.has(name)) return undefined
  if (typeof value !== 'string') return refuse('a name is not text')
  if (isTooLong(value)) return refuse(`a name is longer than ${MAX_NAME_LENGTH} characters`)
  const text = value.trim()
  if (text.length !== value.length) {
    remarks.push({ code: 'content.untrimmed', field: `${SUBJECT}.${name}` })
  }
  if (text !== '') return text
  remarks.push({ code: 'content.empty-text', field: `${SUBJECT}.${name}` })
  return undefined
}

/** Characters are those of Unicode, of which some take two units of UTF-16. */
function isTooLong(text: string): boolean {
  if (text.length <= MAX_NAME_LENGTH) return false
  return text.length > 2 * MAX_NAME_LENGTH || [...text].length > MAX_NAME_LENGTH
}

function remarkOnMembers(
  map: CborMap,
  known: ReadonlySet<unknown>,
  field: string,
  remarks: Remark[],
): void {
  for (const name of map.keys()) {
    if (!known.has(name)) remarks.push({ code: 'content.extra-field', field })
  }
}

function isTextArray(value: CborValue): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

function refuse(reason: string): never {
  throw new FormatError('format.claims', reason)
}
