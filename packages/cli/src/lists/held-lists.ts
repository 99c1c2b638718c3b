/**
 * Lists that were fetched, as they lie in the data folder: of each address the newest of every list, with the deltas
 * that followed on it.
 *
 * @module
 */

import type { DataFolder, FileSet } from '@pratique/node/data-folder'
import { createObjectReader, decodeJson, text } from 'pratique/codecs'
import { FormatError, UnavailableError } from 'pratique/errors'
import { sha256Of } from '../sync/stored-source.ts'

const FOLDER = 'lists'
/** Beside the files, none of which is called so. */
const FACTS = 'source.json'
const NAME_LENGTH = 16

/** What is held of one address. */
export interface HeldLists {
  /** Of the index. */
  readonly address: string
  /** Whether its bundle is taken too. */
  readonly withBundle: boolean
  /** By the names that the index gave them. */
  readonly files: FileSet
}

/** @throws {UnavailableError} `unavailable.data-folder` if some of it is damaged */
export function readHeldLists(folder: DataFolder): readonly HeldLists[] {
  return folder.list(FOLDER).flatMap((name) => {
    const stored = folder.readFiles(`${FOLDER}/${name}`)
    return stored ? [read(stored)] : []
  })
}

/** Puts what is held of an address in the place of what was. Only under the lock. */
export function storeLists(folder: DataFolder, { address, withBundle, files }: HeldLists): void {
  const facts = new TextEncoder().encode(`${JSON.stringify({ address, withBundle })}\n`)
  folder.replaceFiles(`${FOLDER}/${nameOf(address)}`, new Map([...files, [FACTS, facts]]))
}

function nameOf(address: string): string {
  return sha256Of(new TextEncoder().encode(address)).slice(0, NAME_LENGTH)
}

function read(stored: FileSet): HeldLists {
  try {
    const issues: string[] = []
    const facts = decodeJson(stored.get(FACTS) ?? new Uint8Array()).value
    const reader = createObjectReader(facts, FACTS, issues)
    const address = reader.required('address', 'a text', text)
    const withBundle = reader.required('withBundle', 'true or false', (value) =>
      typeof value === 'boolean' ? value : undefined,
    )
    if (address === undefined || withBundle === undefined) {
      throw new FormatError('format.json', issues.join('; '))
    }
    return {
      ...{ address, withBundle },
      files: new Map([...stored].filter(([name]) => name !== FACTS)),
    }
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    const words = `lists in the data folder are damaged: delete "${FOLDER}" in it, and fetch them again`
    throw new UnavailableError('unavailable.data-folder', words, { cause })
  }
}
