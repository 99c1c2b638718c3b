/**
 * Files of entry rules that a bundle is to carry: which kind they are, by what is in them, whatever they are
 * called.
 *
 * @module
 */

import type { CarriedPolicy } from 'pratique/bundle'
import { isJsonObject, type JsonValue } from 'pratique/codecs'
import { findValueSets, isOwnPolicy, POLICY_FORMS } from 'pratique/policy'
import type { Bytes } from 'pratique/verify'
import { decodeText, type Line, readWritten, refuse } from './policy-file.ts'

/** What a file came to. It has no name before somebody gives it one. */
export type RecognisedPolicy = Omit<CarriedPolicy, 'name'>

/** Without a time of day, as the EU writes it. */
const DATE = /^\d{4}-\d{2}-\d{2}$/

/**
 * Recognises a file. Whether its rules can be followed is not looked at.
 *
 * @returns the bytes as they came; those of what stands in lines, as a JSON array of the same texts
 * @throws {UsageError} `usage.policy-file` if it holds no entry rules
 */
export function recognisePolicy(bytes: Bytes): RecognisedPolicy {
  const { value, lines } = readWritten(bytes)
  if (isOwnPolicy(value)) return { kind: 'pratique-policy', bytes }
  if (findValueSets(value)) {
    return { kind: 'eu-value-sets', ...versionOf(value), bytes: lines ? toArray(lines) : bytes }
  }
  if (isArray(value)) {
    requireRules(value, lines)
    return { kind: 'eu-rules', bytes: lines ? toArray(lines) : bytes }
  }
  if (!isRule(value)) refuse(POLICY_FORMS)
  return { kind: 'eu-rules', bytes: toArray([{ number: 1, text: decodeText(bytes).trim() }]) }
}

function requireRules(rules: readonly JsonValue[], lines: readonly Line[] | undefined): void {
  if (rules.length === 0) refuse('it holds no rules')
  const odd = rules.findIndex((rule) => !isRule(rule))
  if (odd < 0) return
  const where = lines ? `line ${lines[odd]?.number}` : `number ${odd + 1} of the array`
  refuse(`${where} is no rule of the EU: ${POLICY_FORMS}`)
}

/** Each keeps its text, so that its numbers stay as they are written. */
function toArray(lines: readonly Line[]): Bytes {
  return new TextEncoder().encode(`[\n${lines.map(({ text }) => text).join(',\n')}\n]\n`)
}

/** Of one set as the EU publishes it, its date is that of this version. */
function versionOf(value: JsonValue): Pick<RecognisedPolicy, 'asOf'> {
  const date = isJsonObject(value) ? value['valueSetDate'] : undefined
  const asOf = typeof date === 'string' ? toSeconds(date) : undefined
  return asOf === undefined ? {} : { asOf }
}

/** @returns `undefined` for what is no day of the calendar */
function toSeconds(day: string): number | undefined {
  if (!DATE.test(day)) return undefined
  const date = new Date(`${day}T00:00:00Z`)
  const isDay = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
  return isDay ? date.getTime() / 1000 : undefined
}

function isRule(value: JsonValue): boolean {
  if (!isJsonObject(value)) return false
  return typeof value['Identifier'] === 'string' && value['Logic'] !== undefined
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
