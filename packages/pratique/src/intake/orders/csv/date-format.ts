/**
 * Dates and times as a laboratory writes them, in a format that it states: nothing is guessed of them.
 *
 * @module
 */

import { isFullDate, readInstant } from '../../../model/dates.ts'

/** A format, ready to read. */
export interface DateFormat {
  readonly hasTime: boolean
  /** Whether the time says its offset itself. */
  readonly hasOffset: boolean
  /** Reads a date, or a time in RFC 3339 with the offset given. `undefined` if it is none. */
  read(text: string, offset: string): string | undefined
}

/** The parts of a format. One letter: one or two digits. `Z`: an offset, `Z`, `+02:00` or `+0200`. */
const PARTS: Readonly<Record<string, { readonly name: string; readonly pattern: string }>> = {
  YYYY: { name: 'year', pattern: '\\d{4}' },
  MM: { name: 'month', pattern: '\\d{2}' },
  M: { name: 'month', pattern: '\\d{1,2}' },
  DD: { name: 'day', pattern: '\\d{2}' },
  D: { name: 'day', pattern: '\\d{1,2}' },
  HH: { name: 'hour', pattern: '\\d{2}' },
  H: { name: 'hour', pattern: '\\d{1,2}' },
  mm: { name: 'minute', pattern: '\\d{2}' },
  ss: { name: 'second', pattern: '\\d{2}' },
  Z: { name: 'zone', pattern: 'Z|[+-]\\d{2}:?\\d{2}' },
}

const TOKEN = /YYYY|MM?|DD?|HH?|mm|ss|Z|[-./: ,T]/y

/** What a format says in full. Parts of a date may be left out from the end: they stay unknown. */
const DATE_PARTS = ['year', 'month', 'day']
const TIME_PARTS = ['hour', 'minute']

/** Reads a format, such as `DD.MM.YYYY HH:mm`. `undefined` if it is none, or may be read in two ways. */
export function readDateFormat(format: string): DateFormat | undefined {
  const names: string[] = []
  let pattern = ''
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < format.length) {
    const { lastIndex } = TOKEN
    const [token] = TOKEN.exec(format) ?? []
    if (token === undefined) return undefined
    const part = Object.hasOwn(PARTS, token) ? PARTS[token] : undefined
    // Parts of one or two digits need something between them and the next.
    const isLoose = /^[MDH]$/.test(token) && /^[A-Za-z]/.test(format.slice(lastIndex + 1))
    if (isLoose || (part && names.includes(part.name))) return undefined
    if (part) names.push(part.name)
    pattern += part ? `(?<${part.name}>${part.pattern})` : token.replace('.', '\\.')
  }
  return isWhole(names) ? toFormat(new RegExp(`^${pattern}$`), names) : undefined
}

function isWhole(names: readonly string[]): boolean {
  const has = (name: string) => names.includes(name)
  const hasTime = has('hour')
  const isDate = DATE_PARTS.every(
    (name, i) => has(name) || DATE_PARTS.slice(i).every((n) => !has(n)),
  )
  if (!has('year') || !isDate) return false
  if (!hasTime) return ['minute', 'second', 'zone'].every((name) => !has(name))
  return has('day') && TIME_PARTS.every(has)
}

function toFormat(pattern: RegExp, names: readonly string[]): DateFormat {
  const hasTime = names.includes('hour')
  return {
    hasTime,
    hasOffset: names.includes('zone'),
    read(text, offset) {
      const parts = pattern.exec(text)?.groups
      if (!parts) return undefined
      const two = (name: string) => parts[name]?.padStart(2, '0')
      const written = DATE_PARTS.flatMap((name) => two(name) ?? [])
      const date = written.join('-')
      const isDate = isFullDate([...written, '01', '01'].slice(0, 3).join('-'))
      if (!isDate || !hasTime) return isDate ? date : undefined
      const time = [two('hour'), two('minute'), two('second') ?? '00'].join(':')
      return readInstant(`${date}T${time}${parts['zone'] ?? offset}`)?.text
    },
  }
}
