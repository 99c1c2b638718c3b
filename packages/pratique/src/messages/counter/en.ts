/**
 * The counter in English.
 *
 * @module
 */

import { POLICY_WORDS } from '../policy/en/words.ts'
import { PRINT_MESSAGES } from '../print/en.ts'
import { COUNTER_CODES } from './en/codes.ts'
import { COUNTER_FORMAT_CODES } from './en/format-codes.ts'
import { COUNTER_REMARKS } from './en/remarks.ts'
import { COUNTER_VERDICTS } from './en/verdicts.ts'
import { COUNTER_WORDS } from './en/words.ts'
import type { CounterMessages } from './messages.ts'

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
  language: 'en',
  direction: 'ltr',
  verdicts: COUNTER_VERDICTS,
  codes: { ...COUNTER_FORMAT_CODES, ...COUNTER_CODES },
  remarks: COUNTER_REMARKS,
  ...COUNTER_WORDS,
  labels: PRINT_MESSAGES.labels,
  words: POLICY_WORDS,
}
