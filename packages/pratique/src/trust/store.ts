/**
 * Keys that a verifier may find, and what all their records come to together.
 *
 * @module
 */

import type { Algorithm } from '../keys/algorithms.ts'
import { type PublicKey, toIdentity } from '../keys/public-key.ts'
import type { Framework, Usage } from '../model/format.ts'
import type { Remark } from '../outcome.ts'
import type { TrustList, TrustRecord } from './record.ts'
import { sortRecords } from './sort-records.ts'

/**
 * One public key, with what every record of it says. Who signed decides what is checked, not which
 * record the message's key identifier pointed to, so that unsigned bytes never change a result.
 */
export interface TrustedKey {
  /** In a spelling that platforms take, if any record has one. */
  readonly key: PublicKey
  /** The strongest evidence first; else in an order that does not depend on the input's. */
  readonly records: readonly TrustRecord[]
  /** A key that is a specimen anywhere is a specimen everywhere. */
  readonly isSpecimen: boolean
  readonly isWithdrawn: boolean
  /** What every record allows. */
  readonly algorithms: readonly Algorithm[]
  /** What every record allows; absent: no record restricts it. */
  readonly usages?: readonly Usage[]
  /** The strictest dates. */
  readonly notBefore?: number
  readonly notAfter?: number
  /** What is odd about it, by any record. */
  readonly remarks: readonly Remark[]
}

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
  /** The lists that say which keys of a framework (and issuer) there are. */
  findLists(framework: Framework, issuer?: string): readonly TrustList[]
}

export interface TrustStoreOptions {
  readonly records: readonly TrustRecord[]
  readonly lists?: readonly TrustList[]
}

/** Makes a store of records. Bad records are the importers' to refuse, not the store's. */
export function createTrustStore({ records, lists = [] }: TrustStoreOptions): TrustStore {
  const byIdentity = new Map<string, TrustRecord[]>()
  for (const record of records) append(byIdentity, toIdentity(record.key), record)
  const byFramework = new Map<Framework, Map<string, Candidate[]>>()
  for (const sameKey of byIdentity.values()) {
    const trusted = mergeRecords(sameKey)
    for (const candidate of toCandidates(trusted)) {
      const { framework } = candidate.record
      const byKeyId = byFramework.get(framework) ?? new Map<string, Candidate[]>()
      byFramework.set(framework, byKeyId)
      for (const keyId of new Set(candidate.records.map((record) => record.keyId))) {
        append(byKeyId, keyId, candidate)
      }
    }
  }
  return {
    findKeys(framework, keyId, issuer) {
      const candidates = byFramework.get(framework)?.get(keyId) ?? []
      if (issuer === undefined || candidates.every(({ record }) => record.issuer === issuer)) {
        return candidates
      }
      return candidates.filter(({ record }) => record.issuer === issuer)
    },
    findLists: (framework, issuer) =>
      lists.filter(
        (list) =>
          list.framework === framework && (list.issuer === undefined || list.issuer === issuer),
      ),
  }
}

/** Whatever identifier a key is found by, it is the same candidate: the header only proposes. */
function toCandidates(trusted: TrustedKey): readonly Candidate[] {
  const speakers = new Map<string, TrustRecord[]>()
  for (const record of trusted.records) {
    const { framework, issuer } = record
    append(speakers, BINDS_ISSUER[framework] ? `${framework} ${issuer}` : framework, record)
  }
  return [...speakers.values()].flatMap((records) => {
    const record = records.find(({ environment }) => environment === 'exercise') ?? records[0]
    return record ? [{ trusted, records, record }] : []
  })
}

/** Withdrawn if any is, the strictest dates, the intersection of usages (DESIGN §6). */
function mergeRecords(sameKey: readonly TrustRecord[]): TrustedKey {
  const records = sortRecords(sameKey)
  const [first] = records
  if (!first) throw new Error('unreachable: no group is empty')
  const usages = records.flatMap((record) => (record.usages ? [record.usages] : []))
  const notBefore = reduceGiven(Math.max, records, (record) => record.notBefore)
  const notAfter = reduceGiven(Math.min, records, (record) => record.notAfter)
  const { key } = records.find((record) => record.key.kind !== 'unknown') ?? first
  // Parameters of RSASSA-PSS restrict the key (RFC 4055 §1.2); how an EC key is spelt does not.
  const restricting = key.kind === 'RSA' ? records : records.filter((r) => r.key.kind === key.kind)
  return {
    key,
    records,
    isSpecimen: records.some(({ environment }) => environment === 'test'),
    isWithdrawn: records.some(({ status }) => status === 'withdrawn'),
    algorithms: intersect(restricting.map(({ algorithms }) => algorithms)),
    ...(usages.length > 0 && { usages: intersect(usages) }),
    ...(notBefore !== undefined && { notBefore }),
    ...(notAfter !== undefined && { notAfter }),
    remarks: records.flatMap((record) => record.remarks),
  }
}

function append<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key)
  if (group) group.push(value)
  else groups.set(key, [value])
}

/** One after another: a network's records are more than a call takes arguments. */
function reduceGiven(
  choose: (a: number, b: number) => number,
  records: readonly TrustRecord[],
  pick: (record: TrustRecord) => number | undefined,
): number | undefined {
  return records.map(pick).reduce((chosen, value) => {
    return chosen === undefined || value === undefined ? (chosen ?? value) : choose(chosen, value)
  }, undefined)
}

function intersect<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const [first = new Set<T>(), ...others] = lists.map((list) => new Set(list))
  return [...first].filter((item) => others.every((other) => other.has(item)))
}
