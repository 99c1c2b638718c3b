/**
 * The port of signing: a private key that stays where it is.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import type { Algorithm } from './algorithms.ts'
import type { PublicKey } from './public-key.ts'

/**
 * Signs with one key. Which key that is, its public half says.
 *
 * It is given what is to be signed and nothing else: where a signature has a random part, whoever
 * holds the key makes it, so that no caller can give one number twice and so give the key away.
 */
export interface SignPort {
  readonly key: PublicKey
  readonly algorithm: Algorithm
  /** The certificate of `key` (X.509, DER), where one is known: some formats carry it. */
  readonly certificate?: Bytes
  /** @returns r‖s for ECDSA (RFC 9053 §2.1), else as the algorithm defines it */
  sign(data: Bytes): Bytes | Promise<Bytes>
  /** Lets go of what holds the key, such as a session of a token. Absent: there is nothing. */
  close?(): void
}
