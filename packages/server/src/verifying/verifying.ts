/**
 * Verifying for others: the library, with trust that is held ready. Nothing of a request is kept.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import type { RevocationList } from 'pratique/revocation'
import type { TrustStore } from 'pratique/trust'
import {
  type AskedPolicy,
  createVerifier,
  type Format,
  type Verification,
  type VerifierOptions,
} from 'pratique/verify'
import { createGathering } from './together.ts'

export interface VerifyingOptions {
  readonly formats: readonly Format[]
  readonly trust: TrustStore
  readonly revocation: readonly RevocationList[]
  readonly policies?: VerifierOptions['policies']
  /** Seconds since the epoch. */
  readonly now: () => number
}

/** Verifies texts, all of one check. */
export interface Verifying {
  verify(texts: readonly string[], policy?: AskedPolicy): Promise<Verification>
}

/** Makes it ready. */
export function createVerifying({ policies, now, ...options }: VerifyingOptions): Verifying {
  const verifier = createVerifier({ ...options, crypto: nodeCrypto, ...(policies && { policies }) })
  const gathered = createGathering()
  return {
    async verify(texts, policy) {
      await gathered()
      return verifier.verify(texts, { now: now(), ...(policy && { policy }) })
    },
  }
}
