/**
 * The sources that are held, verified again: what a bundle of this machine is made of.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import type { DataFolder } from '@pratique/node/data-folder'
import {
  type BundleContent,
  type BundleSource,
  type CarriedRevocations,
  isCarriable,
  toCarriableList,
  toCarriedTokenLists,
} from 'pratique/bundle'
import { PratiqueError } from 'pratique/errors'
import { importSource, type SourceImport } from 'pratique/trust'
import { visible } from '../output/visible.ts'
import {
  readStoredSource,
  type StoredSource,
  sha256Of,
  toSourceFiles,
} from '../sync/stored-source.ts'
import { readDenials } from './denials.ts'

/** A source that is held, and what it came to. */
export interface CollectedSource {
  readonly stored: StoredSource
  readonly imported: SourceImport
}

/** What is held, and what of it cannot be used any more. */
export interface Collected {
  readonly sources: readonly CollectedSource[]
  readonly faults: readonly { readonly name: string; readonly reason: string }[]
}

export const SOURCES_FOLDER = 'sources'

/** Imports every source that is held, or those that are named. One that fails is told, and left out. */
export async function collectSources(
  folder: DataFolder,
  names: readonly string[] = folder.list(SOURCES_FOLDER),
): Promise<Collected> {
  const sources: CollectedSource[] = []
  const faults: { readonly name: string; readonly reason: string }[] = []
  for (const name of names) {
    try {
      const stored = readStoredSource(folder, name)
      if (!stored) continue
      sources.push({ stored, imported: await importStored(stored) })
    } catch (error) {
      if (!(error instanceof PratiqueError)) throw error
      faults.push({ name, reason: error.message })
    }
  }
  return { sources, faults }
}

/** With what it was verified with when it came, whatever the file of sources says by now. */
function importStored(stored: StoredSource): Promise<SourceImport> {
  const { kind, pins } = stored
  return importSource(kind, toSourceFiles(stored), { ...pins, crypto: nodeCrypto })
}

/**
 * Puts what was collected together as the content of a bundle.
 *
 * Entry rules are in none: no source has any.
 *
 * @param onLeftOut called for each record or list that a bundle cannot carry, with words
 */
export function toContent(
  collected: readonly CollectedSource[],
  folder: DataFolder,
  onLeftOut: (words: string) => void,
): BundleContent {
  const all = collected.map(({ imported }) => imported)
  const records = all.flatMap((imported) => imported.records)
  for (const { framework } of records.filter((record) => !isCarriable(record))) {
    onLeftOut(
      `a key of ${framework} has a name or a number that no list should have, and is left out`,
    )
  }
  return {
    records: records.filter(isCarriable),
    lists: all.flatMap(({ lists }) => lists),
    revocations: all.flatMap((imported) => toCarried(imported, onLeftOut)),
    policies: [],
    sources: collected.map(toBundleSource),
    denied: readDenials(folder),
  }
}

function toCarried(
  imported: SourceImport,
  onLeftOut: (words: string) => void,
): readonly CarriedRevocations[] {
  const ofCards = (imported.revocations ?? []).flatMap(({ issuer, list }) => {
    const carried = toCarriableList(list)
    if (carried === undefined) {
      onLeftOut(`a revocation list of ${visible(issuer)} is of no known form, and is left out`)
      return []
    }
    return { kind: 'smart-health-card-crl', issuer, list: carried } as const
  })
  if (imported.kind !== 'file') return ofCards
  const { crls, hashBatches, tokenLists } = imported
  const byToken = tokenLists.map(toCarriedTokenLists)
  if (byToken.some(({ length }) => length === 0)) {
    onLeftOut('a list of revoked tokens cannot be read, and is left out')
  }
  return [
    ...ofCards,
    ...crls.map((der) => ({ kind: 'x509-crl', der }) as const),
    ...hashBatches.map((bytes) => ({ kind: 'eu-hash-batches', bytes }) as const),
    ...byToken.flat(),
  ]
}

function toBundleSource({ stored, imported }: CollectedSource): BundleSource {
  const { records, dropped, signedAt } = imported
  return {
    name: stored.name,
    kind: stored.kind,
    files: stored.files.map(({ name, bytes }) => ({ name, sha256: sha256Of(bytes) })),
    ...(signedAt !== undefined && { signedAt }),
    verdict: verdictOf(imported),
    kept: records.length,
    dropped: dropped.length,
  }
}

/** What the signature of a source came to. */
export function verdictOf({ isSigned, signedAt, kind }: SourceImport): string {
  if (isSigned && kind === 'file') return 'signed, by whom you named'
  if (isSigned) return 'signed, by a key whose origin is recorded'
  if (kind === 'gdhcn') return 'signed, by a key that is not authenticated'
  if (kind === 'nz') return 'not signed'
  return signedAt === undefined ? 'not signed' : 'signed, by a key that is not authenticated'
}
