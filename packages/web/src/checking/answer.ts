/**
 * What a screen may show of a verification: less than it states, so that the rest is gone at once.
 *
 * @module
 */

import type { Verification } from 'pratique/verify'

export interface Answer {
  readonly verdict: Verification['verdict']
  readonly exitCode: Verification['exitCode']
  readonly code?: Verification['code']
}

export function toAnswer({ verdict, exitCode, code }: Verification): Answer {
  return { verdict, exitCode, ...(code !== undefined && { code }) }
}
