/**
 * Rows of conformance files about entry rules: the CertLogic suites, rules of countries with their cases,
 * verdicts of an oracle, and windows.
 *
 * What a row expects is read by the summary alone, as in `row.ts`.
 *
 * @module
 */

import type { JsonObject, JsonValue } from 'pratique/codecs'

/** The kinds of these rows, by the members that only they have. */
export type RuleRowKind =
  | 'expression'
  | 'validation'
  | 'rule'
  | 'oracle-header'
  | 'oracle'
  | 'windows'

/** A row, and what it expects. */
export interface RuleRow {
  readonly kind: RuleRowKind
  /** `id`, or for rows of an oracle `logicHash`. */
  readonly id: string
  /** All members but those that tell the answer, or somebody's. */
  readonly given: JsonObject
  /** For the summary alone. */
  readonly expected: JsonValue
  /** Whether the publishers themselves do not agree on it. */
  readonly isDisputed: boolean
}

/** Members that tell the answer of a kind, or somebody's. */
const ANSWERS: ReadonlySet<string> = new Set([
  'expected',
  'issues',
  'results',
  'segments',
  'reference',
  'referenceAgrees',
  'message',
  'name',
])

/** Takes a line for a row about rules; `undefined` if it is none. */
export function readRuleRow(value: JsonObject): RuleRow | undefined {
  const kind = kindOf(value)
  if (!kind) return undefined
  const given = Object.entries(value).filter(([name]) => !ANSWERS.has(name))
  const id = value['id'] ?? value['logicHash']
  return {
    kind,
    id: typeof id === 'string' ? id : '',
    given: Object.fromEntries(given),
    expected: expectedOf(value, kind),
    isDisputed: value['directive'] === 'skip',
  }
}

function kindOf(value: JsonObject): RuleRowKind | undefined {
  const has = (...names: readonly string[]) => names.every((name) => Object.hasOwn(value, name))
  if (value['header'] === true && has('payloads', 'clocks')) return 'oracle-header'
  if (has('logic', 'results')) return 'oracle'
  if (has('segments', 'rules', 'payload')) return 'windows'
  if (has('rule', 'external', 'expected')) return 'rule'
  if (has('expression', 'issues')) return 'validation'
  if (has('data', 'expected') && (has('expression') || has('hasExpression'))) return 'expression'
  return undefined
}

/** In the form of the answer. */
function expectedOf(value: JsonObject, kind: RuleRowKind): JsonValue {
  switch (kind) {
    case 'expression':
    case 'rule':
      return value['expected'] ?? null
    case 'validation':
      return Array.isArray(value['issues']) && value['issues'].length === 0
    case 'oracle':
      return value['results'] ?? null
    case 'windows':
      return { segments: value['segments'] ?? null }
    case 'oracle-header':
      return null
  }
}
