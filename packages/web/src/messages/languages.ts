/**
 * The languages of the page, and what a language has to say.
 *
 * @module
 */

import type { EN } from './en.ts'

/** The languages of the United Nations (BCP 47). */
export const LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const

export type Language = (typeof LANGUAGES)[number]

/** Every text of every section. */
export type Messages = {
  readonly [Section in keyof typeof EN]: Readonly<Record<keyof (typeof EN)[Section], string>>
}

/** The name of a text: `section.text`. */
export type MessageName = {
  [Section in keyof Messages]: `${Section}.${keyof Messages[Section] & string}`
}[keyof Messages]

/** Arguments of a text: numbers as numbers, all else ready to be read. */
export type MessageArguments = Readonly<Record<string, string | number>>
