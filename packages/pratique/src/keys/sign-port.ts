/**
 * The port of signing: a private key that stays where it is.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import type { Algorithm } from './algorithms.ts'
import type { PublicKey } from './public-key.ts'

/** Signs with one key. Which key that is, its public half says. */
export interface SignPort {
  readonly key: PublicKey
  readonly algorithm: Algorithm
  /** @returns r‖s for ECDSA (RFC 9053 §2.1), else as the algorithm defines it */
  sign(data: Bytes): Bytes | Promise<Bytes>
}
