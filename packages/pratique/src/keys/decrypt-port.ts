/**
 * The decryption port: what opening an encrypted file asks of a platform's cryptography. It is apart
 * from the crypto port, because no verification needs it.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'

/** What AES-GCM takes (NIST SP 800-38D §7.2). */
export interface AesGcmInput {
  /** 16 or 32 bytes. */
  readonly key: Bytes
  /** 12 bytes. */
  readonly iv: Bytes
  readonly ciphertext: Bytes
  /** 16 bytes; the caller has counted them, as some platforms take fewer. */
  readonly tag: Bytes
  readonly additionalData: Bytes
}

/** What a platform does for us. An answer may come at once or as a promise. */
export interface DecryptPort {
  /**
   * Decrypts and authenticates.
   *
   * @returns `undefined` if the tag is wrong: another key, or something was changed
   * @throws {UnavailableError} `unavailable.algorithm` if the platform has no AES-GCM
   */
  decryptAesGcm(input: AesGcmInput): Bytes | undefined | Promise<Bytes | undefined>
}
