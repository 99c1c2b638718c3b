/**
 * Reading of rule sets, in the forms in which they are passed on: an array of rules, rules by identifier
 * with their versions (the EU gateway's download), or rules inside rows that say when they were seen.
 *
 * @module
 */

import { toPointerToken } from '../../json/pointer.ts'
import { isJsonObject } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { type EntryRule, hashRule, type RuleFault, readRule } from './rule.ts'

/** A rule that could not be read, and why. */
export interface DroppedRule {
  /** Where it was, as a JSON Pointer. */
  readonly path: string
  readonly identifier?: string
  /** Whose rule it is, as far as that can be told: two capital letters. */
  readonly country?: string
  readonly faults: readonly RuleFault[]
}

export interface ReadRules {
  /** Each content once. */
  readonly rules: readonly EntryRule[]
  readonly dropped: readonly DroppedRule[]
}

/** Rules lie no deeper: a country, an identifier, a list of versions, a row. */
const MAX_DEPTH = 5

/** Reads all rules in a JSON value. Total: what is no rule is said, and nothing is dropped silently. */
export function readRules(value: JsonValue): ReadRules {
  const rules = new Map<string, EntryRule[]>()
  const dropped: DroppedRule[] = []
  for (const { path, object } of findRules(value, '', 0)) {
    if (!object) {
      dropped.push({ path, faults: [{ path: '', message: 'lies deeper than rules do' }] })
      continue
    }
    const { rule, faults } = readRule(object)
    if (rule) {
      addRule(rule, rules)
    } else {
      dropped.push({ path, faults, ...nameOf(object) })
    }
  }
  return { rules: [...rules.values()].flat(), dropped }
}

/** Whose rule it is stands in two places; either will do. */
function nameOf({
  Identifier: identifier,
  Country: country,
}: JsonObject): Pick<DroppedRule, 'identifier' | 'country'> {
  const inName =
    typeof identifier === 'string' ? /^[A-Z]{2}-([A-Z]{2})-/.exec(identifier)?.[1] : undefined
  const stated = typeof country === 'string' && /^[A-Za-z]{2}$/.test(country.trim())
  const own = stated ? country.trim().toUpperCase() : inName
  return {
    ...(typeof identifier === 'string' && { identifier }),
    ...(own !== undefined && { country: own }),
  }
}

/** Only rules that are called alike can be the same: hashing all of them would take longer than the rest. */
function addRule(rule: EntryRule, rules: Map<string, EntryRule[]>): void {
  const name = JSON.stringify([rule.id, rule.version, rule.validFrom, rule.validUntil])
  const known = rules.get(name)
  if (!known) rules.set(name, [rule])
  else if (known.every((each) => hashRule(each) !== hashRule(rule))) known.push(rule)
}

interface FoundRule {
  readonly path: string
  /** Absent: what is there lies too deep to be looked at. */
  readonly object?: JsonObject
}

function* findRules(value: JsonValue, path: string, depth: number): Generator<FoundRule> {
  if (depth > MAX_DEPTH) {
    if (typeof value === 'object' && value !== null) yield { path }
    return
  }
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) {
      yield* findRules(each, `${path}/${index}`, depth + 1)
    }
  } else if (isJsonObject(value)) {
    if (Object.hasOwn(value, 'Identifier') || Object.hasOwn(value, 'Logic')) {
      yield { path, object: value }
      return
    }
    for (const [name, each] of Object.entries(value)) {
      yield* findRules(each, `${path}/${toPointerToken(name)}`, depth + 1)
    }
  }
}
