/**
 * Files of entry rules that a user gives: which kind they are, by what is in them, whatever they are called.
 *
 * @module
 */

import { type CarriedPolicy, POLICY_LIMITS } from 'pratique/bundle'
import { decodeJson, isJsonObject, type JsonObject, type JsonValue } from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'

/** What a file came to. It has no name before somebody gives it one. */
export type RecognisedPolicy = Omit<CarriedPolicy, 'name'>

const FORMS =
  'expected rules of the EU (a JSON array, or one rule in each line), value sets, or a policy of Pratique'

const POLICY_TYPE = 'pratique-policy'

/** Without a time of day, as the EU writes it. */
const DATE = /^\d{4}-\d{2}-\d{2}$/

/**
 * Recognises a file. Whether its rules can be followed is not looked at.
 *
 * @returns the bytes as they came; those of rules in lines, as a JSON array of the same texts
 * @throws {UsageError} `usage.argument` if it is none
 */
export function recognisePolicy(bytes: Bytes): RecognisedPolicy {
  const { value, fault } = readJson(bytes)
  if (value === undefined) return fromLines(bytes, fault)
  if (isArray(value)) return fromRules(value, bytes)
  if (!isJsonObject(value)) return refuse(FORMS)
  if (value['type'] === POLICY_TYPE) return { kind: 'pratique-policy', bytes }
  return isRule(value) ? toRules([decodeText(bytes).trim()]) : fromValueSets(value, bytes)
}

function fromRules(rules: readonly JsonValue[], bytes: Bytes): RecognisedPolicy {
  if (rules.length === 0) refuse('it holds no rules')
  const odd = rules.findIndex((rule) => !isRule(rule))
  if (odd >= 0) refuse(`number ${odd + 1} of the array is no rule of the EU: ${FORMS}`)
  return { kind: 'eu-rules', bytes }
}

/** @param fault why the file is no JSON as a whole: told where its first line is none either */
function fromLines(bytes: Bytes, fault: string | undefined): RecognisedPolicy {
  const lines = decodeText(bytes)
    .split('\n')
    .map((line) => line.trim())
  const rules: string[] = []
  for (const [at, line] of lines.entries()) {
    if (line === '') continue
    const { value } = readJson(new TextEncoder().encode(line))
    if (value === undefined && rules.length === 0) refuse(`${fault}: ${FORMS}`)
    if (!isRule(value)) refuse(`line ${at + 1} is no rule of the EU: ${FORMS}`)
    rules.push(line)
  }
  if (rules.length === 0) refuse('it holds no rules')
  return toRules(rules)
}

/** Each rule keeps its text, so that its numbers stay as they are written. */
function toRules(texts: readonly string[]): RecognisedPolicy {
  return { kind: 'eu-rules', bytes: new TextEncoder().encode(`[\n${texts.join(',\n')}\n]\n`) }
}

/** Codes by the name of their set, or one set as the EU publishes it: its date is that of this version. */
function fromValueSets(value: JsonObject, bytes: Bytes): RecognisedPolicy {
  const { valueSetId, valueSetDate, valueSetValues } = value
  if (typeof valueSetId === 'string' && isJsonObject(valueSetValues)) {
    const asOf = typeof valueSetDate === 'string' ? toSeconds(valueSetDate) : undefined
    return { kind: 'eu-value-sets', ...(asOf !== undefined && { asOf }), bytes }
  }
  const sets = Object.values(value)
  if (sets.length === 0 || !sets.every(isTexts)) refuse(FORMS)
  return { kind: 'eu-value-sets', bytes }
}

/** @returns `undefined` for what is no day of the calendar */
function toSeconds(day: string): number | undefined {
  if (!DATE.test(day)) return undefined
  const date = new Date(`${day}T00:00:00Z`)
  const isDay = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
  return isDay ? date.getTime() / 1000 : undefined
}

function isRule(value: JsonValue | undefined): boolean {
  if (!isJsonObject(value)) return false
  return typeof value['Identifier'] === 'string' && value['Logic'] !== undefined
}

function isTexts(value: JsonValue): boolean {
  return isArray(value) && value.every((code) => typeof code === 'string')
}

interface ReadJson {
  readonly value?: JsonValue
  readonly fault?: string
}

function readJson(bytes: Bytes): ReadJson {
  try {
    return { value: decodeJson(bytes, POLICY_LIMITS).value }
  } catch (error) {
    if (error instanceof FormatError) return { fault: error.message }
    throw error
  }
}

function decodeText(bytes: Bytes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse(`it is no UTF-8: ${FORMS}`)
  }
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function refuse(reason: string): never {
  throw new UsageError('usage.argument', reason)
}
