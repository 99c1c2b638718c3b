/**
 * The crypto port: all that Pratique asks of a platform's cryptography.
 *
 * The default is {@link file://./web-crypto.ts | WebCrypto}; `@pratique/node` has a synchronous one.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import type { Algorithm } from './algorithms.ts'
import type { PublicKey } from './public-key.ts'

/** A public key made ready by the platform. Made once for a key, used for many signatures. */
export interface PreparedKey {
  /**
   * Tells whether `signature` over `data` is good.
   *
   * @param algorithm one for this kind of key; on any curve, ECDSA's names mean the hash alone, as
   *   certificates are signed with any hash on any curve. What fits a signer, its record says.
   * @param signature r‖s for ECDSA (RFC 9053 §2.1), else as the algorithm defines it
   */
  verify(algorithm: Algorithm, signature: Bytes, data: Bytes): boolean | Promise<boolean>
  /**
   * The same for ECDSA with SHA-1, which says who issued an old certificate and proves nothing, as two
   * messages of one SHA-1 can be made. Absent: such signatures cannot be checked.
   */
  verifySha1?(signature: Bytes, data: Bytes): boolean | Promise<boolean>
}

/** What a platform does for us. An answer may come at once or as a promise. */
export interface CryptoPort {
  /** @throws {UnavailableError} `unavailable.algorithm` if the platform cannot use the key. */
  prepareKey(key: PublicKey): PreparedKey | Promise<PreparedKey>
  sha256(data: Bytes): Bytes | Promise<Bytes>
  /** Longer digests, which some CMS messages are signed by; absent: those cannot be checked. */
  digest?(algorithm: 'SHA-384' | 'SHA-512', data: Bytes): Bytes | Promise<Bytes>
}
