/**
 * Faults of a file of records that no record has by itself.
 *
 * @module
 */

import { toIdentity } from '../../keys/public-key.ts'
import type { TrustImport, TrustList, TrustRecord } from '../record.ts'

/** Identifiers are digests: a few keys may share one by chance, and many only by malice. */
const MAX_KEYS_OF_IDENTIFIER = 100

/** Finds the faults: lists that are not there, and key identifiers that mean too many keys. */
export function findCommonFaults({ records, lists }: TrustImport): readonly string[] {
  return [...findMissingLists(records, lists), ...findCrowds(records)]
}

function findMissingLists(
  records: readonly TrustRecord[],
  lists: readonly TrustList[],
): readonly string[] {
  const names = new Set(lists.map(({ framework, name, issuer }) => toText(framework, name, issuer)))
  return records.flatMap(({ framework, list, issuer }, at) => {
    if (list === undefined || names.has(toText(framework, list))) return []
    if (names.has(toText(framework, list, issuer))) return []
    return [`records[${at}].list names no list of the file`]
  })
}

function findCrowds(records: readonly TrustRecord[]): readonly string[] {
  const keys = new Map<string, Set<string>>()
  return records.flatMap(({ framework, keyId, role = 'signer', key }, at) => {
    // A seal brings its signer's key, so that none is looked for: the identifier is its authority's.
    if (framework === 'vds-nc' && role === 'signer') return []
    const identifier = toText(framework, role, keyId)
    const sharing = keys.get(identifier) ?? new Set<string>()
    keys.set(identifier, sharing)
    const { size } = sharing
    sharing.add(toIdentity(key))
    if (size !== MAX_KEYS_OF_IDENTIFIER || sharing.size === size) return []
    return [`records[${at}].keyId stands for more than ${MAX_KEYS_OF_IDENTIFIER} different keys`]
  })
}

function toText(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts.filter((part) => part !== undefined))
}
