/**
 * Which sources there are, and which of them are meant.
 *
 * @module
 */

import type { DataFolder } from '@pratique/node/data-folder'
import { UsageError } from 'pratique/errors'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { suggest } from '../nearest.ts'
import { quote } from '../output/visible.ts'
import { parseSources } from './parse-sources.ts'
import { DEFAULT_SOURCES, type SourceConfig, type SourcesConfig } from './sources.ts'

/** In the data folder. */
const SOURCES_FILE = 'sources.json'

/**
 * Loads the file that is given, else that of the data folder, else what comes with the program.
 *
 * @throws {UsageError} `usage.sources-file`, and the codes of files
 */
export function loadSources(folder: DataFolder, file?: string): SourcesConfig {
  const bytes = file === undefined ? folder.readFile(SOURCES_FILE) : readFileBytes(file)
  if (!bytes) return DEFAULT_SOURCES
  try {
    return parseSources(bytes)
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    throw new UsageError(cause.code, `${quote(file ?? SOURCES_FILE)}: ${cause.message}`, { cause })
  }
}

/**
 * Picks sources by their names; all of them if none is named.
 *
 * @throws {UsageError} `usage.option`
 */
export function pickSources(
  { sources }: SourcesConfig,
  names: readonly string[],
): readonly SourceConfig[] {
  if (names.length === 0) return sources
  const known = sources.map(({ name }) => name)
  for (const name of names) {
    if (known.includes(name)) continue
    const near = suggest(name, known)
    const advice = near ? `did you mean "${near}"?` : `there are ${known.join(', ')}`
    throw new UsageError('usage.option', `there is no source ${quote(name)}: ${advice}`)
  }
  return sources.filter(({ name }) => names.includes(name))
}
