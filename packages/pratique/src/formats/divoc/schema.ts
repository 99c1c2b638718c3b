/**
 * The closed shape of a DIVOC certificate: which members there may be, and what each must be.
 *
 * What a context does not map is not signed, and what is an array, `null` or an object where a value
 * belongs can mean several things to one signature. So nothing is here that no issuer writes.
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { isJsonObject } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'

/** What a member may be: a text, a text or a number, or an object of members. */
export type Shape = 'text' | 'scalar' | Members

export type Members = ReadonlyMap<string, Shape>

/** Longest text of a member. Pictures of seals are text, too. */
const MAX_TEXT_LENGTH = 16 * 1024

/** Half of a pair: it has no UTF-8, so that many of them would be signed as one. */
const LONE_SURROGATE = /\p{Surrogate}/u

const ADDRESS: Members = new Map(
  [
    'streetAddress',
    'streetAddress2',
    'city',
    'district',
    'addressRegion',
    'postalCode',
    'addressCountry',
  ].map((name) => [name, 'scalar'] as const),
)

const PERSON: Members = new Map<string, Shape>([
  ['type', 'text'],
  ['id', 'text'],
  ['refId', 'scalar'],
  ['uhid', 'scalar'],
  ['name', 'text'],
  ['age', 'scalar'],
  ['gender', 'scalar'],
  ['sex', 'scalar'],
  ['nationality', 'scalar'],
  ['address', ADDRESS],
])

const EVIDENCE: Members = new Map<string, Shape>([
  ['id', 'text'],
  ['certificateId', 'scalar'],
  ['feedbackUrl', 'scalar'],
  ['infoUrl', 'scalar'],
  ['batch', 'scalar'],
  ['vaccine', 'scalar'],
  ['manufacturer', 'scalar'],
  ['date', 'text'],
  ['effectiveStart', 'text'],
  ['effectiveUntil', 'text'],
  ['dose', 'scalar'],
  ['totalDoses', 'scalar'],
  [
    'verifier',
    new Map<string, Shape>([
      ['name', 'scalar'],
      ['sign-image', 'text'],
    ]),
  ],
  [
    'facility',
    new Map<string, Shape>([
      ['name', 'scalar'],
      ['address', ADDRESS],
      ['seal-image', 'text'],
    ]),
  ],
])

/** Of the members of a version, those of a person and of an evidence. */
export interface Version {
  readonly person: Members
  readonly evidence: Members
}

/** Version 1 of the vaccination context, and what version 2 added to it. */
export const VERSIONS: Readonly<Record<1 | 2, Version>> = {
  1: { person: PERSON, evidence: EVIDENCE },
  2: {
    person: new Map([...PERSON, ['dob', 'text']]),
    evidence: new Map([...EVIDENCE, ['icd11Code', 'scalar'], ['prophylaxis', 'scalar']]),
  },
}

/** Members of the certificate itself. */
export const ROOT_MEMBERS: ReadonlySet<string> = new Set([
  '@context',
  'type',
  'issuer',
  'issuanceDate',
  'nonTransferable',
  'credentialSubject',
  'evidence',
  'proof',
])

/**
 * Holds an object against its members. None is required here.
 *
 * @throws {FormatError} `format.document`
 */
export function checkMembers(object: JsonObject, members: Members): void {
  for (const [name, value] of Object.entries(object)) {
    const shape = members.get(name)
    // A name that is not known comes from outside, and is not told.
    if (shape === undefined) throw new FormatError('format.document', 'an unknown member')
    checkValue(value, shape, name)
  }
}

/** @throws {FormatError} `format.document` */
export function checkValue(value: JsonValue, shape: Shape, name: string): void {
  if (typeof shape !== 'string') {
    if (!isJsonObject(value)) throw mistyped(name)
    checkMembers(value, shape)
  } else if (typeof value === 'string') {
    if (value.length > MAX_TEXT_LENGTH || LONE_SURROGATE.test(value)) throw mistyped(name)
  } else if (shape === 'text' || typeof value !== 'number' || !Number.isFinite(value)) {
    throw mistyped(name)
  }
}

function mistyped(name: string): FormatError {
  return new FormatError('format.document', `${name} is not of its type`)
}
