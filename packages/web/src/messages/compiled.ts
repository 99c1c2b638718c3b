/**
 * Messages as the build leaves them: `build/compiled-messages.ts` makes them with `?compiled`.
 *
 * @module
 */

import { type MessageFormatElement, TYPE } from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'
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

/** Fills a text; `undefined` if it needs a value that is not there. */
export function fillText(
  text: CompiledText,
  language: Language,
  values: MessageArguments = {},
): string | undefined {
  if (typeof text === 'string') return text
  try {
    const said = new IntlMessageFormat([...text], LOCALES[language]).format(values)
    return typeof said === 'string' ? said : undefined
  } catch {
    // A value is missing: what is said without it is said elsewhere.
    return undefined
  }
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
  if (element.type !== TYPE.select && element.type !== TYPE.plural) return []
  const inside = Object.values(element.options).flatMap(({ value }) => value.flatMap(choosingNames))
  return element.type === TYPE.select ? [element.value, ...inside] : inside
}
