/**
 * Why a rule did not pass: the one condition that decided, with its values.
 *
 * @module
 */

import { isJsonObject } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { toOperation, toPath } from '../certlogic/expression.ts'
import { GROUPS, readPlace, toField } from './fields.ts'
import { type Leaf, sliceExpression } from './slice.ts'
import { type Explained, explainTime } from './time-conditions.ts'
import { type CodeNames, explainValue } from './value-conditions.ts'

/** Conditions that time can meet, then those that say most; a path that leads nowhere says least. */
const TELLING: readonly Explained['kind'][] = [
  'too-recent',
  'in-future',
  'too-young',
  'not-yet',
  'test-result',
  'too-old',
  'no-longer',
  'test-class',
  'series-incomplete',
  'too-few-doses',
  'product',
]

/**
 * Explains why a rule came to `false`, or to nothing.
 *
 * @param data `{ payload, external }` on which it did
 * @param kind of certificate that is not taken, if the rule refuses it whatever it says
 */
export function explainRule(
  logic: JsonValue,
  data: JsonValue,
  names: CodeNames,
  kind: string,
): Explained {
  const leaves = sliceExpression(logic, data)
  const fault = leaves.find(({ isFault }) => isFault)
  if (fault) return { kind: 'not-evaluable', values: { field: missingIn(fault, data) }, stated: {} }
  if (leaves.length === 0) return { kind: 'kind', values: { kind }, stated: {} }
  const own = leaves.filter((leaf) => isOfGroups(leaf, data))
  const explained = (own.length > 0 ? own : leaves).flatMap(
    (leaf) => explainTime(leaf, data) ?? explainValue(leaf, data, names) ?? [],
  )
  const [first] = explained.toSorted((a, b) => rank(a) - rank(b))
  return first ?? other(leaves)
}

function rank({ kind }: Explained): number {
  const index = TELLING.indexOf(kind)
  return index < 0 ? TELLING.length : index
}

/** Whether a condition is about something that the certificate has: rules for all kinds ask about each. */
function isOfGroups({ expression }: Leaf, data: JsonValue): boolean {
  const { payload = null } = toObject(data)
  return pathsOf(expression).every((path) => {
    const place = readPlace(path)
    if (place?.group === undefined || place.member === undefined) return true
    const entries = toObject(payload)[place.group]
    return Array.isArray(entries) && entries.length > 0
  })
}

function toObject(value: JsonValue | undefined): Partial<JsonObject> {
  return isJsonObject(value) ? value : {}
}

function pathsOf(expression: JsonValue): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap(pathsOf)
  const path = toPath(expression)
  if (path !== undefined) return [path]
  return (toOperation(expression)?.operands ?? []).flatMap(pathsOf)
}

/** The first field that the condition asks for and that is not stated; empty: none. */
function missingIn({ expression }: Leaf, data: JsonValue): string {
  const { payload = null } = toObject(data)
  const missing = pathsOf(expression).find((path) => {
    const place = readPlace(path)
    if (!place) return false
    const { group, member } = place
    if (group === undefined) return toObject(payload)[member ?? ''] == null
    if (!Object.hasOwn(GROUPS, group)) return false
    const entries = toObject(payload)[group]
    const [entry = null] = Array.isArray(entries) ? entries : []
    return member !== undefined && toObject(entry)[member] == null
  })
  return missing === undefined ? '' : toField(missing)
}

function other([leaf]: readonly Leaf[]): Explained {
  const { operator = '' } = toOperation(leaf?.expression ?? null) ?? {}
  const [path = ''] = leaf ? pathsOf(leaf.expression) : []
  return { kind: 'other', values: { path: toField(path), operation: operator }, stated: {} }
}
