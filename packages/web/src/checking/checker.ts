/**
 * A check: texts of codes in, a verdict out. It asks nobody, and keeps nothing of what it was given.
 *
 * @module
 */

import type { EntryPolicies } from 'pratique/policy'
import {
  createVerifier,
  type Verification,
  type VerifierOptions,
  type VerifyContext,
} from 'pratique/verify'
import type { Mode } from '../flow/mode.ts'
import { loadFormats } from './formats.ts'

/**
 * Verifies the codes of one holder.
 *
 * @param now seconds since the epoch
 * @param document compares the holder with the identity document, where there is one
 */
export type Check = (
  texts: readonly string[],
  mode: Mode,
  now: number,
  document?: VerifyContext['document'],
) => Promise<Verification>

/** What a check is made with. */
export interface CheckData extends Pick<VerifierOptions, 'trust' | 'revocation' | 'trustPolicy'> {
  /** Called when entry rules are asked for. */
  readonly loadPolicies: () => Promise<EntryPolicies>
}

/** @param open gives the newest data that there is */
export function createCheck(open: () => Promise<CheckData>): Check {
  return async (texts, mode, now, document) => {
    const { loadPolicies, ...data } = await open()
    const [formats, policies] = await Promise.all([
      loadFormats(texts),
      mode.kind === 'entry' ? loadPolicies() : undefined,
    ])
    const verifier = createVerifier({ ...data, formats, ...(policies && { policies }) })
    return verifier.verify(texts, { ...toContext(mode, now), ...(document && { document }) })
  }
}

/** What is asked. Where no arrival is given it is now. */
export function toContext(mode: Mode, now: number): VerifyContext {
  if (mode.kind === 'genuine-only') return { now }
  const { destination, at = now, until, purpose } = mode
  const rest = { ...(until !== undefined && { until }), ...(purpose !== undefined && { purpose }) }
  return { now, policy: { destination, at, ...rest } }
}
