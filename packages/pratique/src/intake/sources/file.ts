/**
 * Files of any known form as a source. What a file claims is not evidence: its keys are `local`, but for
 * those of a master list whose signer is given.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { joinImports } from '../../trust/join-imports.ts'
import { importTrustFile, type TrustFile } from '../trust-file.ts'
import { type FileSource, refuseSource, type SourceFiles, type SourceOptions } from './source.ts'

/** @throws {UsageError} `usage.trust-file` */
export async function importFileSource(
  files: SourceFiles,
  { crypto, environment = 'production', issuer, masterListSigners }: SourceOptions,
): Promise<FileSource> {
  const options = {
    ...{ crypto, environment },
    ...(issuer !== undefined && { issuer }),
    ...(masterListSigners && { masterListSigners }),
  }
  const inOrder = [...files].toSorted(byName)
  const imports = await Promise.all(inOrder.map(([, bytes]) => importTrustFile(bytes, options)))
  const hashBatches = inOrder.flatMap(([, bytes], at) => {
    const lists = imports[at]?.revocationLists ?? []
    return lists.some(({ names }) => names !== undefined) ? bytes : []
  })
  const joined = joinFiles(imports)
  if (masterListSigners && joined.records.some(({ evidence }) => evidence !== 'listed')) {
    return refuseSource('who signed it can be asked of master lists alone, and not of these files')
  }
  return { ...joined, kind: 'file', isSigned: masterListSigners !== undefined, hashBatches }
}

function joinFiles(imports: readonly TrustFile[]): TrustFile {
  return {
    ...joinImports(imports),
    revocationLists: imports.flatMap(({ revocationLists }) => revocationLists),
    crls: imports.flatMap(({ crls }) => crls),
    tokenLists: imports.flatMap(({ tokenLists }) => tokenLists),
  }
}

function byName([a]: readonly [string, Bytes], [b]: readonly [string, Bytes]): number {
  return a < b ? -1 : 1
}
