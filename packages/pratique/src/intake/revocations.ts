/**
 * Revocation lists that came with an issuer's keys, made ready to be asked.
 *
 * @module
 */

import { FormatError } from '../errors.ts'
import { isJsonObject, stringMember } from '../json/read.ts'
import type { RevocationList } from '../revocation/list.ts'
import { readCardRevocationList } from '../revocation/smart-health-card-crl/crl.ts'
import type { Dropped, IssuerRevocations, TrustImport, TrustRecord } from '../trust/record.ts'

/** The lists that could be read, and why the others could not. */
export interface ReadRevocations {
  readonly lists: readonly RevocationList[]
  readonly dropped: readonly Dropped[]
}

/**
 * Reads the revocation lists of an import. Each is held against the version that its key announces, if
 * the key is there.
 */
export function readRevocations({ records, revocations = [] }: TrustImport): ReadRevocations {
  const lists: RevocationList[] = []
  const dropped: Dropped[] = []
  for (const { issuer, list } of revocations) {
    const keyId = isJsonObject(list) ? (stringMember(list, 'kid') ?? '') : ''
    try {
      const version = announcedVersion(records, { issuer, list }, keyId)
      const options = { issuer, ...(version !== undefined && { version }) }
      lists.push(readCardRevocationList(list, options))
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      dropped.push({ keyId, reason: `its revocation list cannot be read: ${error.message}` })
    }
  }
  return { lists, dropped }
}

function announcedVersion(
  records: readonly TrustRecord[],
  { issuer }: IssuerRevocations,
  keyId: string,
): number | undefined {
  return records.find((record) => record.issuer === issuer && record.keyId === keyId)?.crlVersion
}
