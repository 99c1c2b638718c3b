/**
 * Opening a bundle that is accepted: from its file to shelves, whose records are read when they are
 * asked for.
 *
 * @module
 */

import type { PublicKey } from '../keys/public-key.ts'
import { FRAMEWORKS, type Framework } from '../model/format.ts'
import type { TrustList } from '../trust/record.ts'
import type { Shelf } from '../trust/shelf-store.ts'
import type { CarriedPolicy, CarriedRevocations } from './content.ts'
import { type BundleFile, type Digest, type Inflate, readPolicies, readSection } from './file.ts'
import { toDatedLists } from './freshness.ts'

export interface OpenOptions {
  /** Only these networks. Their keys come to the same as with all. Default: all. */
  readonly frameworks?: readonly Framework[]
  /** Whether entry rules are read, too. Default: they are not, and what is opened has none. */
  readonly policies?: boolean
  /** How long lists may be relied on, in days, by network. Default: `MAX_AGE_DAYS`. */
  readonly maxAgeDays?: Readonly<Partial<Record<Framework, number>>>
  /** SHA-256 of the platform, if it answers at once; ours is slower. */
  readonly digest?: Digest
  /** Decompression of the platform, likewise. */
  readonly inflate?: Inflate
}

/** What is in a bundle's file, for whoever puts it together with other records. */
export interface OpenedFile {
  /** The records of the networks, each network's in a shelf of its own. */
  readonly shelves: readonly Shelf[]
  readonly lists: readonly TrustList[]
  readonly denied: readonly PublicKey[]
  /** Revocation lists, as they came: see `readCarriedRevocations`. */
  readonly carried: readonly CarriedRevocations[]
  /** Entry rules, if they were asked for: by kind and name. */
  readonly policies: readonly CarriedPolicy[]
}

/**
 * Opens a file. Its sections are those that its manifest names; who signed that is not asked.
 *
 * @throws {FormatError} codes of `format` if it is damaged
 */
export function openFile(
  file: Pick<BundleFile, 'manifest' | 'sections'>,
  { frameworks = FRAMEWORKS, policies = false, maxAgeDays, digest, inflate }: OpenOptions = {},
): OpenedFile {
  const sections = frameworks.flatMap((each) => readSection(file, each, digest, inflate) ?? [])
  const lists = sections.flatMap((section) => section.lists)
  return {
    shelves: sections.map(({ shelf }) => shelf),
    lists: toDatedLists(lists, maxAgeDays),
    denied: file.manifest.denied.map(({ denial }) => denial.key),
    carried: sections.flatMap(({ revocations }) => revocations),
    policies: policies ? readPolicies(file, digest, inflate) : [],
  }
}
