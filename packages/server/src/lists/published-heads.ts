/**
 * The heads of the log of acts that were published, outside of the database: whoever changes lines there that a list has
 * named does not bring them back with the next list.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '@pratique/node/atomic-file'
import { nodeFiles } from '@pratique/node/data-folder'

/** A head a line, in hex, the newest last. */
const NAME = 'audit-heads.txt'
const HEAD = /^[0-9a-f]{64}$/

/** What was published once, which only grows. */
export interface PublishedHeads {
  read(): readonly string[]
  /** Adds those that are not there yet, before they are published. */
  note(heads: readonly string[]): void
}

/** Keeps them in the folder of the secrets. */
export function keepPublishedHeads(folder: string): PublishedHeads {
  const path = join(folder, NAME)
  const read = (): readonly string[] => {
    if (!nodeFiles.statSync(path, { throwIfNoEntry: false })) return []
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => HEAD.test(line))
  }
  return {
    read,
    note(heads) {
      const before = read()
      const all = [...new Set([...before, ...heads])]
      if (all.length === before.length) return
      const text = all.map((head) => `${head}\n`).join('')
      writeAtomically(nodeFiles, path, new TextEncoder().encode(text))
    },
  }
}
