/**
 * The verdicts in English, one for each exit code: what stands at the head of a report, and what to do.
 * They are the words of the counter, in one line.
 *
 * @module
 */

import type { ExitCode } from '../outcome.ts'
import { COUNTER_VERDICTS } from './counter/en/verdicts.ts'

/** A verdict in words. The title of the deciding code gives the reason below it. */
export interface VerdictWords {
  readonly headline: string
  readonly action: string
}

/** What ends with each exit code (DESIGN §4). Only 12 speaks of forgery. */
export const VERDICT_WORDS: Readonly<Record<ExitCode, VerdictWords>> = {
  0: inOneLine(0),
  3: inOneLine(3, ' – '),
  10: inOneLine(10),
  11: inOneLine(11),
  12: inOneLine(12),
  13: inOneLine(13),
  14: inOneLine(14),
  15: inOneLine(15),
  20: inOneLine(20),
  21: inOneLine(21),
  22: inOneLine(22),
  23: inOneLine(23),
  30: inOneLine(30),
  31: inOneLine(31, ' – '),
}

/** A dash stands before what is no reason, but takes from what the headline may seem to say. */
function inOneLine(exitCode: ExitCode, mark = ': '): VerdictWords {
  const { headline, reason, action } = COUNTER_VERDICTS[exitCode]
  if (reason === undefined) return { headline, action }
  const rest = `${reason.charAt(0).toLowerCase()}${reason.slice(1)}`
  return { headline: `${headline}${mark}${rest}`, action }
}
