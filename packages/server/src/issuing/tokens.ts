/**
 * The tokens of certificates that are to be taken back: of their texts, or as they stand in them.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { findToken, type RevocationToken } from 'pratique/revocation'
import { createTrustStore } from 'pratique/trust'
import { createVerifier, type Format } from 'pratique/verify'
import { RequestError } from '../request-error.ts'

const SCHEMES = ['uvci', 'rid'] as const

/**
 * Finds the token of a certificate, or of an identifier. Whose signature it has does not matter: only who holds the
 * certificate knows its token.
 *
 * @param text of a code, or an identifier as certificates state it
 * @throws {RequestError} `usage.token` at `path`
 */
export async function findTokenOf(
  text: string,
  formats: readonly Format[],
  now: number,
  path: string,
): Promise<RevocationToken> {
  for (const scheme of SCHEMES) {
    const token = findToken({ scheme, value: text.trim() })
    if (token) return token
  }
  const verifier = createVerifier({
    formats,
    trust: createTrustStore({ records: [] }),
    crypto: nodeCrypto,
  })
  const verification = await verifier.verify(text, { now })
  const stated = 'unverified' in verification ? verification.unverified : undefined
  const token = stated?.identifiers.flatMap((each) => findToken(each) ?? [])[0]
  if (token) return token
  const words = stated
    ? 'was issued without a list: it cannot be taken back, and ends by itself'
    : 'is no certificate that can be read, and no token'
  throw new RequestError('usage.token', { faults: [{ path, words }] })
}
