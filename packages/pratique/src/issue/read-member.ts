/**
 * Reading of single members of an order.
 *
 * @module
 */

import { isJsonObject, stringMember } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import { isCountry } from '../model/countries.ts'
import { toCountry, toThreeLetters } from '../model/country-codes.ts'
import { isFullDate, readInstant, readPartialDate } from '../model/dates.ts'
import type { RawCode } from '../model/health-certificate.ts'
import type { OrderFaultKind } from '../model/order.ts'
import type { Member, MemberType } from './order-members.ts'

/** What a member was read as, or why it could not be. */
export type ReadMember =
  | { readonly value: string | number | RawCode | readonly RawCode[] | undefined }
  | { readonly kind: OrderFaultKind; readonly words: string }

/** Longer is no value of a certificate. */
const MAX_LENGTH = 200
const MAX_CODES = 20
/** More doses of one vaccine were never given. */
const MAX_COUNT = 50

/** Letters, marks, and what stands between names; joiners belong to Persian and to Indic scripts. */
const NAME = /^[\p{L}\p{M}\p{Zs}'’ʼ‘`´.,()/·・\u2010-\u2015-]+$/u
const LETTER = /\p{L}/u
const MRZ_NAME = /^[A-Z]+(?:<{1,2}[A-Z]+)*$/
const NUMBER = /^[A-Z0-9]+$/
const DEVICE = /^\d{1,6}$/
/** Characters that nobody sees, or that turn what follows around. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u
/**
 * What zones have for people without a state, and for nationals of a special kind (ICAO Doc 9303-3 §5,
 * parts B to D).
 */
const SPECIAL_NATIONALITIES: ReadonlySet<string> = new Set(
  'GBD GBN GBO GBP GBS UNA UNK UNO XAA XBA XCC XCE XDC XEC XES XIM XMP XOM XPO XXA XXB XXC XXX'.split(
    ' ',
  ),
)
/** What needs no tidying. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/
const JOINERS = /\u200c|\u200d/g

/** Reads a member that is there. Total. */
export function readMember(value: JsonValue, { type }: Member): ReadMember {
  if (type === 'codes' || type === 'code') return readCodes(value, type)
  if (type === 'count') return readCount(value)
  if (typeof value !== 'string') return { kind: 'type', words: 'a text' }
  if (value.length > MAX_LENGTH) {
    return { kind: 'too-long', words: `at most ${MAX_LENGTH} characters` }
  }
  const isPlain = PLAIN.test(value)
  const text = isPlain ? value : tidy(value)
  if (!isPlain && INVISIBLE.test(text.replace(JOINERS, ''))) {
    return { kind: 'letters', words: 'no control characters' }
  }
  return text === '' && type !== 'partial-date' ? { value: undefined } : readText(text, type)
}

/** One form for equal texts (Unicode NFC), no white space around, one space within. */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Zs}\t\r\n]+/gu, ' ')
    .trim()
}

function readText(text: string, type: MemberType): ReadMember {
  if (typeof type === 'object') {
    return type.includes(text)
      ? { value: text }
      : { kind: 'unknown-word', words: `one of ${type.join(', ')}` }
  }
  switch (type) {
    case 'name':
      return NAME.test(text.replace(JOINERS, '')) && LETTER.test(text)
        ? { value: text }
        : { kind: 'letters', words: 'letters, spaces, hyphens and apostrophes' }
    case 'mrz-name':
      return MRZ_NAME.test(text)
        ? { value: text }
        : { kind: 'letters', words: 'capital letters A to Z, with < between names' }
    case 'number':
      return readPattern(text.toUpperCase().replaceAll(/[ -]/g, ''), NUMBER, 'letters and digits')
    case 'device':
      return DEVICE.test(text)
        ? { value: text }
        : { kind: 'unknown-code', words: 'the number of a test on the EU’s list, digits' }
    case 'country':
      return isCountry(text.toUpperCase())
        ? { value: text.toUpperCase() }
        : { kind: 'unknown-code', words: 'a country, two letters (ISO 3166-1 alpha-2)' }
    case 'nationality':
      return readNationality(text.toUpperCase())
    case 'partial-date':
    case 'date':
      return readDateMember(text, type)
    case 'instant':
      return readInstantMember(text)
    default:
      return { value: text }
  }
}

