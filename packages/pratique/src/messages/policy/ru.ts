/**
 * Entry rules in Russian.
 *
 * @module
 */

import type { PolicyMessages } from './messages.ts'
import { CONDITION_MESSAGES } from './ru/conditions.ts'
import { POLICY_REPORT } from './ru/report.ts'
import { POLICY_WORDS } from './ru/words.ts'

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
  language: 'ru',
  direction: 'ltr',
  conditions: CONDITION_MESSAGES,
  words: POLICY_WORDS,
  report: POLICY_REPORT,
}
