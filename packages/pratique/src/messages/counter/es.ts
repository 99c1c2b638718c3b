/**
 * The counter in Spanish.
 *
 * @module
 */

import { POLICY_WORDS } from '../policy/es/words.ts'
import { PRINT_MESSAGES } from '../print/es.ts'
import { COUNTER_CODES } from './es/codes.ts'
import { COUNTER_FORMAT_CODES } from './es/format-codes.ts'
import { COUNTER_REMARKS } from './es/remarks.ts'
import { COUNTER_VERDICTS } from './es/verdicts.ts'
import { COUNTER_WORDS } from './es/words.ts'
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
  language: 'es',
  direction: 'ltr',
  verdicts: COUNTER_VERDICTS,
  codes: { ...COUNTER_FORMAT_CODES, ...COUNTER_CODES },
  remarks: COUNTER_REMARKS,
  ...COUNTER_WORDS,
  labels: PRINT_MESSAGES.labels,
  words: POLICY_WORDS,
}
