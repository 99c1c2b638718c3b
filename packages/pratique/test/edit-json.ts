/**
 * Edits of JSON, as somebody between the publisher and us could make them.
 *
 * @module
 */

import fc from 'fast-check'
import { isJsonObject } from '../src/json/read.ts'
import type { JsonObject, JsonValue } from '../src/json/value.ts'

type Path = readonly (string | number)[]

/** One place, and what is put there; `undefined`: nothing. */
export interface Edit {
  readonly path: Path
  readonly value: JsonValue | undefined
}

/** Anywhere: removed, replaced, put into an array, made a list of itself, or with a member more. */
export function editOf(list: JsonObject): fc.Arbitrary<Edit> {
  const places = listPlaces(list, [])
  const keywords = ['@context', '@graph', '@included', '@reverse', '@id', '@type', '@nest']
  const names = fc.constantFrom(...keywords, 'id', 'type', 'trustLevel', 'proof', 'code', '')
  const other = fc.constantFrom(...places.map(({ value }) => value))
  const plain = fc.constantFrom<JsonValue>(null, '', ' ', 0, true, [], {}, [null], '#', 'did:a:b')
  const values = fc.oneof(plain, other)
  return fc.constantFrom(...places).chain(({ path, value }) => {
    const put = (changed: JsonValue | undefined): Edit => ({ path, value: changed })
    const common = [
      fc.constant(put(undefined)),
      values.map(put),
      fc.constant(put([value])),
      fc.constant(put({ '@value': value })),
    ]
    if (typeof value === 'string') {
      const texts = fc.constantFrom(
        `${value} `,
        ` ${value}`,
        `${value}#`,
        value.toLowerCase(),
        value,
      )
      return fc.oneof(...common, texts.map(put))
    }
    if (isArray(value)) {
      const shuffled = fc.shuffledSubarray([...value], { minLength: value.length })
      const more = values.map((each) => put([...value, each]))
      return fc.oneof(...common, shuffled.map(put), more)
    }
    if (!isJsonObject(value)) return fc.oneof(...common)
    const more = fc.tuple(names, values).map(([name, each]) => put({ ...value, [name]: each }))
    return fc.oneof(...common, more, more, fc.constant(put(reverseMembers(value))))
  })
}

/** Every place in a value, itself first. */
function listPlaces(
  value: JsonValue,
  path: Path,
): readonly { readonly path: Path; readonly value: JsonValue }[] {
  const own = { path, value }
  if (isArray(value)) {
    return [own, ...value.flatMap((each, at) => listPlaces(each, [...path, at]))]
  }
  if (!isJsonObject(value)) return [own]
  return [
    own,
    ...Object.entries(value).flatMap(([name, each]) => listPlaces(each, [...path, name])),
  ]
}

/** A place that an edit before it took away stays as it is. */
export function applyEdit(value: JsonValue, { path, value: put }: Edit): JsonValue {
  const [step, ...rest] = path
  if (step === undefined) return put ?? null
  const inner = { path: rest, value: put }
  if (isArray(value)) {
    return value.flatMap((each, at) => {
      if (at !== step) return [each]
      return rest.length === 0 && put === undefined ? [] : [applyEdit(each, inner)]
    })
  }
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).flatMap(([name, each]): [string, JsonValue][] => {
    if (name !== step) return [[name, each]]
    return rest.length === 0 && put === undefined ? [] : [[name, applyEdit(each, inner)]]
  })
  return Object.fromEntries(entries)
}

export function reverseMembers(value: JsonObject): JsonObject {
  const entries = Object.entries(value).map(([name, each]): [string, JsonValue] => {
    return [name, isJsonObject(each) ? reverseMembers(each) : each]
  })
  return Object.fromEntries(entries.toReversed())
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
