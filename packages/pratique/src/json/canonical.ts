/**
 * The JSON Canonicalization Scheme (RFC 8785): the one text of a JSON value, which signatures are made
 * over.
 *
 * What is shown and what was signed must be one value, so that a value without a single spelling is
 * refused and not repaired.
 *
 * @module
 */

import { FormatError } from '../errors.ts'
import { endOfString } from './scan.ts'
import type { JsonObject, JsonValue } from './value.ts'

const QUOTE = 0x22
const MINUS = 0x2d
const DIGIT_0 = 0x30
const DIGIT_9 = 0x39

/** Half of a pair without the other: it has no UTF-8 (RFC 8785 §3.2.2.2). */
const LONE_SURROGATE = /\p{Surrogate}/u

/** A decimal of so many digits is the shortest one of its double, whatever it is (IEEE 754). */
const SAFE_CHARACTERS = 15

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/**
 * Writes a value as JCS does: members in the order of their names' UTF-16 code units (RFC 8785 §3.2.3),
 * numbers as ECMAScript does (§3.2.2.3), no white space. Depth is the parser's to bound.
 *
 * @throws {FormatError} `format.canonical` on a lone surrogate, and on a number that is not finite
 */
export function canonicalizeJson(value: JsonValue): string {
  if (typeof value === 'string') return writeString(value)
  if (typeof value === 'number') return writeNumber(value)
  if (value === null || typeof value === 'boolean') return String(value)
  return isArray(value) ? writeArray(value) : writeObject(value)
}

/**
 * Refuses text with a number that is not exactly what a reader makes of it: its value must be that of
 * the double's shortest decimal, which JCS writes. `1.0` and `1e2` are; `9007199254740993`, `1e400` and
 * `0.1000000000000000055511151231257827` are not. `-0` is 0, as JCS writes it (RFC 8785 appendix B).
 *
 * @param text JSON, as a parser has found
 * @throws {FormatError} `format.canonical`
 */
export function requireExactNumbers(text: string): void {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === QUOTE) {
      i = endOfString(text, i)
    } else if (unit === MINUS || isDigit(unit)) {
      const end = endOfNumber(text, i)
      if (!isExact(text.slice(i, end))) refuse(`a number at ${i} that no double is`)
      i = end - 1
    }
  }
}

function writeArray(elements: readonly JsonValue[]): string {
  let written = ''
  for (const element of elements) {
    written += `${written === '' ? '' : ','}${canonicalizeJson(element)}`
  }
  return `[${written}]`
}

/** Sorting without a comparison is by UTF-16 code units (ECMA-262 §23.1.3.30.2). */
function writeObject(object: JsonObject): string {
  let written = ''
  for (const name of Object.keys(object).sort()) {
    const value = object[name] ?? null
    written += `${written === '' ? '' : ','}${writeString(name)}:${canonicalizeJson(value)}`
  }
  return `{${written}}`
}

function writeNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : refuse('a number past the range of a double')
}

/** `JSON.stringify` escapes what JCS does and as JCS does (RFC 8785 §3.2.2.2), but for lone surrogates. */
function writeString(text: string): string {
  return LONE_SURROGATE.test(text) ? refuse('half of a surrogate pair') : JSON.stringify(text)
}

function isExact(literal: string): boolean {
  const isShort = literal.length <= SAFE_CHARACTERS && !/[eE]/.test(literal)
  if (isShort) return true
  const value = Number(literal)
  return Number.isFinite(value) && toDecimal(literal) === toDecimal(String(value))
}

/** One text for each value: sign, digits without zeros at the ends, and the power of ten behind them. */
function toDecimal(literal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(literal) ?? []
  const written = whole + fraction
  const digits = stripZeros(written)
  if (digits === '') return '0'
  const trailing = written.length - stripEnd(written).length
  return `${sign}${digits}e${Number(exponent) - fraction.length + trailing}`
}

function stripZeros(digits: string): string {
  let first = 0
  while (digits.charCodeAt(first) === DIGIT_0) first++
  return stripEnd(digits.slice(first))
}

function stripEnd(digits: string): string {
  let end = digits.length
  while (digits.charCodeAt(end - 1) === DIGIT_0) end--
  return digits.slice(0, end)
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1
  while (isNumberCharacter(text.charAt(end))) end++
  return end
}

function isNumberCharacter(character: string): boolean {
  return character !== '' && '0123456789+-.eE'.includes(character)
}

function isDigit(unit: number): boolean {
  return unit >= DIGIT_0 && unit <= DIGIT_9
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function refuse(reason: string): never {
  throw new FormatError('format.canonical', reason)
}
