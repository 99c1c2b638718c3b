/**
 * What the page asks of a check: texts in, what a screen shows out.
 *
 * @module
 */

import type { Mode } from '../flow/mode.ts'
import { type Answer, toAnswer } from './answer.ts'
import { openHeld } from './held.ts'

/** Verifies the texts of one holder, and keeps nothing of them. */
export async function answerTo(texts: readonly string[], mode: Mode): Promise<Answer> {
  const { check, hasExampleRules } = await openHeld()
  return toAnswer(await check(texts, mode, Date.now() / 1000), mode, { hasExampleRules })
}
