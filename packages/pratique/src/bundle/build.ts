/**
 * Building a bundle: a pure function of what goes in (DESIGN §8). The same records, lists, sources and
 * bundle before are the same signed bytes, on any machine and at any time.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { sha256 } from '../bytes/sha256.ts'
import { UsageError } from '../errors.ts'
import { FRAMEWORKS } from '../model/format.ts'
import { diffRecords, type NamedKey } from '../trust/diff-records.ts'
import type { TrustList, TrustRecord } from '../trust/record.ts'
import type { BundleChanges, BundleContent, BundleSource, NetworkDate } from './content.ts'
import { type BundleFile, digestOf, encodeBundleFile, readPolicies, readRecords } from './file.ts'
import { encodeManifest } from './manifest.ts'
import { diffPolicies, requireCarriablePolicies } from './policies.ts'
import { type Quorum, requireQuorum } from './quorum.ts'
import { toSections } from './section.ts'

export interface BuildOptions {
  /** The bundle before. What it denies stays denied, and its number is one less. */
  readonly previous?: BundleFile
  /** Default: the number after that of the bundle before, or 1. */
  readonly number?: number
  /** Who must sign the next bundle, if that is to change. */
  readonly nextQuorum?: Quorum
}

/**
 * Builds the file of a bundle, without signatures.
 *
 * @throws {UsageError} `usage.bundle-number` if it is not above that of the bundle before, or
 *   `usage.quorum`, or `usage.argument` if entry rules are no JSON, or two of a kind have one name
 * @throws {FormatError} codes of `format` if the bundle before is damaged
 */
export async function buildBundle(
  content: BundleContent,
  { previous, nextQuorum, number = (previous?.manifest.number ?? 0) + 1 }: BuildOptions = {},
): Promise<Bytes> {
  requireNumber(number, previous)
  requireCarriablePolicies(content.policies)
  const sections = toSections(content)
  const signedBytes = encodeManifest({
    number,
    ...(previous && {
      previous: digestOf(previous),
      changes: toChanges(previous, content),
    }),
    networks: toNetworks(content),
    sources: content.sources.toSorted(compareSources).map(inOrder),
    sections: [...sections].map(([name, bytes]) => ({
      name,
      sha256: encodeHex(sha256(bytes)),
    })),
    denied: joinDenied(content, previous),
    ...(nextQuorum && { nextQuorum: requireQuorum(nextQuorum) }),
  })
  return encodeBundleFile(signedBytes, sections)
}

/**
 * Requires that a number comes after that of the bundle before.
 *
 * @throws {UsageError} `usage.bundle-number`
 */
export function requireNumber(number: number, previous: BundleFile | undefined): void {
  const before = previous?.manifest.number ?? 0
  if (Number.isSafeInteger(number) && number > before) return
  throw new UsageError(
    'usage.bundle-number',
    `the number of a bundle must be above that of the one before, which is ${before}`,
  )
}

/** Of each network the date of its oldest list: what is said of a network is as old as that. */
function toNetworks({ records, lists }: BundleContent): readonly NetworkDate[] {
  return FRAMEWORKS.flatMap((framework) => {
    const own = records.filter((record) => record.framework === framework)
    const ownLists = lists.filter((list) => list.framework === framework)
    if (own.length + ownLists.length === 0) return []
    const dated = ownLists.filter((list) => list.asOf !== undefined)
    const asOf = dated.reduce(olderOf, undefined)
    return {
      framework,
      records: countDistinct(own),
      ...(asOf !== undefined && { asOf }),
      isSigned: ownLists.length > 0 && ownLists.every(({ isSigned }) => isSigned),
    }
  })
}

function olderOf(date: number | undefined, { asOf }: TrustList): number | undefined {
  if (date === undefined || asOf === undefined) return date ?? asOf
  return Math.min(date, asOf)
}

/** Several sources may say the same. */
function countDistinct(records: readonly TrustRecord[]): number {
  return new Set(records.map(({ key, ...record }) => JSON.stringify([encodeHex(key.spki), record])))
    .size
}

/** Names every key that is new (DESIGN §8), and entry rules if any of them changed. */
function toChanges(
  previous: BundleFile,
  { records, policies }: Pick<BundleContent, 'records' | 'policies'>,
): BundleChanges {
  const { changed, ...rest } = diffRecords(readRecords(previous), records)
  const ofPolicies = diffPolicies(readPolicies(previous), policies)
  return {
    ...rest,
    changed: changed.map(({ fields: _, ...key }): NamedKey => key),
    ...(ofPolicies && { policies: ofPolicies }),
  }
}

/** What was denied once stays so. */
function joinDenied(
  { denied }: BundleContent,
  previous: BundleFile | undefined,
): BundleContent['denied'] {
  const all = [...(previous?.manifest.denied ?? []), ...denied]
  const byBytes = new Map(all.map((each) => [encodeHex(each.bytes), each]))
  return [...byBytes.keys()].toSorted().flatMap((name) => byBytes.get(name) ?? [])
}

function inOrder({ files, ...source }: BundleSource): BundleSource {
  return { ...source, files: files.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }
}

function compareSources(a: BundleSource, b: BundleSource): number {
  return a.name < b.name ? -1 : 1
}
