/**
 * Files of entry rules, read: which kind they are is told by what is in them, whatever they are called.
 *
 * @module
 */

import { POLICY_LIMITS } from 'pratique/bundle'
import { decodeJson, type JsonValue } from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'
import {
  findValueSets,
  POLICY_FORMS,
  type PolicyFile,
  readPolicyFile as readPolicyValue,
  type ValueSets,
} from 'pratique/policy'
import type { Bytes } from 'pratique/verify'

/**
 * Reads a file. Rules that are none stand in `dropped`; a policy is read whole or not at all.
 *
 * @throws {UsageError} `usage.policy-file` if it holds no entry rules
 */
export function readPolicyFile(bytes: Bytes): PolicyFile {
  return readPolicyValue(readJsonOrLines(bytes), new TextDecoder().decode(bytes))
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

/**
 * Reads JSON, or an array of what stands in each line.
 *
 * @throws {UsageError} `usage.policy-file`
 */
export function readJsonOrLines(bytes: Bytes, expected: string = POLICY_FORMS): JsonValue {
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
export function readWritten(bytes: Bytes, expected: string = POLICY_FORMS): Written {
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
export function decodeText(bytes: Bytes, expected: string = POLICY_FORMS): string {
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
