/**
 * The sources that are held, verified again: what a bundle of this machine is made of.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import type { DataFolder } from '@pratique/node/data-folder'
import type { BundleContent, BundleSource, CarriedRevocations } from 'pratique/bundle'
import { PratiqueError } from 'pratique/errors'
import { importSource, type SourceImport } from 'pratique/trust'
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

/** Puts what was collected together as the content of a bundle. */
export function toContent(
  collected: readonly CollectedSource[],
  folder: DataFolder,
): BundleContent {
  const all = collected.map(({ imported }) => imported)
  return {
    records: all.flatMap(({ records }) => records),
    lists: all.flatMap(({ lists }) => lists),
    revocations: all.flatMap(toCarried),
    sources: collected.map(toBundleSource),
    denied: readDenials(folder),
  }
}

function toCarried(imported: SourceImport): readonly CarriedRevocations[] {
  const ofCards = (imported.revocations ?? []).map(
    ({ issuer, list }) => ({ kind: 'smart-health-card-crl', issuer, list }) as const,
  )
  if (imported.kind !== 'file') return ofCards
  const { crls, hashBatches } = imported
  return [
    ...ofCards,
    ...crls.map((der) => ({ kind: 'x509-crl', der }) as const),
    ...hashBatches.map((bytes) => ({ kind: 'eu-hash-batches', bytes }) as const),
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
