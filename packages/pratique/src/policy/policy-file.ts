/**
 * Files of entry rules: which kind they are is told by what is in them, whatever they are called.
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import { isJsonObject } from '../json/read.ts'
import type { JsonValue } from '../json/value.ts'
import { parsePolicy } from './own/parse-policy.ts'
import { type OwnPolicy, POLICY_TYPE } from './own/policy.ts'
import { type ReadRules, readRules } from './rules/read-rules.ts'
import { readValueSets, type ValueSets } from './rules/value-sets.ts'

/** What a file holds. */
export type PolicyFile =
  | { readonly kind: 'eu-rules'; readonly read: ReadRules }
  | { readonly kind: 'eu-value-sets'; readonly valueSets: ValueSets }
  | { readonly kind: 'pratique-policy'; readonly policy: OwnPolicy }

/** What a file may hold, in words. */
export const POLICY_FORMS =
  'expected rules of the EU (a JSON array, or one rule in each line), value sets, or a policy of Pratique'

/**
 * Reads a file. Rules that are none stand in `dropped`; a policy is read whole or not at all.
 *
 * @param value its JSON
 * @param text what that was parsed from
 * @throws {UsageError} `usage.policy-file` if it holds no entry rules
 */
export function readPolicyFile(value: JsonValue, text: string): PolicyFile {
  if (isOwnPolicy(value)) return { kind: 'pratique-policy', policy: parsePolicy(text) }
  const valueSets = findValueSets(value)
  if (valueSets) return { kind: 'eu-value-sets', valueSets }
  const read = readRules(value)
  if (read.rules.length + read.dropped.length > 0) return { kind: 'eu-rules', read }
  throw new UsageError('usage.policy-file', POLICY_FORMS)
}

/** Whether a file says of itself that it is a policy of Pratique. Whether it is a good one is not looked at. */
export function isOwnPolicy(value: JsonValue): boolean {
  return isJsonObject(value) && value['type'] === POLICY_TYPE
}

/** The value sets in a file, if it holds any. */
export function findValueSets(value: JsonValue): ValueSets | undefined {
  const inside = isJsonObject(value) ? value['valueSets'] : undefined
  const sets = readValueSets(inside ?? value)
  return sets && Object.keys(sets.codes).length > 0 ? sets : undefined
}
