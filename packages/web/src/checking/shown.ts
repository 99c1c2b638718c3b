/**
 * Which answers show a person.
 *
 * @module
 */

import type { Answer } from './answer.ts'

/** The verdicts that show whose certificate it is: never a refusal, so that nothing is there to keep. */
const SHOWN: ReadonlySet<string> = new Set(['accepted', 'genuine', 'more-needed'])

/** Whether a verdict shows the person. */
export function isShown({ verdict, as }: Pick<Answer, 'verdict' | 'as'>): boolean {
  return SHOWN.has(as ?? verdict)
}
