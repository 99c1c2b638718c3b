/**
 * Reading one CBOR map of a closed form: every member has its one type, and none is left over.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'
import type { CborMap, CborValue } from './value.ts'

type Label = number | string

/** Picks members. Whatever is missing or of another type is refused with `format.cbor`. */
export interface MapReader {
  optional(label: Label): CborValue
  bytes(label: Label): Bytes
  optionalBytes(label: Label): Bytes | undefined
  text(label: Label): string
  optionalText(label: Label): string | undefined
  /** A safe integer. */
  number(label: Label): number
  optionalNumber(label: Label): number | undefined
  boolean(label: Label): boolean
  oneOf<T extends string>(label: Label, values: readonly T[]): T
  optionalOneOf<T extends string>(label: Label, values: readonly T[]): T | undefined
  requireOneOf<T extends string>(value: CborValue, values: readonly T[]): T
  array<T>(label: Label, read: (value: CborValue) => T): readonly T[]
  optionalArray<T>(label: Label, read: (value: CborValue) => T): readonly T[] | undefined
  refuse(): never
  /** Refuses members that nobody asked for. */
  finish(): void
}

/**
 * @param what it is, for the message
 * @throws {FormatError} `format.cbor` if it is no map
 */
export function createMapReader(value: CborValue, what: string): MapReader {
  const map = value instanceof Map ? (value as CborMap) : refuseMap(what)
  let found = 0
  const refuse = () => refuseMap(what)
  const optional = (label: Label): CborValue => {
    const member = map.get(label)
    if (member !== undefined) found++
    return member
  }
  const given = <T>(member: T | undefined): T => (member === undefined ? refuse() : member)
  const optionalBytes = (label: Label) => {
    const member = optional(label)
    return member === undefined || member instanceof Uint8Array ? member : refuse()
  }
  const optionalText = (label: Label) => {
    const member = optional(label)
    return member === undefined || typeof member === 'string' ? member : refuse()
  }
  const optionalNumber = (label: Label) => {
    const member = optional(label)
    if (member === undefined || Number.isSafeInteger(member)) return member as number | undefined
    return refuse()
  }
  const requireOneOf = <T extends string>(member: CborValue, values: readonly T[]): T =>
    values.find((each) => each === member) ?? refuse()
  const optionalOneOf = <T extends string>(label: Label, values: readonly T[]) => {
    const member = optional(label)
    return member === undefined ? undefined : requireOneOf(member, values)
  }
  const optionalArray = <T>(label: Label, read: (item: CborValue) => T) => {
    const member = optional(label)
    if (member === undefined) return undefined
    return Array.isArray(member) ? member.map(read) : refuse()
  }
  return {
    optional,
    optionalBytes,
    bytes: (label) => given(optionalBytes(label)),
    optionalText,
    text: (label) => given(optionalText(label)),
    optionalNumber,
    number: (label) => given(optionalNumber(label)),
    boolean(label) {
      const member = optional(label)
      return typeof member === 'boolean' ? member : refuse()
    },
    optionalOneOf,
    oneOf: (label, values) => given(optionalOneOf(label, values)),
    requireOneOf,
    optionalArray,
    array: (label, read) => given(optionalArray(label, read)),
    refuse,
    finish() {
      if (found !== map.size) refuse()
    },
  }
}

/** Reads an array of texts. */
export function texts(value: CborValue, { refuse }: Pick<MapReader, 'refuse'>): readonly string[] {
  if (!Array.isArray(value)) return refuse()
  return value.map((each: CborValue) => (typeof each === 'string' ? each : refuse()))
}

function refuseMap(what: string): never {
  throw new FormatError('format.cbor', `${what} is not as it must be`)
}
