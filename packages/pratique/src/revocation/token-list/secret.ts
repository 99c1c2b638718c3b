/**
 * What an issuer's secret makes: the secret of each list, and the suffixes of its tokens.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { createHmac, type Hmac, isSameSecret } from '../../bytes/hmac.ts'
import { UsageError } from '../../errors.ts'
import { cutToSeal, type RevocationToken, SUFFIX_BYTES } from '../../model/revocation-token.ts'
import type { AllocationState } from './state.ts'

/** The length of an issuer's secret. */
export const SECRET_BYTES: number = 32

const LABEL = new TextEncoder().encode('pratique list secret')
const CHECK_LABEL = new TextEncoder().encode('pratique secret check')
const CHECK_BYTES = 16

/**
 * Derives the secret of a list, made ready.
 *
 * @param secret of the issuer, 32 bytes that nobody else knows
 * @throws {UsageError} `usage.lists` if it has another length
 */
export function deriveListSecret(secret: Uint8Array, list: number): Hmac {
  requireLength(secret)
  const message = new Uint8Array(LABEL.length + 2)
  message.set(LABEL)
  new DataView(message.buffer, LABEL.length).setUint16(0, list)
  return createHmac(createHmac(secret)(message))
}

/**
 * Makes sure that the indices of a state were drawn by this secret: another would draw them anew.
 *
 * @returns what tells the secret from others, for the state
 * @throws {UsageError} `usage.lists-restored` if they were drawn by another, `usage.lists` if it has another
 *   length
 */
export function requireSameSecret(
  { check }: Pick<AllocationState, 'check'>,
  secret: Uint8Array,
): Bytes {
  requireLength(secret)
  const own = createHmac(secret)(CHECK_LABEL).slice(0, CHECK_BYTES)
  if (!check || isSameSecret(own, check)) return own
  throw new UsageError(
    'usage.lists-restored',
    'the secret is another one than these lists were begun with: put that back from your backup',
  )
}

/** Makes a token: its suffix is the first 8 bytes of HMAC-SHA-256(list secret, index). */
export function makeToken(hmac: Hmac, list: number, index: number): RevocationToken {
  return { list, index, suffix: suffixOf(hmac, index) }
}

/** Makes the tokens of places on a list, for exports: an issuer keeps none. */
export function toTokens(
  secret: Uint8Array,
  list: number,
  indices: Iterable<number>,
): readonly RevocationToken[] {
  const hmac = deriveListSecret(secret, list)
  return Array.from(indices, (index) => makeToken(hmac, list, index))
}

/** Tells whether a token is one of this list: of a seal's, as far as 12 bits say so. */
export function isOwnToken(hmac: Hmac, { index, suffix }: RevocationToken): boolean {
  const expected = suffixOf(hmac, index)
  return isSameSecret(expected, suffix) || isSameSecret(cutToSeal(expected), suffix)
}

function suffixOf(hmac: Hmac, index: number): Bytes {
  const message = new Uint8Array(4)
  for (let at = 0; at < 4; at++) message[at] = index >>> (24 - 8 * at)
  return hmac(message).slice(0, SUFFIX_BYTES)
}

function requireLength(secret: Uint8Array): void {
  if (secret.length === SECRET_BYTES) return
  throw new UsageError('usage.lists', `expected a secret of ${SECRET_BYTES} bytes`)
}
