/**
 * Value sets: the codes that rules may ask about, by the name of the set.
 *
 * @module
 */

import { isJsonObject } from '../../json/read.ts'
import type { JsonValue } from '../../json/value.ts'

/** Codes by name of the set, as rules get them in `external.valueSets`. */
export interface ValueSets {
  readonly codes: Readonly<Record<string, readonly string[]>>
  /** `valueSetDate`, where it is stated. */
  readonly dates: Readonly<Record<string, string>>
}

export const NO_VALUE_SETS: ValueSets = { codes: {}, dates: {} }

/**
 * Reads value sets: `{name: [code]}`, or the EU's files `{valueSetId, valueSetDate, valueSetValues}`, one or
 * an array of them. Inactive codes count: a certificate may be older than the set.
 *
 * @returns `undefined` if it is neither
 */
export function readValueSets(value: JsonValue): ValueSets | undefined {
  if (Array.isArray(value)) return joinValueSets(value.map(readValueSets))
  if (!isJsonObject(value)) return undefined
  const { valueSetId: id, valueSetDate: date, valueSetValues: values } = value
  if (typeof id === 'string' && isJsonObject(values)) {
    return {
      codes: { [id]: Object.keys(values) },
      dates: typeof date === 'string' ? { [id]: date } : {},
    }
  }
  // Names are whatever was sent, `__proto__` too: they are never assigned to.
  const codes = new Map<string, readonly string[]>()
  for (const [name, list] of Object.entries(value)) {
    const texts = Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
    // A list of anything else is something else: the EU's gateway has its rules by identifier, in lists.
    if (!Array.isArray(list) || texts.length < list.length) return undefined
    codes.set(name, texts)
  }
  return { codes: Object.fromEntries(codes), dates: {} }
}

/** Puts sets together; of one name the last counts. `undefined` if one of them is none. */
export function joinValueSets(sets: readonly (ValueSets | undefined)[]): ValueSets | undefined {
  const known = sets.filter((set) => set !== undefined)
  if (known.length < sets.length) return undefined
  return {
    codes: Object.fromEntries(known.flatMap(({ codes }) => Object.entries(codes))),
    dates: Object.fromEntries(known.flatMap(({ dates }) => Object.entries(dates))),
  }
}
