/**
 * Messages as the build leaves them: `build/compiled-messages.ts` makes them with `?compiled`.
 *
 * @module
 */

import type { MessageFormatElement, PluralElement } from '@formatjs/icu-messageformat-parser'
import { directionOf, type Language, LOCALES, type MessageArguments } from './languages.ts'

/** A text that is ready to be read, or one that is filled in. */
export type CompiledText = string | readonly MessageFormatElement[]

/** A structure of texts, compiled. */
export type Compiled<T> = T extends string
  ? CompiledText
  : { readonly [Name in keyof T]: Compiled<T[Name]> }

/** First-strong isolate, and its end (Unicode UAX #9 §2.4). */
const ISOLATE = '\u2068'
const END_ISOLATE = '\u2069'

/** The elements that messages have (`TYPE` of the parser, which is not in the page). */
const LITERAL = 0
const ARGUMENT = 1
const NUMBER = 2
const SELECT = 5
const PLURAL = 6
const POUND = 7

/**
 * Fills a text; `undefined` if it needs a value that is not there, or is of a form that no message of
 * ours has: arguments, `number`, `select`, and `plural` with `#` (ICU MessageFormat).
 */
export function fillText(
  text: CompiledText,
  language: Language,
  values: MessageArguments = {},
): string | undefined {
  if (typeof text === 'string') return text
  const parts = text.map((element) => fillElement(element, language, values))
  return parts.includes(undefined) ? undefined : parts.join('')
}

function fillElement(
  element: MessageFormatElement,
  language: Language,
  values: MessageArguments,
): string | undefined {
  if (element.type === LITERAL) return element.value
  if (element.type === POUND) return writeNumber(Number(values['#']), language)
  const value = values[element.value]
  if (value === undefined) return undefined
  switch (element.type) {
    case ARGUMENT:
      return String(value)
    case NUMBER:
      return writeNumber(Number(value), language)
    case SELECT: {
      const { options } = element
      const branch = Object.hasOwn(options, value) ? options[value] : options['other']
      return branch && fillText(branch.value, language, values)
    }
    case PLURAL:
      return fillPlural(element, Number(value), language, values)
    default:
      return undefined
  }
}

function fillPlural(
  { options, offset, pluralType }: PluralElement,
  count: number,
  language: Language,
  values: MessageArguments,
): string | undefined {
  const rules = new Intl.PluralRules(LOCALES[language], { type: pluralType ?? 'cardinal' })
  const branch = options[`=${count}`] ?? options[rules.select(count - offset)] ?? options['other']
  return branch && fillText(branch.value, language, { ...values, '#': count - offset })
}

function writeNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language]).format(value)
}

/** Keeps the direction of a value to itself, in a language that runs from right to left. */
export function isolate(value: string, language: Language): string {
  return directionOf(language) === 'rtl' ? `${ISOLATE}${value}${END_ISOLATE}` : value
}

/** Isolates what a text shows of its values; what only chooses a branch stays as it is. */
export function isolateAll(
  text: CompiledText,
  language: Language,
  values: MessageArguments,
): MessageArguments {
  if (typeof text === 'string' || directionOf(language) === 'ltr') return values
  const choosing = new Set(text.flatMap(choosingNames))
  const isolated = Object.entries(values).map(([name, value]) => {
    const isShown = typeof value === 'string' && !choosing.has(name)
    return [name, isShown ? isolate(value, language) : value]
  })
  return Object.fromEntries(isolated)
}

function choosingNames(element: MessageFormatElement): readonly string[] {
  if (element.type !== SELECT && element.type !== PLURAL) return []
  const inside = Object.values(element.options).flatMap(({ value }) => value.flatMap(choosingNames))
  return element.type === SELECT ? [element.value, ...inside] : inside
}
