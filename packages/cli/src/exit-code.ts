/**
 * One exit code for several answers.
 *
 * @module
 */

import { type ExitCode, WORST_FIRST } from 'pratique/verify'
import { WRONG_USAGE } from './exit-codes.ts'

/** Picks the worst (DESIGN §4). With `authenticityOnly`, `genuine` is all that was asked for. */
export function worstExitCode(
  exitCodes: readonly ExitCode[],
  {
    hasFaults,
    authenticityOnly,
  }: { readonly hasFaults: boolean; readonly authenticityOnly: boolean },
): number {
  if (hasFaults) return WRONG_USAGE
  const worst = WORST_FIRST.find((exitCode) => exitCodes.includes(exitCode))
  if (worst === undefined) throw new Error('unreachable: something was verified')
  return worst === 3 && authenticityOnly ? 0 : worst
}
