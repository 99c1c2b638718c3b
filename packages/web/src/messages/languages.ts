/**
 * The languages of the page, and what a language has to say.
 *
 * @module
 */

import type { EN } from './en.ts'

/** The languages of the United Nations (BCP 47). */
export const LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const

export type Language = (typeof LANGUAGES)[number]

/** Each in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
  ru: 'Русский',
  zh: '中文',
}

/** Of the locales of a language, the one that writes dates as the rest of Pratique does. */
export const LOCALES: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  fr: 'fr',
  es: 'es',
  ar: 'ar',
  ru: 'ru',
  zh: 'zh',
}

/** Every text of every section. */
export type Messages = {
  readonly [Section in keyof typeof EN]: Readonly<Record<keyof (typeof EN)[Section], string>>
}

/** The sections of the first screens: what is painted first waits for no other. */
export type FirstMessages = Pick<Messages, 'app' | 'flow'>

/** The name of a text: `section.text`. */
export type MessageName = {
  [Section in keyof Messages]: `${Section}.${keyof Messages[Section] & string}`
}[keyof Messages]

/** Arguments of a text: numbers as numbers, all else ready to be read. */
export type MessageArguments = Readonly<Record<string, string | number>>

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

/** The first of the languages that somebody reads (BCP 47) that the page has; English if it has none. */
export function chooseLanguage(read: readonly string[]): Language {
  for (const tag of read) {
    const [primary = ''] = tag.toLowerCase().split('-')
    const language = LANGUAGES.find((each) => each === primary)
    if (language) return language
  }
  return 'en'
}
