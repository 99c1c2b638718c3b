/**
 * An answer to be written: a verification and where its texts came from.
 *
 * @module
 */

import type { TrustList } from 'pratique/trust'
import type { Verification } from 'pratique/verify'
import type { InputText } from '../inputs/inputs.ts'

export interface Answer {
  readonly verification: Verification
  /** The texts that it is about. */
  readonly sources: readonly InputText[]
  /** The lists of keys of its network, or of its issuer, that are loaded. */
  readonly keyLists: readonly TrustList[]
  /** The time of the verification, seconds since the epoch. */
  readonly now: number
  /** The certificates that were verified together. */
  readonly parts?: readonly Answer[]
}

/** The positions of the arguments that an answer is about, from 0. */
export function positionsOf({ sources }: Pick<Answer, 'sources'>): readonly number[] {
  return [...new Set(sources.map(({ position }) => position))]
}

/** What the inputs of an answer are called. */
export function namesOf({ sources }: Pick<Answer, 'sources'>): string {
  return [...new Set(sources.map(({ name }) => name))].join(' + ')
}
