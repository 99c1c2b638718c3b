/**
 * What became of every key of a source, in words: nothing is dropped silently (DESIGN §8).
 *
 * @module
 */

import type { Framework } from '../../model/format.ts'
import type { Environment, Evidence, Role, TrustImport } from '../../trust/record.ts'
import type { SourceImport } from './source.ts'

/** One key of a source. */
export interface KeyReport {
  /** As the source writes it; empty if it writes none. */
  readonly keyId: string
  /** Whose key it is; empty where a dropped key does not say. */
  readonly issuer: string
  readonly isKept: boolean
  /** Why it was kept or dropped. */
  readonly reason: string
  /** Names of known defects. */
  readonly warnings: readonly string[]
  /** Of a kept key. */
  readonly framework?: Framework
  readonly role?: Role
  readonly evidence?: Evidence
  readonly environment?: Environment
  /** Seconds since the epoch. */
  readonly notAfter?: number
}

/** How many, by what. */
export type Counts = Readonly<Record<string, number>>

export interface SourceReport {
  readonly keys: readonly KeyReport[]
  readonly kept: number
  readonly dropped: number
  /** Of kept keys. */
  readonly byEvidence: Counts
  /** Known defects, each with its words and how many keys have it. */
  readonly warnings: readonly {
    readonly name: string
    readonly words: string
    readonly count: number
  }[]
  /** Files that prove nothing, and why. */
  readonly refusedFiles: readonly { readonly file: string; readonly reason: string }[]
}

/** What each level of evidence means, of a key that is kept. */
export const EVIDENCE_WORDS: Readonly<Record<Evidence, string>> = {
  anchored: 'its authority is signed by the trust anchor of the network',
  listed: 'stands on a list whose signer is known by other means',
  directory: 'stands in a directory, which vouches for it',
  local: 'comes from a file that was given by hand',
  unauthenticated: 'nobody vouches for it: who signed the list is not known by other means',
}

/** Reports on a source: every record, and everything that was not taken. */
export function reportSource(imported: SourceImport): SourceReport {
  const keys = imported.kind === 'gdhcn' ? reportGdhcn(imported) : reportRecords(imported)
  const kept = keys.filter(({ isKept }) => isKept)
  return {
    keys,
    kept: kept.length,
    dropped: keys.length - kept.length,
    byEvidence: countBy(kept.map(({ evidence = 'unauthenticated' }) => evidence)),
    warnings:
      imported.kind === 'gdhcn'
        ? imported.warnings.map(({ name, words, count }) => ({ name, words, count }))
        : [],
    refusedFiles: imported.kind === 'gdhcn' ? imported.refusedFiles : [],
  }
}

/** The list names every key, and so does its own report. */
function reportGdhcn(imported: Extract<SourceImport, { kind: 'gdhcn' }>): readonly KeyReport[] {
  const { keys, records } = imported
  let next = 0
  return keys.map(({ kid, participant, isKept, reason, warnings }) => {
    // A record for each key that is kept, in the order of the keys.
    const record = isKept ? records[next++] : undefined
    return {
      keyId: record?.keyId ?? kid,
      issuer: record?.issuer ?? participant,
      isKept,
      reason,
      warnings,
      ...(record && toFacts(record)),
    }
  })
}

function reportRecords({ records, dropped }: TrustImport): readonly KeyReport[] {
  return [
    ...records.map((record) => ({
      keyId: record.keyId,
      issuer: record.issuer,
      isKept: true,
      reason: EVIDENCE_WORDS[record.evidence],
      warnings: [],
      ...toFacts(record),
    })),
    ...dropped.map(({ keyId, reason }) => ({
      keyId,
      issuer: '',
      isKept: false,
      reason,
      warnings: [],
    })),
  ]
}

function toFacts({
  framework,
  role = 'signer',
  evidence,
  environment,
  notAfter,
}: TrustImport['records'][number]): Partial<KeyReport> {
  return {
    framework,
    role,
    evidence,
    environment,
    ...(notAfter !== undefined && { notAfter }),
  }
}

function countBy(names: readonly string[]): Counts {
  const counts: Record<string, number> = {}
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
