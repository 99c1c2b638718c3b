/**
 * What an evaluation comes to, as the answer of a rule.
 *
 * @module
 */

import type { Evaluated } from '../certlogic/evaluate.ts'

/** What a rule comes to, or several together. */
export type RuleResult = 'passed' | 'failed' | 'open'

/** Anything but a plain `true` or `false` leaves a rule open: an error never lets anybody in. */
export function toRuleResult(evaluated: Evaluated): RuleResult {
  if (evaluated.fault !== undefined || typeof evaluated.value !== 'boolean') return 'open'
  return evaluated.value ? 'passed' : 'failed'
}
