/**
 * The tokens of certificates that are to be taken back: of their texts, or as they stand in them.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { findSealToken, findToken, type RevocationToken } from 'pratique/revocation'
import { createTrustStore } from 'pratique/trust'
import { createVerifier, type HealthCertificate } from 'pratique/verify'
import { RequestError } from '../request-error.ts'
import type { Authority } from './authority.ts'

const SCHEMES = ['uvci', 'rid'] as const
const SEAL = 'vds-nc'

/**
 * Finds the token of a certificate, or of an identifier. Whose signature it has does not matter: only who holds the
 * certificate knows its token. A VDS-NC seal has room for a token that is soon guessed: it has to be the authority's own.
 *
 * @param text of a code, or an identifier as certificates state it
 * @throws {RequestError} `usage.token` at `path`
 */
export async function findTokenOf(
  text: string,
  authority: Pick<Authority, 'formats' | 'isOwn'>,
  now: number,
  path: string,
): Promise<RevocationToken> {
  for (const scheme of SCHEMES) {
    const token = findToken({ scheme, value: text.trim() })
    if (token) return token
  }
  const verifier = createVerifier({
    formats: authority.formats,
    trust: createTrustStore({ records: [] }),
    crypto: nodeCrypto,
  })
  const verification = await verifier.verify(text, { now })
  const stated = 'unverified' in verification ? verification.unverified : undefined
  if (!stated) throw refuse(path, 'is no certificate that can be read, and no token')
  const isSeal = verification.format === SEAL
  if (isSeal && !(await authority.isOwn(text, SEAL))) {
    throw refuse(path, 'is a seal that no key of this authority has signed')
  }
  const token = readToken(stated, isSeal ? findSealToken : findToken)
  if (token) return token
  throw refuse(path, 'was issued without a list: it cannot be taken back, and ends by itself')
}

function readToken(
  { identifiers }: HealthCertificate,
  find: typeof findToken,
): RevocationToken | undefined {
  return identifiers.flatMap((each) => find(each) ?? [])[0]
}

function refuse(path: string, words: string): RequestError {
  return new RequestError('usage.token', { faults: [{ path, words }] })
}
