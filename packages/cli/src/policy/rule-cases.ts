/**
 * Cases of rules of the EU, run: one rule, one certificate, and what it must come to.
 *
 * @module
 */

import { isJsonObject, type JsonObject, type JsonValue } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import { compileExpression, type EntryRule, type Program, readValueSets } from 'pratique/policy'

/** A case that did not come out as expected. */
export interface CaseDifference {
  readonly name: string
  readonly differences: readonly string[]
}

type Result = boolean | 'open'

/**
 * Runs cases: `{rule | ruleId, payload, external, expected}`. `rule` is the rule itself; `ruleId` names one of
 * `rules`, with its version behind an `@` or else its newest. `expected` is true, false or "open".
 *
 * @param sets value sets, or such by the name that `valueSetsRef` of a case has
 * @throws {UsageError} `usage.policy-file` if one is no case
 */
export function runRuleCases(
  rows: readonly JsonValue[],
  rules: readonly EntryRule[],
  sets: readonly JsonValue[],
): { readonly cases: number; readonly failed: readonly CaseDifference[] } {
  const programs = new Map<JsonValue, Program>()
  const failed: CaseDifference[] = []
  for (const [index, row] of rows.entries()) {
    const { name, expected, logic, data } = readCase(row, index, rules, sets)
    const program = programs.get(logic) ?? compileExpression(logic)
    programs.set(logic, program)
    const { value, fault } = { value: undefined, ...program.evaluate(data) }
    const got: Result = fault === undefined && typeof value === 'boolean' ? value : 'open'
    if (got === expected) continue
    failed.push({ name, differences: [`result: expected ${expected}, got ${got}`] })
  }
  return { cases: rows.length, failed }
}

interface RuleCase {
  readonly name: string
  readonly expected: Result
  readonly logic: JsonValue
  readonly data: JsonObject
}

function readCase(
  row: JsonValue,
  index: number,
  rules: readonly EntryRule[],
  sets: readonly JsonValue[],
): RuleCase {
  if (!isJsonObject(row)) refuse(index, 'is no JSON object')
  const { rule, ruleId, payload = null, external = {}, valueSetsRef: name } = row
  const expected = toResult(row['expected'], index)
  const valueSets = { ...findSets(sets, name), ...ownSets(external) }
  const own = isJsonObject(external) ? external : {}
  const data = { payload, external: { ...own, valueSets } }
  const id = typeof ruleId === 'string' ? ruleId : ''
  return { name: nameOf(row, index), expected, logic: findLogic(rule, id, rules, index), data }
}

function toResult(expected: JsonValue | undefined, index: number): Result {
  if (typeof expected === 'boolean') return expected
  if (expected === 'open' || expected === null) return 'open'
  return refuse(index, 'has no "expected": true, false or "open"')
}

function findLogic(
  rule: JsonValue | undefined,
  ruleId: string,
  rules: readonly EntryRule[],
  index: number,
): JsonValue {
  if (isJsonObject(rule) && rule['Logic'] !== undefined) return rule['Logic']
  // Some write the country before it.
  const [id = '', version] = ruleId.slice(ruleId.lastIndexOf('/') + 1).split('@')
  const found = rules
    .filter((each) => each.id === id && (version === undefined || each.version === version))
    .toSorted((a, b) => a.validFrom - b.validFrom)
    .at(-1)
  return found ? found.logic : refuse(index, 'names no rule of the file: set "ruleId" or "rule"')
}

function ownSets(external: JsonValue): JsonObject {
  const sets = isJsonObject(external) ? external['valueSets'] : undefined
  return isJsonObject(sets) ? sets : {}
}

function findSets(sets: readonly JsonValue[], name: JsonValue | undefined): JsonObject {
  const found = new Map<string, JsonValue>()
  for (const each of sets) {
    const chosen = typeof name === 'string' ? (memberOf(each, name) ?? each) : each
    const { codes = {} } = readValueSets(memberOf(chosen, 'valueSets') ?? chosen) ?? {}
    for (const [id, list] of Object.entries(codes)) found.set(id, [...list])
  }
  return Object.fromEntries(found)
}

/** A file of sets may have them by the names of files of sets. */
function memberOf(value: JsonValue, name: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

function nameOf({ name, id }: JsonObject, index: number): string {
  const words = [id, name].filter((each) => typeof each === 'string')
  return words.length > 0 ? words.join(': ') : `case ${index + 1}`
}

function refuse(index: number, reason: string): never {
  throw new UsageError('usage.policy-file', `case ${index + 1} ${reason}`)
}
