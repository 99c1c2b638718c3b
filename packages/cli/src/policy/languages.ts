/**
 * The languages that answers of entry rules are written in.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { PolicyLanguage, PolicyMessages } from 'pratique/messages/policy/en'

/** Each is loaded when it is asked for. */
const LANGUAGES: Readonly<
  Record<PolicyLanguage, () => Promise<{ readonly POLICY_MESSAGES: PolicyMessages }>>
> = {
  en: () => import('pratique/messages/policy/en'),
  fr: () => import('pratique/messages/policy/fr'),
  es: () => import('pratique/messages/policy/es'),
  ar: () => import('pratique/messages/policy/ar'),
  ru: () => import('pratique/messages/policy/ru'),
  zh: () => import('pratique/messages/policy/zh'),
}

/** As they are told in help and errors. */
export const LANGUAGE_LIST = 'en, fr, es, ar, ru or zh'

/**
 * Parses the value of `--lang`. Default: English.
 *
 * @throws {UsageError} `usage.option`
 */
export function parseLanguage(value: string | undefined): PolicyLanguage {
  if (value === undefined) return 'en'
  const language = value.toLowerCase()
  if (isLanguage(language)) return language
  throw new UsageError('usage.option', `--lang takes one of ${LANGUAGE_LIST}`)
}

/** Loads what a language says of entry rules. */
export async function loadMessages(language: PolicyLanguage): Promise<PolicyMessages> {
  return (await LANGUAGES[language]()).POLICY_MESSAGES
}

function isLanguage(value: string): value is PolicyLanguage {
  return Object.hasOwn(LANGUAGES, value)
}
