/**
 * Lists that an issuer has published, read back by the issuer itself.
 *
 * @module
 */

import { applyOpenedFile, type OpenedListFile, type UpdateResult } from 'pratique/revocation'
import type { Framework, PublicKey } from 'pratique/verify'
import { nodeCrypto } from '../crypto.ts'

/**
 * Reads an edition that one of the issuer's own keys has signed: today's, or an earlier one.
 *
 * @param now seconds since the epoch
 * @returns nothing held, and why, if it is damaged or somebody else's
 */
export function readOwnEdition(
  file: OpenedListFile,
  own: readonly PublicKey[],
  now: number,
): Promise<UpdateResult> {
  const keys = [...file.head.issuers].flatMap(([framework, issuer]: [Framework, string]) =>
    own.map((key) => ({
      ...{ framework, issuer, key },
      ...{ role: 'revoker', status: 'live', evidence: 'local' },
    })),
  )
  return applyOpenedFile(undefined, file, { keys, now, crypto: nodeCrypto })
}
