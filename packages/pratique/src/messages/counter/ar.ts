/**
 * The counter in Arabic.
 *
 * @module
 */

import { POLICY_WORDS } from '../policy/ar/words.ts'
import { PRINT_MESSAGES } from '../print/ar.ts'
import { COUNTER_CODES } from './ar/codes.ts'
import { COUNTER_FORMAT_CODES } from './ar/format-codes.ts'
import { COUNTER_REMARKS } from './ar/remarks.ts'
import { COUNTER_VERDICTS } from './ar/verdicts.ts'
import { COUNTER_WORDS } from './ar/words.ts'
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
  language: 'ar',
  direction: 'rtl',
  verdicts: COUNTER_VERDICTS,
  codes: { ...COUNTER_FORMAT_CODES, ...COUNTER_CODES },
  remarks: COUNTER_REMARKS,
  ...COUNTER_WORDS,
  labels: PRINT_MESSAGES.labels,
  words: POLICY_WORDS,
}
