/**
 * The eight verdicts, from yes to no, and to what is no answer.
 *
 * @module
 */

import type { ExitCode, Verdict } from 'pratique/verify'

/** A verdict, with an exit code of it whose headline is that of the verdict. */
export interface VerdictSample {
  readonly verdict: Verdict
  readonly exitCode: ExitCode
  /** All that the verdict comes with, where they are several. */
  readonly exitCodes: readonly ExitCode[]
}

export const VERDICTS: readonly VerdictSample[] = [
  { verdict: 'accepted', exitCode: 0, exitCodes: [0] },
  { verdict: 'genuine', exitCode: 3, exitCodes: [3] },
  { verdict: 'more-needed', exitCode: 10, exitCodes: [10] },
  { verdict: 'refused', exitCode: 11, exitCodes: [11] },
  { verdict: 'not-genuine', exitCode: 12, exitCodes: [12, 13, 14, 15] },
  { verdict: 'undecided', exitCode: 20, exitCodes: [20, 21, 22, 23] },
  { verdict: 'not-a-certificate', exitCode: 30, exitCodes: [30] },
  { verdict: 'specimen', exitCode: 31, exitCodes: [31] },
]
