/**
 * The texts of the page in the language that is chosen.
 *
 * @module
 */

import { type Compiled, type CompiledText, fillText, isolateAll } from './compiled.ts'
import {
  directionOf,
  type FirstMessages,
  type Language,
  type MessageArguments,
  type MessageName,
  type Messages,
} from './languages.ts'

/** Each is a file of its own, which the service worker keeps. */
const LOADERS: Readonly<Record<Language, () => Promise<Compiled<Messages>>>> = {
  en: async () => (await import('./en.ts?compiled')).EN,
  fr: async () => (await import('./fr.ts?compiled')).FR,
  es: async () => (await import('./es.ts?compiled')).ES,
  ar: async () => (await import('./ar.ts?compiled')).AR,
  ru: async () => (await import('./ru.ts?compiled')).RU,
  zh: async () => (await import('./zh.ts?compiled')).ZH,
}

/** The first screens' alone. */
const FIRST_LOADERS: Readonly<Record<Language, () => Promise<Compiled<FirstMessages>>>> = {
  en: async () => (await import('./en/first.ts?compiled')).FIRST,
  fr: async () => (await import('./fr/first.ts?compiled')).FIRST,
  es: async () => (await import('./es/first.ts?compiled')).FIRST,
  ar: async () => (await import('./ar/first.ts?compiled')).FIRST,
  ru: async () => (await import('./ru/first.ts?compiled')).FIRST,
  zh: async () => (await import('./zh/first.ts?compiled')).FIRST,
}

type Texts = Readonly<Record<string, Readonly<Record<string, CompiledText>>>>

let state = $state.raw<{ readonly language: Language; readonly texts: Texts }>({
  language: 'en',
  texts: {},
})
/** Set once the texts of all screens are asked for. */
let whole: Promise<void> | undefined
/** The language that was asked for last: an earlier one may come later. */
let wanted: Language = 'en'

/** Loads a language, and has the page speak it: the first screens, or all if all were asked for. */
export async function speak(language: Language): Promise<void> {
  wanted = language
  const loaders = whole === undefined ? FIRST_LOADERS : LOADERS
  const texts: Texts = await loaders[language]()
  if (wanted !== language) return
  state = { language, texts }
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}

/** Loads the texts of all screens. */
export function speakOfAll(): Promise<void> {
  whole ??= Promise.resolve().then(() => speak(wanted))
  return whole.catch((cause: unknown) => {
    whole = undefined
    throw cause
  })
}

/** Returns a text in the language of the page. */
export function t(name: MessageName, values?: MessageArguments): string {
  const [section = '', text = ''] = name.split('.')
  const { language, texts } = state
  const message = texts[section]?.[text] ?? name
  if (typeof message === 'string') return message
  return fillText(message, language, isolateAll(message, language, values ?? {})) ?? name
}

/** The language of the page. */
export function languageOfPage(): Language {
  return state.language
}
