/**
 * Reading of machine-readable zones of passports and identity cards (ICAO Doc 9303-3 §4; -4, -5 and -6
 * §4.2.2).
 *
 * @module
 */

import { isFullDate, readPartialDate } from '../dates.ts'
import type { PartialDate } from '../health-certificate.ts'
import type { Mrz, RefusedMrz } from './fields.ts'
import { checkDigit, type Place } from './layout.ts'
import {
  ALL,
  type Alphabet,
  DIGIT,
  DIGIT_OR_FILLER,
  expectForm,
  fault,
  LETTERS,
  noteCheckDigit,
  openZone,
  refuse,
  take,
  takeCheckDigit,
  textAt,
  trimFillers,
  type Zone,
} from './zone.ts'

/** A zone, or all that is wrong with it. */
export type ReadMrz = { readonly kind: 'read'; readonly mrz: Mrz } | RefusedMrz

export interface ReadMrzOptions {
  /** The year of reading, four digits: nobody is born after it, and documents expire within 50 years of it. */
  readonly year: number
}

const ANY_LENGTH = '3 lines of 30 characters, 2 of 36 or 2 of 44'

/**
 * Reads a machine-readable zone of a passport (TD3) or card (TD1, TD2), with every check digit.
 *
 * Blanks and breaks of lines count for nothing, and small letters for capitals. All else is strict:
 * a zone with any fault is refused, and all faults are named at once. Visas are not read.
 */
export function readMrz(text: string, { year }: ReadMrzOptions): ReadMrz {
  const zone = openZone(text)
  if (zone === undefined) {
    return refuse([fault('zone', [1, 1, 1], { problem: 'length', expected: ANY_LENGTH })])
  }
  const { fields } = zone.layout
  const documentCode = takeDocumentCode(zone)
  const issuingState = takeState(zone, 'issuingState')
  const nationality = takeState(zone, 'nationality')
  const name = takeName(zone)
  const number = takeDocumentNumber(zone)
  const birth = takeDate(zone, 'birthDate', DIGIT_OR_FILLER)
  const expiry = takeDate(zone, 'expiryDate', DIGIT)
  const birthDate = birth && readBirthDate(zone, birth, year)
  const expiryDate = expiry && readExpiryDate(zone, expiry, year)
  const sex = take(zone, 'sex', fields.sex, [/[FM<]/, 'F, M or <'])
  const optionalData2 = zone.layout.optionalData2
    ? take(zone, 'optionalData2', zone.layout.optionalData2, ALL)
    : undefined
  checkComposite(zone)
  const [first, ...others] = zone.faults
  if (first) return refuse([first, ...others])
  const { kind } = zone
  const mrz: Mrz = {
    ...{ kind, documentCode, issuingState, ...number, nationality, ...name },
    ...(birthDate === undefined ? {} : { birthDate }),
    sex: sex === 'F' || sex === 'M' ? sex : 'unspecified',
    expiryDate: expiryDate ?? '',
    ...(optionalData2 === undefined ? {} : { optionalData2: trimFillers(optionalData2) }),
  }
  return { kind: 'read', mrz }
}

/** Doc 9303-4 §4.2.2.1 and -5 §4.2.2.1, note k. */
function takeDocumentCode(zone: Zone): string {
  const text = take(zone, 'documentCode', zone.layout.fields.documentCode, LETTERS)
  const isPassport = zone.kind === 'TD3'
  expectForm(zone, 'documentCode', {
    isRight: isPassport ? text.startsWith('P') : /^(?:[CI][A-UW-Z<]|A[A-HJ-UW-Z<])$/.test(text),
    expected: isPassport
      ? 'P and a letter or <: a passport'
      : 'A, C or I and a letter but V, or <: a card',
  })
  return trimFillers(text)
}

/** Doc 9303-3 §5. */
function takeState(zone: Zone, field: 'issuingState' | 'nationality'): string {
  const text = take(zone, field, zone.layout.fields[field], LETTERS)
  const isRight = /^(?:[A-Z]{3}|D<<)$/.test(text)
  expectForm(zone, field, { isRight, expected: 'a code of three letters, or D<<' })
  return trimFillers(text)
}

/** Doc 9303-3 §4.6. */
function takeName(zone: Zone): Pick<Mrz, 'familyName' | 'givenNames' | 'readable' | 'mayBeCut'> {
  const text = take(zone, 'name', zone.layout.fields.name, LETTERS)
  const form = /^([A-Z]+(?:<[A-Z]+)*)(?:<<([A-Z]+(?:<[A-Z]+)*))?<*$/.exec(text)
  const expected = 'family name, << and given names, with one < between components'
  expectForm(zone, 'name', { isRight: form !== null, expected })
  const [, familyName = '', givenNames = ''] = form ?? []
  const readable = {
    familyName: familyName.replaceAll('<', ' '),
    givenNames: givenNames.replaceAll('<', ' '),
  }
  return { familyName, givenNames, readable, mayBeCut: !text.endsWith('<') }
}