function readPattern(text: string, pattern: RegExp, words: string): ReadMember {
  return pattern.test(text) ? { value: text } : { kind: 'letters', words }
}

function readNationality(text: string): ReadMember {
  const country = toCountry(text)
  if (SPECIAL_NATIONALITIES.has(text)) return { value: text }
  if (country !== undefined && text.length !== 2) return { value: toThreeLetters(country) }
  return { kind: 'unknown-code', words: 'a nationality, three letters (ISO 3166-1 alpha-3)' }
}

/** An empty birth date is one that nobody knows. */
function readDateMember(text: string, type: 'partial-date' | 'date'): ReadMember {
  if (type === 'date') {
    return isFullDate(text) && text.length === 10
      ? { value: text }
      : { kind: 'not-a-date', words: 'a date of the calendar, YYYY-MM-DD' }
  }
  if (text === '') return { value: '' }
  const read = readPartialDate(text)
  return read && !read.isDateTime
    ? { value: read.date }
    : { kind: 'not-a-date', words: 'YYYY-MM-DD, YYYY-MM, YYYY, or empty if it is not known' }
}

/** Seconds say nothing that a rule asks for: they are left out (DESIGN §11). */
function readInstantMember(text: string): ReadMember {
  const read = readInstant(text)
  const zone = read?.text.endsWith('Z') ? 'Z' : read?.text.slice(-ZONE_LENGTH)
  if (!read || !ZONE.test(zone ?? '')) {
    return { kind: 'not-a-time', words: 'a time with its offset, 2026-11-21T09:30:00+01:00' }
  }
  return { value: `${read.text.slice(0, 16)}:00${zone}` }
}

/** No zone is further from UTC than 14 hours, and FHIR takes none that is (R4, `dateTime`). */
const ZONE = /^(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/
/** As it is read: `+01:00`. */
const ZONE_LENGTH = 6

function readCount(value: JsonValue): ReadMember {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    return { kind: 'type', words: 'a whole number' }
  }
  if (value >= 1 && value <= MAX_COUNT) return { value }
  return { kind: 'out-of-range', words: `a number from 1 to ${MAX_COUNT}` }
}

/** A code as text, as `{ system, code, display }`, or an array of these. */
function readCodes(value: JsonValue, type: 'code' | 'codes'): ReadMember {
  const words = 'a code: a text, or {"system": …, "code": …}'
  const all = Array.isArray(value) ? (value as readonly JsonValue[]) : [value]
  const codes = all.map(readCode)
  if (codes.length === 0 || codes.length > MAX_CODES || codes.includes(undefined)) {
    return { kind: 'type', words }
  }
  const known = codes.filter((code) => code !== undefined)
  if (type === 'codes') return { value: known }
  const [code, ...others] = known
  return others.length > 0 ? { kind: 'type', words } : { value: code }
}

function readCode(value: JsonValue): RawCode | undefined {
  if (typeof value === 'string') return toCode(value)
  if (!isJsonObject(value)) return undefined
  const code = toCode(stringMember(value, 'code') ?? '')
  const [system, display] = [toShown(value, 'system'), toShown(value, 'display')]
  if (!code || system === undefined || display === undefined) return undefined
  return { ...(system !== '' && { system }), ...code, ...(display !== '' && { display }) }
}

/** A member that may stand in a certificate: empty if it is absent, undefined if it must not. */
function toShown(value: JsonObject, name: string): string | undefined {
  const text = tidy(stringMember(value, name) ?? '')
  const isHidden = INVISIBLE.test(text.replace(JOINERS, ''))
  return isHidden || text.length > MAX_LENGTH ? undefined : text
}

function toCode(text: string): RawCode | undefined {
  const code = PLAIN.test(text) ? text : tidy(text)
  return code === '' || code.length > MAX_LENGTH || INVISIBLE.test(code) ? undefined : { code }
}
