/**
 * Reading of JSON by hand-written readers that gather every fault, each with its place.
 *
 * @module
 */

import { toPointerToken } from '../../json/pointer.ts'
import { isJsonObject, member } from '../../json/read.ts'
import type { JsonValue } from '../../json/value.ts'

/** One fault: where, as a JSON Pointer (RFC 6901), and in words. */
export interface PolicyFault {
  readonly path: string
  readonly words: string
  /** `structure`: the JSON Schema refuses it too. `meaning`: no schema can see it. */
  readonly kind: 'structure' | 'meaning'
}

/** A place in the JSON, and the list that faults are added to. */
export interface Place {
  readonly path: string
  readonly faults: PolicyFault[]
}

/** Reads one value. `undefined`: there are faults, and they are listed. */
export type Reader<T> = (value: JsonValue, place: Place) => T | undefined

type Readers<T> = { readonly [K in keyof T]-?: Reader<T[K]> }

/** Lists a fault. */
export function fault(
  place: Place,
  words: string,
  kind: PolicyFault['kind'] = 'structure',
): undefined {
  place.faults.push({ path: place.path, words, kind })
  return undefined
}

/** The place of a member. */
export function inside(place: Place, name: string | number): Place {
  return { path: `${place.path}/${toPointerToken(String(name))}`, faults: place.faults }
}

/** A reader of objects with these members and no others. */
export function object<R extends object, O extends object>(
  required: Readers<R>,
  optional: Readers<O>,
): Reader<R & Partial<O>> {
  const all: Readonly<Record<string, Reader<unknown>>> = { ...optional, ...required }
  return (value, place) => {
    if (!isJsonObject(value)) return fault(place, 'expected an object')
    const before = place.faults.length
    const result: Record<string, unknown> = {}
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(all, name)) fault(inside(place, name), 'is not known here')
    }
    for (const [name, read] of Object.entries(all)) {
      const given = member(value, name)
      if (given !== undefined) result[name] = read(given, inside(place, name))
      else if (Object.hasOwn(required, name)) fault(place, `has no "${name}"`)
    }
    // Each member was read by the reader of its name, which the compiler cannot follow through a loop.
    return place.faults.length === before ? (result as R & Partial<O>) : undefined
  }
}

/** A reader of lists: not empty, and nothing twice. */
export function list<T>(read: Reader<T>, most: number): Reader<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) return fault(place, 'expected a list')
    if (value.length === 0) return fault(place, 'is empty')
    if (value.length > most) return fault(place, `has more than ${most} entries`)
    const before = place.faults.length
    if (new Set(value.map((each) => JSON.stringify(each))).size < value.length) {
      fault(place, 'has an entry twice')
    }
    const entries = value.flatMap((each: JsonValue, index) => {
      const entry = read(each, inside(place, index))
      return entry === undefined ? [] : [entry]
    })
    return place.faults.length === before ? entries : undefined
  }
}

/** A reader of whole numbers within limits. */
export function integer(least: number, most: number): Reader<number> {
  return (value, place) => {
    const isWhole = typeof value === 'number' && Number.isInteger(value)
    if (isWhole && value >= least && value <= most) return value
    return fault(place, `expected a whole number from ${least} to ${most}`)
  }
}

/** A reader of one of several words. */
export function word<T extends string>(words: readonly T[]): Reader<T> {
  return (value, place) =>
    words.find((each) => each === value) ?? fault(place, `expected one of ${words.join(', ')}`)
}

/** A reader of texts of a form. */
export function text(form: RegExp, name: string): Reader<string> {
  return (value, place) =>
    typeof value === 'string' && form.test(value) ? value : fault(place, `expected ${name}`)
}

/** A reader of `true`: what is not so is left out. */
export function onlyTrue(value: JsonValue, place: Place): true | undefined {
  return value === true || fault(place, 'expected true, or nothing')
}

/** A reader of `true` and `false`. */
export function boolean(value: JsonValue, place: Place): boolean | undefined {
  return typeof value === 'boolean' ? value : fault(place, 'expected true or false')
}
