/**
 * A check: texts of codes in, a verdict out. It asks nobody, and keeps nothing of what it was given.
 *
 * @module
 */

import { createVerifier, type Verification, type VerifyContext } from 'pratique/verify'
import { loadFormats } from './formats.ts'
import type { HeldTrust } from './held-trust.ts'

/** Verifies the codes of one holder. */
export type Check = (texts: readonly string[], context: VerifyContext) => Promise<Verification>

export function createCheck(held: HeldTrust): Check {
  return async (texts, context) => {
    const formats = await loadFormats(texts)
    const { store: trust, revocation } = held
    return createVerifier({ formats, trust, revocation }).verify(texts, context)
  }
}
