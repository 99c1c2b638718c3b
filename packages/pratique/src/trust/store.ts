/**
 * Keys that a verifier may find, and what all their records come to together.
 *
 * @module
 */

import { type PublicKey, toIdentity } from '../keys/public-key.ts'
import type { Framework } from '../model/format.ts'
import { toIso } from '../model/territories.ts'
import { isOfPart, mergeRecords, type Part, type TrustedKey } from './merge-records.ts'
import type { Role, TrustList, TrustRecord } from './record.ts'

export type { TrustedKey } from './merge-records.ts'

/** A key that a message's key identifier may mean. */
export interface Candidate {
  readonly trusted: TrustedKey
  /**
   * The key's records that speak for this signer: those of the framework and, where formats bind keys
   * to issuers, of the issuer. The strongest evidence first.
   */
  readonly records: readonly TrustRecord[]
  /** The one that is shown: the first of an exercise, so that none passes for real; else the first. */
  readonly record: TrustRecord
}

/**
 * Frameworks whose key identifiers mean something only together with an issuer, which is signed. A new
 * framework must be placed here: without its line this does not compile.
 */
const BINDS_ISSUER: Readonly<Record<Framework, boolean>> = {
  hcert: false,
  'smart-health-card': true,
  'vds-nc': false,
  divoc: true,
  'nz-pass': true,
}

/** Looks keys up. Everything is computed once, when it is made. */
export interface TrustStore {
  /** Keys of a framework by key identifier and, where the format binds keys to it, by issuer. */
  findKeys(framework: Framework, keyId: string, issuer?: string): readonly Candidate[]
  /** Keys of authorities that issue signers' certificates, by subject key identifier. */
  findAuthorities(framework: Framework, keyId: string): readonly Candidate[]
  /**
   * All records, of every role, of the keys that sign lists of revoked tokens and have this identifier.
   * Those of a denied key are withdrawn.
   */
  findRevokers(keyId: string): readonly TrustRecord[]
  /**
   * Tells whether somebody vouches for a key that signs lists of an issuer's revoked tokens: then there are
   * such lists, even if that key is withdrawn since.
   */
  hasRevoker(framework: Framework, issuer: string): boolean
  /** All records of one public key, of every framework and role. */
  findRecords(key: PublicKey): readonly TrustRecord[]
  /** Tells whether an entry denies a key, whatever its records say. */
  isDenied(key: PublicKey): boolean
  /** The lists that say which keys of a framework (and issuer) there are. */
  findLists(framework: Framework, issuer?: string): readonly TrustList[]
}

export interface TrustStoreOptions {
  readonly records: readonly TrustRecord[]
  readonly lists?: readonly TrustList[]
  /** Keys that are denied for ever. They outrank every list, and so do those of authorities for theirs. */
  readonly denied?: readonly PublicKey[]
}

/** By framework, then by key identifier: no text is put together to find a key. */
type Index = Map<Framework, Map<string, Candidate[]>>

/** Makes a store of records. Bad records are the importers' to refuse, not the store's. */
export function createTrustStore({
  records: given,
  lists = [],
  denied: deniedKeys = [],
}: TrustStoreOptions): TrustStore {
  const denied = new Set(deniedKeys.map(toIdentity))
  const records = denied.size > 0 ? withdrawIssued(given, denied) : given
  const byIdentity = new Map<string, TrustRecord[]>()
  for (const record of records) append(byIdentity, toIdentity(record.key), record)
  const keys: Record<Role, Index> = {
    signer: new Map(),
    authority: new Map(),
    revoker: new Map(),
  }
  for (const [identity, sameKey] of byIdentity) {
    for (const part of toParts(sameKey)) {
      const trusted = mergeRecords(sameKey, part, denied.has(identity))
      for (const candidate of toCandidates(trusted, part)) {
        for (const keyId of new Set(candidate.records.map((record) => record.keyId))) {
          const index = keys[part.role]
          const own = index.get(part.framework) ?? new Map<string, Candidate[]>()
          index.set(part.framework, own)
          append(own, keyId, candidate)
        }
      }
    }
  }
  return {
    findKeys(framework, keyId, issuer) {
      const candidates = keys.signer.get(framework)?.get(keyId) ?? []
      if (issuer === undefined || candidates.every(({ record }) => record.issuer === issuer)) {
        return candidates
      }
      return candidates.filter(({ record }) => record.issuer === issuer)
    },
    findAuthorities: (framework, keyId) => keys.authority.get(framework)?.get(keyId) ?? [],
    findRevokers(keyId) {
      const found = [...keys.revoker.values()].flatMap((index) => index.get(keyId) ?? [])
      const identities = new Set(found.map(({ trusted }) => toIdentity(trusted.key)))
      return [...identities].flatMap((identity) => {
        const own = byIdentity.get(identity) ?? []
        return denied.has(identity) ? own.map((each) => ({ ...each, status: 'withdrawn' })) : own
      })
    },
    hasRevoker: createRevokerIndex(records),
    findRecords: (key) => byIdentity.get(toIdentity(key)) ?? [],
    isDenied: (key) => denied.has(toIdentity(key)),
    findLists: (framework, issuer) =>
      lists.filter(
        (list) =>
          list.framework === framework && (list.issuer === undefined || list.issuer === issuer),
      ),
  }
}

/** Finds out once for which issuers somebody vouches for a revoker. A country is one, however it is spelt. */
export function createRevokerIndex(records: readonly TrustRecord[]): TrustStore['hasRevoker'] {
  const issuers = new Set(
    records.flatMap(({ role, evidence, framework, issuer }) =>
      role === 'revoker' && evidence !== 'unauthenticated' ? [`${framework} ${toIso(issuer)}`] : [],
    ),
  )
  return (framework, issuer) => issuers.has(`${framework} ${toIso(issuer)}`)
}

/** What a denied authority has issued is withdrawn with it. */
function withdrawIssued(
  records: readonly TrustRecord[],
  denied: ReadonlySet<string>,
): readonly TrustRecord[] {
  const authorities = new Set(
    records.flatMap(({ role, key, framework, issuer, keyId }) =>
      role === 'authority' && denied.has(toIdentity(key))
        ? [`${framework} ${keyId} ${issuer}`]
        : [],
    ),
  )
  return records.map((record) => {
    const { framework, issuer, parent } = record
    const isIssued = authorities.has(`${framework} ${parent} ${issuer}`)
    return isIssued ? { ...record, status: 'withdrawn' } : record
  })
}

/** The frameworks and roles that a key has records in. */
function toParts(sameKey: readonly TrustRecord[]): readonly Part[] {
  const parts: Part[] = []
  for (const record of sameKey) {
    if (parts.some((part) => isOfPart(record, part))) continue
    parts.push({ framework: record.framework, role: record.role ?? 'signer' })
  }
  return parts
}

/**
 * Makes the candidates of a key: one for each signer that it speaks for. Whatever identifier it is
 * found by, it is the same candidate: the header only proposes.
 */
export function toCandidates(trusted: TrustedKey, { framework }: Part): readonly Candidate[] {
  const speakers = new Map<string, TrustRecord[]>()
  for (const record of trusted.records) {
    append(speakers, BINDS_ISSUER[framework] ? record.issuer : '', record)
  }
  return [...speakers.values()].flatMap((records) => {
    const record = records.find(({ environment }) => environment === 'exercise') ?? records[0]
    return record ? [{ trusted, records, record }] : []
  })
}

function append<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key)
  if (group) group.push(value)
  else groups.set(key, [value])
}
