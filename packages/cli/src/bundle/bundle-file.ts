/**
 * A bundle in a file that the user names.
 *
 * @module
 */

import { type BundleFile, digestOf, isBundleFile, readBundleFile } from 'pratique/bundle'
import type { Bytes } from 'pratique/verify'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { writeOutput } from '../output/write-output.ts'
import { named } from './named.ts'

/** A bundle, and the file that it came from. Nothing of it is verified. */
export interface GivenBundle {
  readonly path: string
  readonly bytes: Bytes
  readonly file: BundleFile
}

/**
 * Reads a bundle.
 *
 * @throws {UsageError} `usage.bundle` if it is none or damaged, and the codes of files
 */
export function readBundle(path: string): GivenBundle {
  const bytes = readFileBytes(path)
  return { path, bytes, file: named(path, 'usage.bundle', () => readBundleFile(bytes)) }
}

/** Writes a bundle whole, in the place of no file but another bundle. */
export function writeBundle(path: string, bytes: Bytes): void {
  writeOutput(path, bytes, isBundleFile)
}

/** What a bundle is called, in one line. */
export function titleOf(file: BundleFile): string {
  return `bundle number ${file.manifest.number}, ${digestOf(file)}`
}
