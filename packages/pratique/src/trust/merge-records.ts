/**
 * What all records of one key come to together.
 *
 * @module
 */

import type { Algorithm } from '../keys/algorithms.ts'
import type { PublicKey } from '../keys/public-key.ts'
import type { Framework, Usage } from '../model/format.ts'
import { toIso } from '../model/territories.ts'
import type { Remark } from '../outcome.ts'
import type { Role, TrustRecord } from './record.ts'
import { sortRecords } from './sort-records.ts'

/**
 * One public key in one part, such as a signer's in one framework, with what every record of it says.
 * What it may do is said by its records in this part: a passport authority's key may sign no EU
 * certificate, and that does not stop it from being one. All else counts wherever it is said. Who
 * signed decides what is checked, not which record the message's key identifier pointed to, so that
 * unsigned bytes never change a result.
 */
export interface TrustedKey {
  /** In a spelling that platforms take, if any record has one. */
  readonly key: PublicKey
  /** Those of this part. The strongest evidence first; else in an order that does not depend on the input's. */
  readonly records: readonly TrustRecord[]
  /**
   * A key that is a specimen anywhere is a specimen everywhere. What nobody vouches for says so only if
   * nobody vouches for another record: anyone could write a country's key on a list of tests.
   */
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

/** What a key is looked at as. */
export interface Part {
  readonly framework: Framework
  readonly role: Role
}

/**
 * Withdrawn if any record is, the strictest dates, the intersection of usages (DESIGN §6).
 *
 * @param sameKey all records of one key; at least one of them of this part
 * @param isDenied whether an entry denies the key, whatever its records say
 */
export function mergeRecords(
  sameKey: readonly TrustRecord[],
  part: Part,
  isDenied = false,
): TrustedKey {
  const all = sortRecords(sameKey)
  const records = all.filter((record) => isOfPart(record, part))
  const [first] = records
  if (!first) throw new Error('unreachable: no part is empty')
  // What nobody vouches for takes nothing from what somebody does.
  const restricting = vouched(all)
  // A key that signs lists signs nothing else, whatever else is said of it (DESIGN §8).
  const isRevoker = part.role !== 'revoker' && isOfRevokers(vouched(records), restricting)
  const usages = [
    ...vouched(records).flatMap((record) => (record.usages ? [record.usages] : [])),
    ...(isRevoker ? [[]] : []),
  ]
  const notBefore = reduceGiven(Math.max, restricting, (record) => record.notBefore)
  const notAfter = reduceGiven(Math.min, restricting, (record) => record.notAfter)
  const { key } = all.find((record) => record.key.kind !== 'unknown') ?? first
  // Parameters of RSASSA-PSS restrict the key (RFC 4055 §1.2); how an EC key is spelt does not.
  const spelt =
    key.kind === 'RSA' ? vouched(records) : vouched(records.filter((r) => r.key.kind === key.kind))
  return {
    key,
    records,
    isSpecimen: restricting.some(({ environment }) => environment === 'test'),
    isWithdrawn: isDenied || all.some(({ status }) => status === 'withdrawn'),
    algorithms: intersect(spelt.map(({ algorithms }) => algorithms)),
    ...(usages.length > 0 && { usages: intersect(usages) }),
    ...(notBefore !== undefined && { notBefore }),
    ...(notAfter !== undefined && { notAfter }),
    remarks: records.flatMap((record) => record.remarks),
  }
}

/** Those that somebody vouches for, if there are any. */
function vouched(records: readonly TrustRecord[]): readonly TrustRecord[] {
  const better = records.filter(({ evidence }) => evidence !== 'unauthenticated')
  return better.length > 0 ? better : records
}

/**
 * Whether each record's own issuer, or who gave the files, has the key for one that signs lists. What others
 * say takes no key away from its owner: anybody on a list of issuers may write somebody else's key there.
 */
function isOfRevokers(records: readonly TrustRecord[], all: readonly TrustRecord[]): boolean {
  const revokers = all.filter(({ role }) => role === 'revoker')
  return records.every((record) =>
    revokers.some(
      ({ issuer, evidence }) => evidence === 'local' || toIso(issuer) === toIso(record.issuer),
    ),
  )
}

/** Tells whether a record is of a part. */
export function isOfPart({ framework, role = 'signer' }: TrustRecord, part: Part): boolean {
  return framework === part.framework && role === part.role
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
