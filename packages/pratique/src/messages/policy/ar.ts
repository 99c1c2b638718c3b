/**
 * Entry rules in Arabic.
 *
 * @module
 */

import { CONDITION_MESSAGES } from './ar/conditions.ts'
import { POLICY_REPORT } from './ar/report.ts'
import { POLICY_WORDS } from './ar/words.ts'
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
  language: 'ar',
  direction: 'rtl',
  conditions: CONDITION_MESSAGES,
  words: POLICY_WORDS,
  report: POLICY_REPORT,
}
