/**
 * The secret that tokens are drawn by: 32 bytes in the folder of the secrets.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '@pratique/node/atomic-file'
import { nodeFiles } from '@pratique/node/data-folder'
import { isOpenToOthers } from '@pratique/node/key-file'
import { UsageError } from 'pratique/errors'
import { SECRET_BYTES } from 'pratique/revocation'

const NAME = 'lists.secret'

/**
 * Reads the secret, or makes it where nothing was ever drawn by one.
 *
 * @param isNew whether there are no lists yet
 * @throws {UsageError} `usage.lists-restored` if there are lists and no secret, `usage.lists` if it is open to others
 */
export function keepListSecret(folder: string, isNew: boolean): Uint8Array {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, NAME)
  if (!nodeFiles.statSync(path, { throwIfNoEntry: false })) {
    if (!isNew) {
      const words =
        'there are lists, and the secret that they were begun with is gone: put it back from your backup'
      throw new UsageError('usage.lists-restored', words)
    }
    writeAtomically(nodeFiles, path, randomBytes(SECRET_BYTES))
  }
  if (isOpenToOthers(path)) {
    throw new UsageError(
      'usage.lists',
      'others may read the secret of the lists: chmod 600 takes their right away',
    )
  }
  return new Uint8Array(readFileSync(path))
}
