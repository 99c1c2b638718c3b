/**
 * The members of an EU DCC payload and what each must be (DCC JSON schema 1.0.0–1.3.3).
 *
 * Issuers never kept to one edition of the schema, so its patterns, lengths and dose limits are
 * remarks here; what is refused is what leaves the certificate without a definite meaning.
 *
 * @module
 */

/** The groups: vaccination, test, recovery. A certificate holds exactly one (since 1.3.0). */
export type Group = 'v' | 't' | 'r'

export const GROUPS: readonly Group[] = ['v', 't', 'r']

/** How a member is read: `date` takes a date-time too, `code` may be empty. */
export type MemberType = 'text' | 'code' | 'count' | 'date' | 'instant' | 'ignored'

export interface Member {
  readonly type: MemberType
  /** Must be there, and not empty unless it is a code. */
  readonly isRequired: boolean
}

const required = (type: MemberType): Member => ({ type, isRequired: true })
const optional = (type: MemberType): Member => ({ type, isRequired: false })

/** Members of an entry. Codes are not required: generators in use leave them empty. */
export const ENTRY_MEMBERS: Readonly<Record<Group, ReadonlyMap<string, Member>>> = {
  v: new Map([
    ['tg', required('code')],
    ['vp', optional('code')],
    ['mp', optional('code')],
    ['ma', optional('code')],
    ['dn', required('count')],
    ['sd', required('count')],
    ['dt', required('date')],
    ['co', optional('code')],
    ['is', required('text')],
    ['ci', required('text')],
  ]),
  t: new Map([
    ['tg', required('code')],
    ['tt', required('code')],
    ['nm', optional('text')],
    ['ma', optional('code')],
    ['sc', required('instant')],
    // Result time, part of the schema until 1.1.0 and still sent.
    ['dr', optional('ignored')],
    ['tr', optional('code')],
    ['tc', optional('text')],
    ['co', optional('code')],
    ['is', required('text')],
    ['ci', required('text')],
  ]),
  r: new Map([
    ['tg', required('code')],
    ['fr', required('date')],
    ['co', optional('code')],
    ['is', required('text')],
    ['df', required('date')],
    ['du', required('date')],
    ['ci', required('text')],
  ]),
}

/** Parts of `nam`: standing at least one of the transliterated two (since 1.3.2). */
export const NAME_MEMBERS: readonly string[] = ['fn', 'fnt', 'gn', 'gnt']

/** Members of the certificate itself. */
export const ROOT_MEMBERS: ReadonlySet<unknown> = new Set(['ver', 'nam', 'dob', ...GROUPS])

/** Editions of the schema that were published. */
export const VERSIONS: ReadonlySet<string> = new Set([
  '1.0.0',
  '1.0.1',
  '1.1.0',
  '1.2.0',
  '1.2.1',
  '1.3.0',
  '1.3.1',
  '1.3.2',
  '1.3.3',
])

/** Longest text that the schema allows (1.3.x). */
export const MAX_TEXT_LENGTH = 80
