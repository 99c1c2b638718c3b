/**
 * Files of entry rules, read: which kind they are is told by what is in them, whatever they are called.
 *
 * @module
 */

import { POLICY_LIMITS } from 'pratique/bundle'
import { decodeJson, isJsonObject, type JsonValue } from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'
import {
  type OwnPolicy,
  POLICY_TYPE,
  parsePolicy,
  type ReadRules,
  readRules,
  readValueSets,
  type ValueSets,
} from 'pratique/policy'
import type { Bytes } from 'pratique/verify'

/** What a file holds. */
export type PolicyFile =
  | { readonly kind: 'eu-rules'; readonly read: ReadRules }
  | { readonly kind: 'eu-value-sets'; readonly valueSets: ValueSets }
  | { readonly kind: 'pratique-policy'; readonly policy: OwnPolicy }

export const FORMS =
  'expected rules of the EU (a JSON array, or one rule in each line), value sets, or a policy of Pratique'

/**
 * Reads a file. Rules that are none stand in `dropped`; a policy is read whole or not at all.
 *
 * @throws {UsageError} `usage.policy-file` if it holds no entry rules
 */
export function readPolicyFile(bytes: Bytes): PolicyFile {
  const value = readJsonOrLines(bytes)
  if (isOwnPolicy(value)) {
    return { kind: 'pratique-policy', policy: parsePolicy(new TextDecoder().decode(bytes)) }
  }
  const valueSets = findValueSets(value)
  if (valueSets) return { kind: 'eu-value-sets', valueSets }
  const read = readRules(value)
  if (read.rules.length + read.dropped.length === 0) refuse(FORMS)
  return { kind: 'eu-rules', read }
}

/** Whether a file says of itself that it is a policy of Pratique. Whether it is a good one is not looked at. */
export function isOwnPolicy(value: JsonValue): boolean {
  return isJsonObject(value) && value['type'] === POLICY_TYPE
}

/**
 * Reads value sets: codes by name, the EU's own files, or either as `valueSets` of a larger object.
 *
 * @throws {UsageError} `usage.policy-file`
 */
export function readValueSetFile(bytes: Bytes): ValueSets {
  return (
    findValueSets(readJsonOrLines(bytes, 'expected value sets')) ?? refuse('expected value sets')
  )
}

/** The value sets in a file, if it holds any. */
export function findValueSets(value: JsonValue): ValueSets | undefined {
  const inside = isJsonObject(value) ? value['valueSets'] : undefined
  const sets = readValueSets(inside ?? value)
  return sets && Object.keys(sets.codes).length > 0 ? sets : undefined
}

/**
 * Reads JSON, or an array of what stands in each line.
 *
 * @throws {UsageError} `usage.policy-file`
 */
export function readJsonOrLines(bytes: Bytes, expected: string = FORMS): JsonValue {
  const { value, lines } = readWritten(bytes, expected)
  return lines?.length === 0 ? refuse(expected) : value
}

/** What is written in a file. */
export interface Written {
  /** The JSON, or an array of what stands in each line. */
  readonly value: JsonValue
  /** The lines that are not empty, where it is no JSON as a whole. */
  readonly lines?: readonly Line[]
}

export interface Line {
  /** From 1 on, with those that are empty. */
  readonly number: number
  readonly text: string
}

/**
 * Reads the same, with the text of each line.
 *
 * @throws {UsageError} `usage.policy-file`
 */
export function readWritten(bytes: Bytes, expected: string = FORMS): Written {
  const whole = readJson(bytes)
  if (whole.value !== undefined) return { value: whole.value }
  const lines = decodeText(bytes, expected)
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter(({ text }) => text !== '')
  const value = lines.map(({ number, text }, index) => {
    const line = readJson(new TextEncoder().encode(text))
    if (line.value !== undefined) return line.value
    // Where the first line is no JSON either, what is wrong with the whole says more.
    return refuse(
      index === 0 ? `${whole.fault}: ${expected}` : `line ${number} is no JSON: ${line.fault}`,
    )
  })
  return { value, lines }
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

/** @throws {UsageError} `usage.policy-file` */
export function decodeText(bytes: Bytes, expected: string = FORMS): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse(`it is no UTF-8: ${expected}`)
  }
}

/** @throws {UsageError} `usage.policy-file` */
export function refuse(reason: string): never {
  throw new UsageError('usage.policy-file', reason)
}
