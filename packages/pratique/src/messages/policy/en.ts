/**
 * Entry rules in English.
 *
 * @module
 */

import { CONDITION_MESSAGES } from './en/conditions.ts'
import { POLICY_REPORT } from './en/report.ts'
import { POLICY_WORDS } from './en/words.ts'
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
  language: 'en',
  direction: 'ltr',
  conditions: CONDITION_MESSAGES,
  words: POLICY_WORDS,
  report: POLICY_REPORT,
}
