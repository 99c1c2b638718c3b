/**
 * The texts of the page in the language that is chosen.
 *
 * @module
 */

import { type Compiled, type CompiledText, fillText, isolateAll } from './compiled.ts'
import {
  directionOf,
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

type Texts = Readonly<Record<string, Readonly<Record<string, CompiledText>>>>

let state = $state.raw<{ readonly language: Language; readonly texts: Texts }>({
  language: 'en',
  texts: {},
})

/** Loads a language, and has the page speak it. */
export async function speak(language: Language): Promise<void> {
  state = { language, texts: await LOADERS[language]() }
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
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
