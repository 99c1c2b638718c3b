/**
 * What a Pratique policy answers.
 *
 * @module
 */

import type { PolicyDecision } from '../answer.ts'

/** The parts of a decision that one policy answers by itself. */
export type OwnDecision = Pick<
  PolicyDecision,
  | 'result'
  | 'cause'
  | 'needs'
  | 'reasons'
  | 'windows'
  | 'nextPass'
  | 'show'
  | 'usedFields'
  | 'derivedFields'
  | 'missingFields'
  | 'timeZone'
>
