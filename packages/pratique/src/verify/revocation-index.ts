/**
 * Revocation lists by whom they are about, so that a verification costs nothing where none is.
 *
 * @module
 */

import type { SignerCertificate } from '../model/format.ts'
import { toIso } from '../model/territories.ts'
import type { RevocationList } from '../revocation/list.ts'
import type { TrustRecord } from '../trust/record.ts'

/** Finds lists. Everything is computed once, when it is made. */
export interface RevocationIndex {
  /**
   * The lists that speak of a key, under each of its identifiers, or of every key of its issuer.
   *
   * @param signer whose certificate the message brought: lists of its issuer's name are its too
   */
  find(
    records: readonly TrustRecord[],
    signer: SignerCertificate | undefined,
  ): readonly RevocationList[]
}

const NONE: readonly RevocationList[] = []

/** Makes an index of lists. */
export function createRevocationIndex(lists: readonly RevocationList[]): RevocationIndex {
  if (lists.length === 0) return { find: () => NONE }
  const byIssuer = new Map<string, Map<string, RevocationList[]>>()
  for (const list of lists) {
    const ofIssuer = getOrAdd(byIssuer, nameOf(list), () => new Map<string, RevocationList[]>())
    for (const key of new Set(keysOf(list))) getOrAdd(ofIssuer, key, () => []).push(list)
  }
  return {
    find(records, signer) {
      const found = new Set<RevocationList>()
      for (const record of records) {
        const ofIssuer = byIssuer.get(nameOf(record))
        if (!ofIssuer) continue
        const keys = [
          ANY_KEY,
          `key ${record.keyId}`,
          ...(signer ? [`name ${signer.issuerName}`] : []),
        ]
        for (const key of keys) for (const list of ofIssuer.get(key) ?? NONE) found.add(list)
      }
      return found.size === 0 ? NONE : [...found]
    },
  }
}

const ANY_KEY = 'any'

function keysOf({ keyId, issuerName }: RevocationList): readonly string[] {
  const key = keyId === undefined ? ANY_KEY : `key ${keyId}`
  return issuerName === undefined ? [key] : [key, `name ${issuerName}`]
}

/** A framework is one word. */
function nameOf({ framework, issuer }: Pick<TrustRecord, 'framework' | 'issuer'>): string {
  return `${framework} ${toIso(issuer)}`
}

function getOrAdd<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
