/**
 * What the counter and the entry rules say, in a language: loaded with the first result.
 *
 * @module
 */

import type { CounterMessages } from 'pratique/messages/counter/en'
import type { PolicyMessages } from 'pratique/messages/policy/en'
import type { Compiled } from './compiled.ts'
import type { Language } from './languages.ts'

const COUNTERS: Readonly<Record<Language, () => Promise<Compiled<CounterMessages>>>> = {
  en: async () => (await import('pratique/messages/counter/en?compiled')).COUNTER_MESSAGES,
  fr: async () => (await import('pratique/messages/counter/fr?compiled')).COUNTER_MESSAGES,
  es: async () => (await import('pratique/messages/counter/es?compiled')).COUNTER_MESSAGES,
  ar: async () => (await import('pratique/messages/counter/ar?compiled')).COUNTER_MESSAGES,
  ru: async () => (await import('pratique/messages/counter/ru?compiled')).COUNTER_MESSAGES,
  zh: async () => (await import('pratique/messages/counter/zh?compiled')).COUNTER_MESSAGES,
}

const POLICIES: Readonly<Record<Language, () => Promise<Compiled<PolicyMessages>>>> = {
  en: async () => (await import('pratique/messages/policy/en?compiled')).POLICY_MESSAGES,
  fr: async () => (await import('pratique/messages/policy/fr?compiled')).POLICY_MESSAGES,
  es: async () => (await import('pratique/messages/policy/es?compiled')).POLICY_MESSAGES,
  ar: async () => (await import('pratique/messages/policy/ar?compiled')).POLICY_MESSAGES,
  ru: async () => (await import('pratique/messages/policy/ru?compiled')).POLICY_MESSAGES,
  zh: async () => (await import('pratique/messages/policy/zh?compiled')).POLICY_MESSAGES,
}

export function loadCounter(language: Language): Promise<Compiled<CounterMessages>> {
  return COUNTERS[language]()
}

export function loadPolicyMessages(language: Language): Promise<Compiled<PolicyMessages>> {
  return POLICIES[language]()
}
