/**
 * The bundle of this machine, made again whenever a source has changed, so that a verification opens
 * one file.
 *
 * @module
 */

import type { DataFolder } from '@pratique/node/data-folder'
import { type BundleFile, buildBundle, readBundleFile } from 'pratique/bundle'
import { PratiqueError } from 'pratique/errors'
import type { SourcesConfig } from '../sync/sources.ts'
import { BUNDLE_FILES } from './bundles.ts'
import { type Collected, collectSources, toContent } from './collect.ts'

/** What the bundle is made of now. */
export interface Rebuilt extends Collected {
  readonly number: number
}

/** Makes the bundle of this machine of all that is held. Only under the lock. */
export async function rebuild(folder: DataFolder, config: SourcesConfig): Promise<Rebuilt> {
  const collected = await collectSources(folder, config)
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
