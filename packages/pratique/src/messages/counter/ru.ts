/**
 * The counter in Russian.
 *
 * @module
 */

import { POLICY_WORDS } from '../policy/ru/words.ts'
import { PRINT_MESSAGES } from '../print/ru.ts'
import type { CounterMessages } from './messages.ts'
import { COUNTER_CODES } from './ru/codes.ts'
import { COUNTER_FORMAT_CODES } from './ru/format-codes.ts'
import { COUNTER_REMARKS } from './ru/remarks.ts'
import { COUNTER_VERDICTS } from './ru/verdicts.ts'
import { COUNTER_WORDS } from './ru/words.ts'

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
  language: 'ru',
  direction: 'ltr',
  verdicts: COUNTER_VERDICTS,
  codes: { ...COUNTER_FORMAT_CODES, ...COUNTER_CODES },
  remarks: COUNTER_REMARKS,
  ...COUNTER_WORDS,
  labels: PRINT_MESSAGES.labels,
  words: POLICY_WORDS,
}
