/**
 * The members of a seal and what each must be (ICAO Doc 9303-13, "VDS-NC": proof of vaccination, proof
 * of testing).
 *
 * What is refused is what leaves the statement without a definite meaning; lengths and patterns are not
 * asked for, because issuers do not keep to them.
 *
 * @module
 */

/** What a seal proves. */
export type SealType = 'vaccination' | 'test'

/** `hdr.t` → what the seal proves. */
export const TYPES: ReadonlyMap<string, SealType> = new Map<string, SealType>([
  ['icao.vacc', 'vaccination'],
  ['icao.test', 'test'],
])

/** `count` takes text of digits too; `ignored` is signed, and neither looked at nor shown. */
export type MemberType = 'text' | 'count' | 'ignored'

export interface Member {
  readonly type: MemberType
  readonly isRequired: boolean
}

export type Members = ReadonlyMap<string, Member>

const REQUIRED: Member = { type: 'text', isRequired: true }
const OPTIONAL: Member = { type: 'text', isRequired: false }
const IGNORED: Member = { type: 'ignored', isRequired: false }

/** Members of `msg` beside its objects and arrays. */
export const MESSAGE: Readonly<Record<SealType, Members>> = {
  vaccination: new Map([
    ['uvci', REQUIRED],
    ['pid', IGNORED],
    ['ve', IGNORED],
  ]),
  test: new Map([
    ['utci', REQUIRED],
    ['pid', IGNORED],
    ['sp', IGNORED],
    ['dat', IGNORED],
    ['tr', IGNORED],
    ['opt', IGNORED],
  ]),
}

/** Members of `pid`: a birth date or the number of a document must be among them. */
export const PERSON: Readonly<Record<SealType, Members>> = {
  vaccination: new Map([
    ['n', REQUIRED],
    ['dob', OPTIONAL],
    ['i', OPTIONAL],
    ['ai', OPTIONAL],
    ['sex', OPTIONAL],
  ]),
  test: new Map([
    ['n', REQUIRED],
    ['dob', OPTIONAL],
    ['dt', OPTIONAL],
    ['dn', OPTIONAL],
  ]),
}

/** The member of `pid` that is the number of the travel document. */
export const DOCUMENT_NUMBER: Readonly<Record<SealType, string>> = { vaccination: 'i', test: 'dn' }

/** Members of `ve[]`, a vaccine. */
export const VACCINE: Members = new Map([
  ['des', REQUIRED],
  ['nam', REQUIRED],
  ['dis', OPTIONAL],
  ['vd', IGNORED],
])

/** Members of `ve[].vd[]`, a dose. Drafts leave `adm` out; without a lot the dose is still one. */
export const DOSE: Members = new Map([
  ['dvc', REQUIRED],
  ['seq', { type: 'count', isRequired: true }],
  ['ctr', REQUIRED],
  ['adm', OPTIONAL],
  ['lot', OPTIONAL],
  ['dvn', OPTIONAL],
])

/** Members of `sp`, who made the test. How to reach them is not shown. */
export const SERVICE_PROVIDER: Members = new Map([
  ['spn', REQUIRED],
  ['ctr', REQUIRED],
  ['cd', IGNORED],
])

/** Members of `dat`: when the sample was taken, and when the report was made. */
export const TIMES: Members = new Map([
  ['sc', REQUIRED],
  ['ri', OPTIONAL],
])

/** Members of `tr`: class, result, and how the sample was taken. */
export const RESULT: Members = new Map([
  ['tc', REQUIRED],
  ['r', REQUIRED],
  ['m', OPTIONAL],
])

/** More vaccines, or doses of one, are no certificate of a person. */
export const MAX_ENTRIES = 100
