/**
 * Every code in English. The pages in docs/codes and the answers of the command line are made of it.
 *
 * @module
 */

import type { Code } from '../codes.ts'
import { CHECK_MESSAGES } from './en/checks.ts'
import { FORMAT_MESSAGES } from './en/format.ts'
import { REMARK_MESSAGES } from './en/remarks.ts'
import { REQUEST_MESSAGES } from './en/requests.ts'
import { USAGE_MESSAGES } from './en/usage.ts'
import type { Message } from './message.ts'

export type { Message } from './message.ts'

/** The message of each code, in the order of the registry. */
export const MESSAGES: Readonly<Record<Code, Message>> = {
  ...FORMAT_MESSAGES,
  ...CHECK_MESSAGES,
  ...REMARK_MESSAGES,
  ...USAGE_MESSAGES,
  ...REQUEST_MESSAGES,
}
