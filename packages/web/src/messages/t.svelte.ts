/**
 * The texts of the page in the language that is chosen.
 *
 * @module
 */

import { IntlMessageFormat } from 'intl-messageformat'
import { EN } from './en.ts'
import type { Language, MessageArguments, MessageName, Messages } from './languages.ts'

const state = $state<{ language: Language; messages: Messages }>({ language: 'en', messages: EN })

/** Returns a text in the language of the page. */
export function t(name: MessageName, values: MessageArguments = {}): string {
  const [section = '', text = ''] = name.split('.')
  const { language, messages } = state
  const sections: Readonly<Record<string, Readonly<Record<string, string>>>> = messages
  const message = sections[section]?.[text] ?? name
  return message.includes('{')
    ? String(new IntlMessageFormat(message, language).format(values))
    : message
}

/** The language of the page. */
export function languageOfPage(): Language {
  return state.language
}
