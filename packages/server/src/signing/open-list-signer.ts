/**
 * The key that signs lists. Whoever verifies takes lists of a key alone that is certified for them.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { UsageError } from 'pratique/errors'
import type { SignPort } from 'pratique/keys'
import { importTrustFile } from 'pratique/trust'
import { fingerprintOf } from '../identity/withdrawn-keys.ts'
import { type KeyPlace, openKey, readCertificateFile } from './open-key.ts'

export interface ListKeyPlace extends KeyPlace {
  readonly certificate?: string | undefined
}

/**
 * Opens the key that signs lists.
 *
 * @throws {UsageError} `usage.certificate` if its certificate is another key's, or certifies it for something else; as
 *   {@link openKey}
 */
export async function openListSigner({ certificate, ...place }: ListKeyPlace): Promise<SignPort> {
  const signer = await openKey(place)
  if (certificate === undefined) return signer
  const own = fingerprintOf(signer.key.spki)
  const file = readCertificateFile(certificate)
  const { records } = await importTrustFile(file, { crypto: nodeCrypto })
  const named = records.filter(({ key }) => fingerprintOf(key.spki) === own)
  if (named.length > 0 && named.every(({ role }) => role === 'revoker')) return signer
  const words =
    named.length === 0
      ? `${certificate} certifies another key than ${place.key}`
      : `${certificate} does not certify a key for lists: certify it with "pratique keys certify … --for revocation"`
  throw new UsageError('usage.certificate', words)
}
