/**
 * Conditions of entry rules in words.
 *
 * @module
 */

import { MANY, NONE, toSelector } from 'pratique/messages/policy/en'
import type { Condition, ConditionKind, ConditionValue, Reason } from 'pratique/policy'
import { createTerminology } from 'pratique/terminology'
import type { MessageValues, Writer } from './writer.ts'

/** A condition that was not met, in words. */
export interface ConditionWords {
  readonly sentence: string
  readonly action?: string
}

/** How a condition is told. */
export interface ConditionOptions {
  readonly writer: Writer
  readonly timeZone: string
  /** Whether what the certificate states may be told. */
  readonly showPerson: boolean
}

/** Lists that are longer are not read: only their number is named. */
const MAX_LISTED = 6

/** The kinds whose dates are those of the rule, at midnight UTC. */
const DAY_KINDS: readonly ConditionKind[] = ['event-before', 'event-after']

/** Says why a rule was not met. Total: where a value is missing, what can be said without it. */
export function tellReason(
  { condition }: Pick<Reason, 'condition'>,
  { writer, timeZone, showPerson }: ConditionOptions,
): ConditionWords {
  if (isUnknown(condition)) return { sentence: writer.messages.report.results.failed }
  const message = writer.messages.conditions[condition.kind]
  const of = (text: string, values: MessageValues) => writer.fill(text, values)
  const values = { ...toValues(condition, condition.values, writer, timeZone) }
  const all = { ...values, ...toValues(condition, condition.stated, writer, timeZone) }
  const full = showPerson && !isEmptyList(condition) ? of(message.full, all) : undefined
  const plain = isEmptyList(condition) ? undefined : of(message.plain, values)
  const action = full === undefined ? (message.plainAction ?? message.action) : message.action
  const told = action === undefined ? undefined : of(action, full === undefined ? values : all)
  return {
    sentence: full ?? plain ?? tellOther(condition, writer),
    ...(told !== undefined && { action: told }),
  }
}

/** What is excluded names nothing that would be accepted, and no sentence fits it. */
function isEmptyList({ values: { accepted } }: Condition): boolean {
  return Array.isArray(accepted) && accepted.length === 0
}

/** Where not even a path is known, that it is not met is all that can be said. */
function isUnknown({ kind, values: { path } }: Condition): boolean {
  return kind === 'other' && (path === undefined || path === '')
}

function tellOther({ kind }: Condition, writer: Writer): string {
  const values = { path: kind, operation: '≠' }
  return writer.fill(writer.messages.conditions.other.full, values) ?? kind
}

function toValues(
  { kind }: Condition,
  values: Condition['values'],
  writer: Writer,
  timeZone: string,
): MessageValues {
  const said: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(values)) {
    said[name] = typeof value === 'number' ? value : write(name, value, { kind, writer, timeZone })
  }
  return said
}

interface Place {
  readonly kind: ConditionKind
  readonly writer: Writer
  readonly timeZone: string
}

function write(name: string, value: Exclude<ConditionValue, number>, place: Place): string {
  const { writer } = place
  if (typeof value !== 'string') return writeList(name, value, place)
  switch (name) {
    case 'event':
    case 'unit':
    case 'list':
    case 'kind':
      return toSelector(value)
    case 'date':
    case 'from':
    case 'until':
    case 'ruleDate':
      return writer.isolate(writeDate(name, value, place))
    case 'field':
    case 'disease':
      return value === '' ? NONE : writer.isolate(wordOf(name, value, place))
    default:
      return writer.isolate(wordOf(name, value, place))
  }
}

function writeDate(name: string, value: string, { kind, writer, timeZone }: Place): string {
  if (name === 'date') return writer.date(value, timeZone)
  if (name === 'ruleDate' && DAY_KINDS.includes(kind)) return writer.day(value)
  return writer.instant(value, timeZone, name === 'until' || kind === 'no-longer')
}

function writeList(name: string, values: readonly string[], place: Place): string {
  if (values.length > MAX_LISTED) return MANY
  const { writer, kind } = place
  const words = values.map((value) => wordOf(name, value, place))
  const isAll = kind === 'serogroups'
  return writer.isolate(isAll ? writer.and(words) : writer.or(words))
}

/** A coded value in words; several that a certificate leaves open stand with commas. */
function wordOf(name: string, value: string, place: Place): string {
  if (value.includes(', ')) {
    return place.writer.or(value.split(', ').map((each) => wordOf(name, each, place)))
  }
  const { words } = place.writer.messages
  const asked = name === 'accepted' ? ACCEPTED[place.kind] : name
  switch (asked) {
    case 'product':
      return nameOfProduct(value)
    case 'country':
    case 'destination':
      return place.writer.region(value)
    case 'vaccineType':
      return lookUp(words.vaccineTypes, value)
    case 'class':
      return lookUp(words.testClasses, value)
    case 'result':
      return lookUp(words.testResults, value)
    case 'disease':
      return lookUp(words.diseases, value)
    case 'needed':
    case 'level':
      return lookUp(words.evidence, value)
    case 'field':
    case 'path':
      return lookUp(words.fields, value)
    case 'kinds':
      return lookUp(words.factKinds, value)
    default:
      return value
  }
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

/** The word for a code, or the code. */
export function lookUp(words: Readonly<Record<string, string>>, code: string): string {
  return (Object.hasOwn(words, code) ? words[code] : undefined) ?? code
}

let products: ReadonlyMap<string, { readonly name: string }> | undefined

/** Names of products are the same in all languages. */
function nameOfProduct(id: string): string {
  products ??= createTerminology().products
  return products.get(id)?.name ?? id
}
