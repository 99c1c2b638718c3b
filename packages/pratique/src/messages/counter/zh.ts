/**
 * The counter in Chinese.
 *
 * @module
 */

import { POLICY_WORDS } from '../policy/zh/words.ts'
import { PRINT_MESSAGES } from '../print/zh.ts'
import type { CounterMessages } from './messages.ts'
import { COUNTER_CODES } from './zh/codes.ts'
import { COUNTER_FORMAT_CODES } from './zh/format-codes.ts'
import { COUNTER_REMARKS } from './zh/remarks.ts'
import { COUNTER_VERDICTS } from './zh/verdicts.ts'
import { COUNTER_WORDS } from './zh/words.ts'

export {
  COUNTER_FORMATS,
  COUNTER_LANGUAGES,
  type CounterAnswer,
  type CounterCode,
  type CounterFormat,
  type CounterLanguage,
  type CounterMessages,
  type CounterVerdict,
  type DecidingCode,
  toCounterAnswer,
} from './messages.ts'

/** The texts of the counter. */
export const COUNTER_MESSAGES: CounterMessages = {
  language: 'zh',
  direction: 'ltr',
  verdicts: COUNTER_VERDICTS,
  codes: { ...COUNTER_FORMAT_CODES, ...COUNTER_CODES },
  remarks: COUNTER_REMARKS,
  ...COUNTER_WORDS,
  labels: PRINT_MESSAGES.labels,
  words: POLICY_WORDS,
}
