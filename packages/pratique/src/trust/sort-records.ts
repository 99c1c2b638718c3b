/**
 * The order of a key's records: what is shown must not depend on which file was read first.
 *
 * @module
 */

import { encodeHex } from '../bytes/hex.ts'
import { type Environment, EVIDENCE_LEVELS, type TrustRecord } from './record.ts'

/** What is made up comes before what is real. */
const ENVIRONMENTS: readonly Environment[] = ['test', 'exercise', 'production']

/**
 * Sorts the records of one key, the strongest evidence first. What says the same in all things is said
 * once: a file may be given twice, and a key may lie in two bundles.
 */
export function sortRecords(records: readonly TrustRecord[]): readonly TrustRecord[] {
  if (records.length < 2) return records
  const sorted = records.map((record) => ({ record, rest: restOf(record) })).sort(compareWhole)
  return sorted.flatMap((each, at) => {
    const before = sorted[at - 1]
    return before && compareWhole(before, each) === 0 ? [] : each.record
  })
}

interface Whole {
  readonly record: TrustRecord
  readonly rest: string
}

function compareWhole(a: Whole, b: Whole): number {
  return compareRecords(a.record, b.record) || compareText(a.rest, b.rest)
}

function compareRecords(a: TrustRecord, b: TrustRecord): number {
  return (
    EVIDENCE_LEVELS.indexOf(a.evidence) - EVIDENCE_LEVELS.indexOf(b.evidence) ||
    ENVIRONMENTS.indexOf(a.environment) - ENVIRONMENTS.indexOf(b.environment) ||
    compareText(a.issuer, b.issuer) ||
    compareText(a.keyId, b.keyId) ||
    compareText(a.name, b.name) ||
    compareText(a.list, b.list)
  )
}

/** In an order of its own, as members of equal records may stand in any. */
function restOf(record: TrustRecord): string {
  return JSON.stringify([
    record.framework,
    record.role,
    encodeHex(record.key.spki),
    record.algorithms,
    record.usages,
    record.domains,
    record.parent,
    record.notBefore,
    record.notAfter,
    record.status,
    record.revocation,
    record.crlVersion,
    record.remarks.map(({ code, field }) => [code, field]),
  ])
}

/** No text comes before any text. */
function compareText(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined) return -1
  return b === undefined || a > b ? 1 : -1
}
