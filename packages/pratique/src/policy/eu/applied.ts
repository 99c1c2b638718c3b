/**
 * What was applied to decide: the rules, and the fields that they ask for.
 *
 * @module
 */

import type { AppliedRule, PolicyDecision } from '../answer.ts'
import { toField } from '../explain/fields.ts'
import type { Slot } from '../projection/slot.ts'
import { hashRule } from '../rules/rule.ts'
import type { Judged } from './answers.ts'

/** What the rules ask for, and what of it no certificate states. */
export function usedFields(
  judged: readonly Judged[],
): Pick<PolicyDecision, 'usedFields' | 'derivedFields'> {
  const used = new Set<string>()
  const derived = new Set<string>()
  for (const { candidate, judgement } of judged) {
    for (const path of judgement.prepared.readings.keys()) {
      const [root, group, , member] = path.split('.')
      if (root !== 'payload' || (group !== candidate.group && group !== 'dob')) continue
      const name = group === 'dob' ? group : (member ?? '')
      const slot = candidate.slots.find(({ members }) => members.includes(name))
      const field = toField(path)
      used.add(field)
      if (slot && isDerived(slot, name)) derived.add(field)
    }
  }
  return { usedFields: [...used].toSorted(), derivedFields: [...derived].toSorted() }
}

function isDerived({ derivedMembers, source }: Slot, member: string): boolean {
  return derivedMembers ? derivedMembers.includes(member) : source === 'derived'
}

/** The rules that were applied, in the order of their identifiers, and what each came to. */
export function appliedRules(judged: readonly Judged[]): readonly AppliedRule[] {
  const applied = new Map<string, AppliedRule>()
  for (const { judgement } of judged) {
    for (const prepared of judgement.prepared.rules) {
      const { rule } = prepared
      const hash = hashRule(rule)
      const finding = judgement.findings.find((each) => each.rule === prepared)
      const result = finding?.result ?? (judgement.cause === 'no-rules' ? 'open' : 'passed')
      const known = applied.get(hash)
      if (!known || known.result === 'passed') {
        applied.set(hash, { id: rule.id, version: rule.version, hash, result })
      }
    }
  }
  return [...applied.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
