/**
 * The bundle of this machine, made again whenever a source has changed, so that a verification opens
 * one file.
 *
 * @module
 */

import type { DataFolder } from '@pratique/node/data-folder'
import { type BundleFile, buildBundle, readBundleFile } from 'pratique/bundle'
import { PratiqueError, UnavailableError } from 'pratique/errors'
import { quote } from '../output/visible.ts'
import type { SourcesConfig } from '../sync/sources.ts'
import { BUNDLE_FILES } from './bundles.ts'
import { type Collected, collectSources, toContent } from './collect.ts'

/** What the bundle is made of now. */
export interface Rebuilt extends Collected {
  readonly number: number
}

/**
 * Makes the bundle of this machine of all that is held. Only under the lock.
 *
 * @throws {UnavailableError} `unavailable.data-folder` if a source cannot be read any more: without its
 *   keys the bundle would be a smaller one, so that the one that is there stays
 */
export async function rebuild(folder: DataFolder, config: SourcesConfig): Promise<Rebuilt> {
  const collected = await collectSources(folder, config)
  const [fault] = collected.faults
  if (fault) {
    throw new UnavailableError(
      'unavailable.data-folder',
      `the bundle stays as it was: the source ${quote(fault.name)} cannot be read (${fault.reason}); ` +
        'import it again, or delete its folder below "sources" in the data folder',
    )
  }
  const content = toContent(collected.sources, folder)
  const previous = readLocal(folder)
  const bytes = await buildBundle(content, previous ? { previous } : {})
  const built = readBundleFile(bytes)
  if (previous && isSame(previous, built)) {
    return { ...collected, number: previous.manifest.number }
  }
  folder.writeFile(BUNDLE_FILES.local, bytes)
  return { ...collected, number: built.manifest.number }
}

/** What is damaged is made anew: it is made of what lies beside it. */
function readLocal(folder: DataFolder): BundleFile | undefined {
  const bytes = folder.readFile(BUNDLE_FILES.local)
  try {
    return bytes && readBundleFile(bytes)
  } catch (error) {
    if (error instanceof PratiqueError) return undefined
    throw error
  }
}

function isSame({ manifest: a }: BundleFile, { manifest: b }: BundleFile): boolean {
  const [first, second] = [a, b].map(({ sections, sources, denied }) =>
    JSON.stringify([sections, sources, denied.length]),
  )
  return first === second
}