/** With the optional data beside it, where cards go on with a long number (Doc 9303-5 §4.2.2, note j). */
function takeDocumentNumber(zone: Zone): Pick<Mrz, 'documentNumber' | 'optionalData'> {
  const { fields, optionalDataCheck } = zone.layout
  const main = take(zone, 'documentNumber', fields.documentNumber, ALL)
  const optional = take(zone, 'optionalData', fields.optionalData, ALL)
  const isCard = zone.kind !== 'TD3'
  if (optionalDataCheck) checkOptional(zone, optional, optionalDataCheck)
  const isLong = isCard && textAt(zone, fields.documentNumberCheck) === '<'
  const isRight = /^[A-Z0-9]/.test(main)
  expectForm(zone, 'documentNumber', { isRight, expected: 'a number that begins at the left' })
  if (isLong) return takeLongNumber(zone, main, optional)
  takeCheckDigit(zone, 'documentNumberCheck', main)
  return { documentNumber: trimFillers(main), optionalData: trimFillers(optional) }
}

/** The rest of the number and its check digit stand before the first `<` of the optional data. */
function takeLongNumber(
  zone: Zone,
  main: string,
  optional: string,
): Pick<Mrz, 'documentNumber' | 'optionalData'> {
  const [, rest = '', digit = '', others = ''] = /^([A-Z0-9]+)([0-9])<(.*)$/.exec(optional) ?? []
  const documentNumber = main + rest
  const isRight = rest !== ''
  const expected = 'the rest of the number, its check digit and <, as < stands for its check digit'
  expectForm(zone, 'optionalData', { isRight, expected })
  if (isRight && digit !== checkDigit(documentNumber)) {
    const [line, from] = zone.layout.fields.optionalData
    const place: Place = [line, from + rest.length, 1]
    noteCheckDigit(zone, 'documentNumberCheck', place, documentNumber)
  }
  return { documentNumber, optionalData: trimFillers(others) }
}

/** Doc 9303-4 §4.2.2.2: of no data, it may be `<`. */
function checkOptional(zone: Zone, optional: string, place: Place): void {
  const digit = take(zone, 'optionalDataCheck', place, DIGIT_OR_FILLER)
  const isEmpty = digit === '<' && trimFillers(optional) === ''
  if (isEmpty || digit === checkDigit(optional) || !DIGIT_OR_FILLER[0].test(digit)) return
  noteCheckDigit(zone, 'optionalDataCheck', place, optional)
}

function takeDate(
  zone: Zone,
  field: 'birthDate' | 'expiryDate',
  alphabet: Alphabet,
): string | undefined {
  const before = zone.faults.length
  const text = take(zone, field, zone.layout.fields[field], alphabet)
  const isSound = zone.faults.length === before
  takeCheckDigit(zone, field === 'birthDate' ? 'birthDateCheck' : 'expiryDateCheck', text)
  return isSound ? text : undefined
}

/** Doc 9303-3 §4.8: what is unknown is filled. `00` is taken for that too, as some states write it. */
function readBirthDate(zone: Zone, text: string, year: number): PartialDate | undefined {
  const [, yy = '', mm = '', dd = ''] = /^(..)(..)(..)$/.exec(text) ?? []
  const expected = 'YYMMDD, with << for what is unknown'
  // The latest year that is not to come.
  const isYearKnown = /^\d\d$/.test(yy)
  const born = isYearKnown ? year - ((((year - Number(yy)) % 100) + 100) % 100) : 2000
  const parts = [String(born).padStart(4, '0'), mm, dd].map((part) => part.replace('<<', 'XX'))
  // A day of an unknown month or year is read, and kept by nobody.
  const known = readPartialDate(mm === '<<' ? (parts[0] ?? '') : parts.join('-'))
  const isRight = (isYearKnown || yy === '<<') && known !== undefined && /^(?:<<|\d\d)$/.test(dd)
  expectForm(zone, 'birthDate', { isRight, expected })
  return isYearKnown ? known?.date : undefined
}

/** In the years from 50 before this one to 49 after. */
function readExpiryDate(zone: Zone, text: string, year: number): PartialDate | undefined {
  const ahead = (((Number(text.slice(0, 2)) - year + 50) % 100) + 100) % 100
  const expires = String(year - 50 + ahead).padStart(4, '0')
  const date = `${expires}-${text.slice(2, 4)}-${text.slice(4)}`
  const isRight = isFullDate(date)
  expectForm(zone, 'expiryDate', { isRight, expected: 'YYMMDD, a day of the calendar' })
  return isRight ? date : undefined
}

function checkComposite(zone: Zone): void {
  const over = zone.layout.composite.map((place) => textAt(zone, place)).join('')
  takeCheckDigit(zone, 'compositeCheck', over)
}
