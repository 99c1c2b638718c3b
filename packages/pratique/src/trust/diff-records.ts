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
  for (const [name, record] of fresh) {
    const previous = old.get(name)
    if (!previous) added.push(toNamed(record))
    else if (record.status === 'withdrawn' && previous.status !== 'withdrawn') {
      withdrawn.push(toNamed(record))
    } else {
      const fields = SAID.filter((field) => !isSame(previous[field], record[field]))
      if (fields.length > 0) changed.push({ ...toNamed(record), fields })
    }
  }
  for (const [name, record] of old) if (!fresh.has(name)) removed.push(toNamed(record))
  return {
    added: added.toSorted(compareKeys),
    removed: removed.toSorted(compareKeys),
    withdrawn: withdrawn.toSorted(compareKeys),
    changed: changed.toSorted(compareKeys),
  }
}

/** By what makes a record another one: whose key it is, for what, and on which list. */
function group(records: readonly TrustRecord[]): ReadonlyMap<string, TrustRecord> {
  return new Map(
    records.map((record) => {
      const { framework, issuer, keyId, role = 'signer', domains = [], key } = record
      const name = JSON.stringify([framework, issuer, keyId, role, domains, toIdentity(key)])
      return [name, record]
    }),
  )
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
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
