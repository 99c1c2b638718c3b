/**
 * The linter of entry rules: what their authors should know before anybody is refused by them.
 *
 * @module
 */

import type { ReadRules } from '../rules/read-rules.ts'
import type { ValueSets } from '../rules/value-sets.ts'
import { createBehaviourLint } from './behaviour.ts'
import { type KnownCodes, lintCodes } from './codes.ts'
import { LINT_SEVERITIES, type LintFinding, type LintId } from './finding.ts'
import { lintHeader } from './header.ts'
import { lintLogic } from './logic.ts'
import { partsOf } from './parts.ts'
import { lintSets } from './sets.ts'
import { lintVersions } from './versions.ts'

export interface LintOptions {
  /** What verifiers have: codes and names of sets are checked against them. */
  readonly valueSets: ValueSets
  /** Codes that some country issues of its own, by name of the value set: they are no faults. */
  readonly known?: KnownCodes
  /** Names by code, such as those of products: where one is written in place of its code, it is told. */
  readonly names?: Readonly<Record<string, string>>
  /**
   * When the rules of a country together are judged, seconds since the epoch; absent: at every time at
   * which one of them comes into force.
   */
  readonly at?: number
}

/** Faults that say already why a rule comes to no answer. */
const CAUSES: ReadonlySet<LintId> = /* @__PURE__ */ new Set<LintId>([
  'logic-malformed',
  'path-root',
  'path-unknown',
  'value-set-missing',
])

/**
 * Finds what is wrong with rules, one by one and together. Pure and total: whatever the rules are, it says
 * what it finds, in the order of the rules; what concerns a country as a whole comes last.
 */
export function lintRules(
  { rules, dropped }: ReadRules,
  { valueSets, known, names, at }: LintOptions,
): readonly LintFinding[] {
  const findings: LintFinding[] = dropped.flatMap(toDroppedFindings)
  const sets = Object.keys(valueSets.codes)
  const lintBehaviour = createBehaviourLint(valueSets)
  for (const rule of rules) {
    const parts = partsOf(rule.logic)
    const ofLogic = [...lintLogic(rule, parts, sets)]
    const isExplained = ofLogic.some(({ id }) => CAUSES.has(id))
    const ofBehaviour = lintBehaviour(rule, parts).filter(
      ({ id }) => !(isExplained && (id === 'always-open' || id === 'sometimes-open')),
    )
    findings.push(...lintHeader(rule), ...ofLogic)
    findings.push(...lintCodes(rule, parts, { valueSets, known, names }), ...ofBehaviour)
  }
  findings.push(...lintVersions(rules))
  findings.push(...lintSets(rules, valueSets, at === undefined ? undefined : at * 1000))
  return findings
}

function toDroppedFindings({
  path,
  identifier,
  faults,
}: ReadRules['dropped'][number]): readonly LintFinding[] {
  return faults.map((fault) => ({
    id: 'rule-unreadable',
    severity: LINT_SEVERITIES['rule-unreadable'],
    ...(identifier !== undefined && { rule: identifier }),
    path: `${path}${fault.path}`,
    message: `This is no rule, and is left out: ${fault.path.slice(1)} ${fault.message}. Correct it.`,
    values: { fault: fault.message },
  }))
}
