/**
 * Entry rules in French.
 *
 * @module
 */

import { CONDITION_MESSAGES } from './fr/conditions.ts'
import { POLICY_REPORT } from './fr/report.ts'
import { POLICY_WORDS } from './fr/words.ts'
import type { PolicyMessages } from './messages.ts'

export {
  type ConditionMessage,
  MANY,
  NONE,
  POLICY_LANGUAGES,
  type PolicyLanguage,
  type PolicyMessages,
  toSelector,
} from './messages.ts'

/** The texts of entry rules. */
export const POLICY_MESSAGES: PolicyMessages = {
  language: 'fr',
  direction: 'ltr',
  conditions: CONDITION_MESSAGES,
  words: POLICY_WORDS,
  report: POLICY_REPORT,
}
