/**
 * Equality of EU DCC payloads, as issuers' notations differ: what is empty is absent, text is
 * trimmed, and date-times are instants.
 *
 * @module
 */

import { CborTag, type CborValue, type JsonValue } from 'pratique/codecs'

const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/

/** Tells whether two payloads say the same. */
export function isSamePayload(a: CborValue, b: CborValue): boolean {
  return canonical(a) === canonical(b)
}

/** JSON as the CBOR that it would be written as. */
export function toCbor(value: JsonValue): CborValue {
  if (Array.isArray(value)) return value.map(toCbor)
  if (typeof value !== 'object' || value === null) return value as Exclude<JsonValue, object>
  return new Map(Object.entries(value).map(([name, member]) => [name, toCbor(member)]))
}

function canonical(given: CborValue): string {
  const value = given instanceof CborTag && given.tag === 0 ? given.value : given
  if (isAbsent(value)) return 'absent'
  if (typeof value === 'string') return JSON.stringify(canonicalText(value.trim()))
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (value instanceof Map) {
    const members = [...value].flatMap(([name, member]) => {
      const text = canonical(member)
      return text === 'absent' ? [] : [`${JSON.stringify(String(name))}:${text}`]
    })
    return `{${members.toSorted().join()}}`
  }
  if (value instanceof Uint8Array) return `h'${Buffer.from(value).toString('hex')}'`
  if (value instanceof CborTag) return `${value.tag}(${canonical(value.value)})`
  return String(value)
}

function isAbsent(value: CborValue): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  )
}

function canonicalText(text: string): string | number {
  if (!DATE_TIME.test(text)) return text
  const instant = parseClock(text)
  return instant === undefined ? text : instant
}

const CLOCK =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?::(\d\d)(\.\d+)?)?\s*(?:([Zz])|([+-])(\d\d):?(\d\d))?$/

/** Seconds since the epoch of a date-time; without a zone it is UTC. `undefined` if it is none. */
export function parseClock(text: string): number | undefined {
  const parts = CLOCK.exec(text.trim())
  if (!parts) return undefined
  const [, date, time, seconds = '00', fraction = '', , sign, hours, minutes] = parts
  const whole = Date.parse(`${date}T${time}:${seconds}Z`) / 1000
  if (Number.isNaN(whole)) return undefined
  const offset = sign ? (Number(hours) * 60 + Number(minutes)) * 60 * (sign === '-' ? -1 : 1) : 0
  return whole + Number(`0${fraction}`) - offset
}
