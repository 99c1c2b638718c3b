/**
 * From the files of a source to records: one way in for what was fetched and what was carried here.
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { importEuSource } from './eu.ts'
import { importFileSource } from './file.ts'
import { importGdhcnSource } from './gdhcn.ts'
import { importNzSource } from './nz.ts'
import {
  refuseSource,
  type SourceFiles,
  type SourceImport,
  type SourceKind,
  type SourceOptions,
} from './source.ts'
import { importVciSource } from './vci.ts'

/**
 * Imports a source. It is a function of the files and the options alone: of no clock, of no order.
 *
 * A source that does not verify, or comes to nothing at all, is refused: it could only take away.
 *
 * @throws {UsageError} `usage.trust-file`
 * @throws {UnavailableError} `unavailable.algorithm` if the platform cannot verify it
 */
export async function importSource(
  kind: SourceKind,
  files: SourceFiles,
  options: SourceOptions,
): Promise<SourceImport> {
  try {
    const imported = await importKind(kind, files, options)
    return isEmpty(imported) ? refuseEmpty(imported) : imported
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    return refuseSource(
      `a file of the source has another form than it must: ${cause.message}`,
      cause,
    )
  }
}

async function importKind(
  kind: SourceKind,
  files: SourceFiles,
  options: SourceOptions,
): Promise<SourceImport> {
  switch (kind) {
    case 'gdhcn':
      return importGdhcnSource(files, options)
    case 'vci':
      return importVciSource(files, options)
    case 'nz':
      return importNzSource(files, options)
    case 'eu':
      return importEuSource(files, options)
    case 'file':
      return importFileSource(files, options)
  }
}

/** Nothing is dropped silently, also where all is. */
function refuseEmpty({ dropped }: SourceImport): never {
  const [first] = dropped
  const why = first ? `: the first of ${dropped.length} ${first.reason}` : ''
  return refuseSource(`the source has no key that can be used${why}`)
}

function isEmpty(imported: SourceImport): boolean {
  if (imported.records.length > 0) return false
  if (imported.kind !== 'file') return true
  return imported.crls.length + imported.revocationLists.length === 0
}
