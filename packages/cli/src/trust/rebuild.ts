/**
 * The bundle of this machine, made again whenever a source has changed, so that a verification opens
 * one file.
 *
 * @module
 */

import type { DataFolder } from '@pratique/node/data-folder'
import {
  type BundleContent,
  type BundleFile,
  buildBundle,
  openFile,
  readBundleFile,
  readRecords,
} from 'pratique/bundle'
import { PratiqueError, UnavailableError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'
import { quote } from '../output/visible.ts'
import { BUNDLE_FILES } from './bundles.ts'
import { type Collected, collectSources, toContent } from './collect.ts'

/** What the bundle is made of now. */
export interface Rebuilt extends Collected {
  readonly number: number
  /** What it cannot carry, in words. */
  readonly leftOut: readonly string[]
}

/**
 * Makes the bundle of this machine of all that is held. Only under the lock.
 *
 * @throws {UnavailableError} `unavailable.data-folder` if a source cannot be read any more: without its
 *   keys the bundle would be a smaller one, so that the one that is there stays
 */
export async function rebuild(folder: DataFolder): Promise<Rebuilt> {
  const collected = await collectSources(folder)
  const [fault] = collected.faults
  if (fault) {
    throw new UnavailableError(
      'unavailable.data-folder',
      `the bundle stays as it was: the source ${quote(fault.name)} cannot be read (${fault.reason}); ` +
        'import it again, or delete its folder below "sources" in the data folder',
    )
  }
  const leftOut: string[] = []
  const content = toContent(collected.sources, folder, (words) => leftOut.push(words))
  const previous = readLocal(folder)
  const bytes = await build(content, previous)
  const built = readBundleFile(bytes)
  if (previous && isSame(previous, built)) {
    return { ...collected, leftOut, number: previous.manifest.number }
  }
  requireReadable(bytes)
  folder.writeFile(BUNDLE_FILES.local, bytes)
  return { ...collected, leftOut, number: built.manifest.number }
}

async function build(content: BundleContent, previous: BundleFile | undefined): Promise<Bytes> {
  try {
    return await buildBundle(content, previous ? { previous } : {})
  } catch (cause) {
    if (!(cause instanceof PratiqueError)) throw cause
    return refuse(cause)
  }
}

/**
 * Opens what was built as a verification does. A list can hold what cannot be written down so that it is
 * read again; then the bundle that is there is worth more.
 *
 * @throws {UnavailableError} `unavailable.data-folder`
 */
function requireReadable(bytes: Bytes): void {
  try {
    const file = readBundleFile(bytes)
    readRecords(file)
    openFile(file)
  } catch (cause) {
    if (!(cause instanceof PratiqueError)) throw cause
    refuse(cause)
  }
}

/** What is damaged is made anew: it is made of what lies beside it. */
function readLocal(folder: DataFolder): BundleFile | undefined {
  const bytes = folder.readFile(BUNDLE_FILES.local)
  try {
    const file = bytes && readBundleFile(bytes)
    if (file) readRecords(file)
    return file
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

function refuse(cause: PratiqueError): never {
  throw new UnavailableError(
    'unavailable.data-folder',
    `the bundle stays as it was: a list holds what cannot be kept (${cause.message})`,
    { cause },
  )
}
