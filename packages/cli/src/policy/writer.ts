/**
 * What a language makes of the values in messages: dates, countries, lists and words.
 *
 * @module
 */

import { IntlMessageFormat } from 'intl-messageformat'
import type { PolicyLanguage, PolicyMessages } from 'pratique/messages/policy/en'
import { visible } from '../output/visible.ts'
import { loadMessages } from './languages.ts'

/** What fills a message: numbers as numbers, everything else ready to be read. */
export type MessageValues = Readonly<Record<string, string | number>>

/** Writes in one language. */
export interface Writer {
  readonly messages: PolicyMessages
  /** Between a heading and what it is about, with the blank that belongs to it. */
  readonly colon: string
  /** Fills a message; `undefined` if it needs a value that is not there. */
  readonly fill: (text: string, values: MessageValues) => string | undefined
  /** Makes a text from outside safe to look at, and keeps its direction to itself. */
  readonly isolate: (text: string) => string
  /** A country by its name. */
  readonly region: (code: string) => string
  readonly or: (words: readonly string[]) => string
  readonly and: (words: readonly string[]) => string
  /** An instant, in a time zone. `isEnd`: it is the last moment of something. */
  readonly instant: (time: string, zone: string, isEnd?: boolean) => string
  /** A date as certificates state it: a year, a month, a day, an instant, or two with a stroke between. */
  readonly date: (text: string, zone: string) => string
  /** The day of an instant in UTC. */
  readonly day: (time: string) => string
}

/** Of the locales of a language, the one that writes dates as the rest of this program does. */
const LOCALES: Readonly<Record<PolicyLanguage, string>> = {
  en: 'en-GB',
  fr: 'fr',
  es: 'es',
  ar: 'ar',
  ru: 'ru',
  zh: 'zh',
}

const COLONS: Readonly<Partial<Record<PolicyLanguage, string>>> = { fr: '\u00a0: ', zh: '：' }

/** First-strong isolate, and its end (Unicode UAX #9 §2.4). */
const ISOLATE = '\u2068'
const END_ISOLATE = '\u2069'

const MAX_LENGTH = 600

/** Makes the writer of a language. */
export async function createWriter(language: PolicyLanguage): Promise<Writer> {
  const messages = await loadMessages(language)
  const locale = LOCALES[language]
  const isRightToLeft = messages.direction === 'rtl'
  const isolate = (text: string) => {
    const shown = visible(text, MAX_LENGTH)
    return isRightToLeft ? `${ISOLATE}${shown}${END_ISOLATE}` : shown
  }
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' })
  const list = (type: 'disjunction' | 'conjunction') => {
    const format = new Intl.ListFormat(locale, { type })
    return (words: readonly string[]) => format.format(words)
  }
  return {
    messages,
    colon: COLONS[language] ?? ': ',
    fill: (text, values) => fill(text, locale, values),
    isolate,
    region: (code) => (/^[A-Za-z]{2}$/.test(code) ? (names.of(code.toUpperCase()) ?? code) : code),
    or: list('disjunction'),
    and: list('conjunction'),
    ...createDates(locale),
  }
}

function fill(text: string, locale: string, values: MessageValues): string | undefined {
  try {
    const said = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).format(values)
    return typeof said === 'string' ? said : undefined
  } catch {
    // A value is missing: what is said without it is said elsewhere.
    return undefined
  }
}

const RANGE = /^([^/]+)\/([^/]+)$/
const YEAR = /^\d{4}$/
const MONTH = /^\d{4}-\d{2}$/
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Dates alone, where nothing more is said: at midnight, or a second before it. */
function createDates(locale: string): Pick<Writer, 'instant' | 'date' | 'day'> {
  const write = (ms: number, zone: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { calendar: 'gregory', timeZone: zone, ...options }).format(ms)

  function instant(time: string, zone: string, isEnd = false): string {
    const ms = Date.parse(time)
    if (Number.isNaN(ms)) return time
    const clock = clockAt(ms, zone)
    if (clock === (isEnd ? '23:59:59' : '00:00:00')) return write(ms, zone, { dateStyle: 'long' })
    const timeStyle = clock.endsWith(':00') ? 'short' : 'medium'
    return write(ms, zone, { dateStyle: 'long', timeStyle })
  }

  function date(text: string, zone: string): string {
    const [, first, last] = RANGE.exec(text) ?? []
    if (first !== undefined && last !== undefined)
      return `${date(first, zone)} – ${date(last, zone)}`
    if (YEAR.test(text)) return text
    if (MONTH.test(text)) {
      return write(Date.parse(text), 'UTC', { year: 'numeric', month: 'long' })
    }
    return DAY.test(text) ? day(text) : instant(text, zone)
  }

  function day(time: string): string {
    const ms = Date.parse(time)
    return Number.isNaN(ms) ? time : write(ms, 'UTC', { dateStyle: 'long' })
  }

  return { instant, date, day }
}

/** What a clock there shows, as `hh:mm:ss`. */
function clockAt(ms: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(ms)
}
