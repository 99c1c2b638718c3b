/**
 * Colours on a terminal. They only repeat what words say.
 *
 * @module
 */

import type { PolicyResult } from 'pratique/policy'
import type { Status, Verdict } from 'pratique/verify'

/** Puts a style around a text, or leaves it as it is. */
export interface Style {
  readonly verdict: (verdict: Verdict, text: string) => string
  readonly status: (status: Status, text: string) => string
  /** What entry rules come to. */
  readonly policy: (result: PolicyResult, text: string) => string
}

/** SGR parameters (ECMA-48 §8.3.117). Not green against red, which many cannot tell apart. */
const BOLD = '1'
const BOLD_RED = '1;31'
const BOLD_YELLOW = '1;33'
const BOLD_BLUE = '1;36'
const BOLD_REVERSED = '1;7'

/** Makes the styles of a terminal, or of anything else, where none is used. */
export function createStyle(hasColor: boolean): Style {
  const wrap = (parameters: string, text: string) =>
    hasColor ? `\x1B[${parameters}m${text}\x1B[0m` : text
  return {
    verdict: (verdict, text) => wrap(parametersOf(verdict), text),
    status: (status, text) => (status === 'failed' ? wrap(BOLD_RED, text) : text),
    policy: (result, text) => wrap(parametersOf(VERDICTS[result]), text),
  }
}

/** A result looks as the verdict that it leads to. */
const VERDICTS: Readonly<Record<PolicyResult, Verdict>> = {
  passed: 'accepted',
  'more-needed': 'more-needed',
  failed: 'refused',
  open: 'undecided',
}

/** `genuine` has no colour of its own: nothing was said about entry (DESIGN §4). */
function parametersOf(verdict: Verdict): string {
  switch (verdict) {
    case 'accepted':
      return BOLD_BLUE
    case 'more-needed':
      return BOLD_YELLOW
    case 'refused':
    case 'not-genuine':
      return BOLD_RED
    case 'specimen':
      return BOLD_REVERSED
    case 'genuine':
    case 'undecided':
    case 'not-a-certificate':
      return BOLD
  }
}
