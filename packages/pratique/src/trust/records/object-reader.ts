/**
 * Reading one JSON object of a closed form, noting everything that is wrong with it.
 *
 * @module
 */

import { isJsonObject, member } from '../../json/read.ts'
import type { JsonValue } from '../../json/value.ts'

/** Reads a value, or answers `undefined` if it is not what was expected. */
export type ReadValue<T> = (value: JsonValue) => T | undefined

/** Picks members. Each fault becomes one issue: a path and what was expected, never the value. */
export interface ObjectReader {
  /** @param expected what the value must be, as an issue says it */
  optional<T>(name: string, expected: string, read: ReadValue<T>): T | undefined
  required<T>(name: string, expected: string, read: ReadValue<T>): T | undefined
  /** Reads every item of an array; `undefined` if there is none or one of them is wrong. */
  array<T>(name: string, expected: string, read: ReadValue<T>): readonly T[] | undefined
  /** Notes the members that nobody asked for: they may restrict what we would believe. */
  finish(): void
}

/** @param path where the value stands, such as `records[3]` */
export function createObjectReader(value: JsonValue, path: string, issues: string[]): ObjectReader {
  const object = isJsonObject(value) ? value : {}
  if (object !== value) issues.push(`${path} is no object`)
  const asked = new Set<string>()
  const optional: ObjectReader['optional'] = (name, expected, read) => {
    asked.add(name)
    const given = member(object, name)
    const result = given === undefined ? undefined : read(given)
    if (given !== undefined && result === undefined) {
      issues.push(`${path}.${name} is not ${expected}`)
    }
    return result
  }
  return {
    optional,
    required(name, expected, read) {
      if (member(object, name) === undefined) issues.push(`${path}.${name} is missing`)
      return optional(name, expected, read)
    },
    array: (name, expected, read) =>
      optional(name, `a list of ${expected}`, (given) => readArray(given, read)),
    finish() {
      const others = Object.keys(object).filter((name) => !asked.has(name))
      if (others.length > 0) issues.push(`${path} has ${others.length} members that are not known`)
    },
  }
}

function readArray<T>(value: JsonValue, read: ReadValue<T>): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined
  const items: T[] = []
  for (const item of value) {
    const result = read(item)
    if (result === undefined) return undefined
    items.push(result)
  }
  return items
}

/** Takes one of some texts. */
export function oneOf<T extends string>(values: readonly T[]): (value: JsonValue) => T | undefined {
  return (value) => values.find((each) => each === value)
}

/** Takes anything. */
export function given(value: JsonValue): JsonValue {
  return value
}

export function text(value: JsonValue): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function number(value: JsonValue): number | undefined {
  return typeof value === 'number' ? value : undefined
}

export function boolean(value: JsonValue): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}
