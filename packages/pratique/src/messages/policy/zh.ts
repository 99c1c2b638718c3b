/**
 * Entry rules in Chinese.
 *
 * @module
 */

import type { PolicyMessages } from './messages.ts'
import { CONDITION_MESSAGES } from './zh/conditions.ts'
import { POLICY_REPORT } from './zh/report.ts'
import { POLICY_WORDS } from './zh/words.ts'

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
  language: 'zh',
  direction: 'ltr',
  conditions: CONDITION_MESSAGES,
  words: POLICY_WORDS,
  report: POLICY_REPORT,
}
