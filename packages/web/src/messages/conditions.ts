/**
 * Conditions of entry rules in words: what the rule asks for, and nothing of what a certificate states.
 *
 * @module
 */

import { MANY, NONE, type PolicyMessages, toSelector } from 'pratique/messages/policy/en'
import type { ConditionKind, ConditionValue } from 'pratique/policy'
import type { AnswerCondition } from '../checking/answer.ts'
import { type Compiled, fillText, isolate } from './compiled.ts'
import { writeDate, writeDay, writeInstant } from './dates.ts'
import { type Language, LOCALES, type MessageArguments } from './languages.ts'
import { regionName } from './regions.ts'

/** How conditions are told. */
export interface ConditionTelling {
  readonly language: Language
  readonly messages: Compiled<PolicyMessages>
  readonly timeZone: string
  /** The name of a product, by its id. */
  readonly productName: (id: string) => string
}

export interface ConditionWords {
  readonly sentence: string
  readonly action?: string
}

/** Lists that are longer are not read: only their number is named. */
const MAX_LISTED = 6

/** The kinds whose dates are those of the rule, at midnight UTC. */
const DAY_KINDS: readonly ConditionKind[] = ['event-before', 'event-after']

/** Says what a rule asks for that is not met. Total: at the least, that it is not. */
export function tellCondition(
  { kind, values }: AnswerCondition,
  telling: ConditionTelling,
): ConditionWords {
  const { language, messages } = telling
  const { accepted, path } = values
  const isEmptyList = Array.isArray(accepted) && accepted.length === 0
  const isUnknown = kind === 'other' && (path === undefined || path === '')
  const notMet = fillText(messages.report.results.failed, language) ?? kind
  if (isUnknown || isEmptyList) return { sentence: notMet }
  const message = messages.conditions[kind]
  const words = toWords(kind, values, telling)
  const action = message.plainAction ?? message.action
  const told = action === undefined ? undefined : fillText(action, language, words)
  return {
    sentence: fillText(message.plain, language, words) ?? notMet,
    ...(told !== undefined && { action: told }),
  }
}

function toWords(
  kind: ConditionKind,
  values: AnswerCondition['values'],
  telling: ConditionTelling,
): MessageArguments {
  const said = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' ? value : write(name, value, kind, telling),
  ])
  return Object.fromEntries(said)
}

function write(
  name: string,
  value: Exclude<ConditionValue, number>,
  kind: ConditionKind,
  telling: ConditionTelling,
): string {
  if (typeof value !== 'string') return writeList(name, value, kind, telling)
  switch (name) {
    case 'event':
    case 'unit':
    case 'list':
    case 'kind':
      return toSelector(value)
    case 'field':
    case 'disease':
      return value === '' ? NONE : isolate(wordOf(name, value, kind, telling), telling.language)
    default:
      return isolate(
        writeTime(name, value, kind, telling) ?? wordOf(name, value, kind, telling),
        telling.language,
      )
  }
}

function writeTime(
  name: string,
  value: string,
  kind: ConditionKind,
  { language, timeZone: zone }: ConditionTelling,
): string | undefined {
  switch (name) {
    case 'date':
      return writeDate(value, language, zone)
    case 'ruleDate':
      return DAY_KINDS.includes(kind)
        ? writeDay(value, language)
        : writeInstant(value, language, { zone, isEnd: kind === 'no-longer' })
    case 'from':
    case 'until':
      return writeInstant(value, language, { zone, isEnd: name === 'until' })
    default:
      return undefined
  }
}

function writeList(
  name: string,
  values: readonly string[],
  kind: ConditionKind,
  telling: ConditionTelling,
): string {
  if (values.length > MAX_LISTED) return MANY
  const words = values.map((value) => wordOf(name, value, kind, telling))
  const type = kind === 'serogroups' ? 'conjunction' : 'disjunction'
  const list = new Intl.ListFormat(LOCALES[telling.language], { type }).format(words)
  return isolate(list, telling.language)
}

/** What is accepted, by the kind of condition, is told as what is stated. */
const ACCEPTED: Readonly<Partial<Record<ConditionKind, string>>> = {
  product: 'product',
  'vaccine-type': 'vaccineType',
  'test-class': 'class',
  'test-result': 'result',
  disease: 'disease',
  'issuing-country': 'country',
}

const WORDS: Readonly<Record<string, keyof PolicyMessages['words']>> = {
  vaccineType: 'vaccineTypes',
  class: 'testClasses',
  result: 'testResults',
  disease: 'diseases',
  needed: 'evidence',
  level: 'evidence',
  field: 'fields',
  path: 'fields',
  kinds: 'factKinds',
}

function wordOf(
  name: string,
  value: string,
  kind: ConditionKind,
  { language, messages, productName }: ConditionTelling,
): string {
  const asked = (name === 'accepted' ? ACCEPTED[kind] : name) ?? name
  if (asked === 'product') return productName(value)
  if (asked === 'country' || asked === 'destination') return regionName(value, language)
  const group = WORDS[asked]
  return group === undefined ? value : lookUp(messages.words[group], value)
}

/** The word for a code, or the code. */
export function lookUp(words: Readonly<Record<string, unknown>>, code: string): string {
  const word = Object.hasOwn(words, code) ? words[code] : undefined
  return typeof word === 'string' ? word : code
}
