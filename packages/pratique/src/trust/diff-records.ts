/**
 * What differs between two imports, as somebody who watches a list wants to know it.
 *
 * @module
 */

import { toIdentity } from '../keys/public-key.ts'
import type { TrustRecord } from './record.ts'

/** A key, as people name it. */
export type NamedKey = Pick<TrustRecord, 'framework' | 'issuer' | 'keyId' | 'role' | 'name'>

/** A key of which something else is said than before. */
export interface ChangedKey extends NamedKey {
  /** Names of the fields of {@link TrustRecord} that differ. */
  readonly fields: readonly string[]
}

export interface RecordChanges {
  readonly added: readonly NamedKey[]
  /** Those that are gone. */
  readonly removed: readonly NamedKey[]
  /** Those of which it is now said that they are withdrawn. */
  readonly withdrawn: readonly NamedKey[]
  readonly changed: readonly ChangedKey[]
}

/** Fields that tell what a record says of its key. */
const SAID = [
  'environment',
  'name',
  'algorithms',
  'usages',
  'notBefore',
  'notAfter',
  'status',
  'evidence',
  'list',
  'revocation',
  'crlVersion',
  'parent',
  'remarks',
] as const

/** Compares records. The order of neither matters; what is told is sorted. */
export function diffRecords(
  before: readonly TrustRecord[],
  after: readonly TrustRecord[],
): RecordChanges {
  const [old, fresh] = [group(before), group(after)]
  const added: NamedKey[] = []
  const removed: NamedKey[] = []
  const withdrawn: NamedKey[] = []
  const changed: ChangedKey[] = []
  for (const [name, records] of fresh) {
    const [record] = records
    const previous = old.get(name)
    if (!record) continue
    if (!previous) {
      added.push(toNamed(record))
      continue
    }
    if (isSame(previous, records, SAID)) continue
    const differing = SAID.filter((field) => !isSame(previous, records, [field]))
    // The same words, of other records of the key.
    const fields = differing.length > 0 ? differing : (['evidence', 'status'] as const)
    if (isWithdrawn(records) && !isWithdrawn(previous)) withdrawn.push(toNamed(record))
    else changed.push({ ...toNamed(record), fields })
  }
  for (const [name, [record]] of old) if (record && !fresh.has(name)) removed.push(toNamed(record))
  return {
    added: added.toSorted(compareKeys),
    removed: removed.toSorted(compareKeys),
    withdrawn: withdrawn.toSorted(compareKeys),
    changed: changed.toSorted(compareKeys),
  }
}

/** By whose key it is, and for what. Several records may say something of one. */
function group(
  records: readonly TrustRecord[],
): ReadonlyMap<string, readonly [TrustRecord, ...TrustRecord[]]> {
  const groups = new Map<string, [TrustRecord, ...TrustRecord[]]>()
  for (const record of records) {
    const { framework, issuer, keyId, role = 'signer', domains = [], key } = record
    const name = JSON.stringify([framework, issuer, keyId, role, domains, toIdentity(key)])
    const known = groups.get(name)
    if (known) known.push(record)
    else groups.set(name, [record])
  }
  return groups
}

/** Whether the records of a key say the same, all together: one more that says it again is nothing new. */
function isSame(
  before: readonly TrustRecord[],
  after: readonly TrustRecord[],
  fields: readonly (typeof SAID)[number][],
): boolean {
  const [old, fresh] = [before, after].map((records) =>
    [...new Set(records.map((record) => JSON.stringify(fields.map((field) => record[field]))))]
      .toSorted()
      .join(' '),
  )
  return old === fresh
}

function isWithdrawn(records: readonly TrustRecord[]): boolean {
  return records.some(({ status }) => status === 'withdrawn')
}

function toNamed({ framework, issuer, keyId, role, name }: TrustRecord): NamedKey {
  return { framework, issuer, keyId, ...(role && { role }), ...(name !== undefined && { name }) }
}

function compareKeys(a: NamedKey, b: NamedKey): number {
  const [first, second] = [a, b].map(({ framework, issuer, keyId, role = '' }) =>
    [framework, issuer, keyId, role].join(' '),
  )
  return (first ?? '') < (second ?? '') ? -1 : 1
}
