/**
 * Where the data folder is, for commands that only read what is held.
 *
 * @module
 */

import { DATA_FOLDER_VARIABLE, findDataFolder } from '@pratique/node/find-data-folder'
import { UsageError } from 'pratique/errors'
import { fs } from '../builtins.ts'
import { quote } from '../output/visible.ts'

/**
 * Finds the data folder, if there is one. Without a home there is none, and that is no fault here; one that
 * is named must be there, as whoever names it relies on what is in it.
 *
 * @param given value of `--data-dir`
 * @throws {UsageError} `usage.data-folder` if it has no name, or is not there
 */
export function findExistingDataFolder(given?: string): string | undefined {
  const isNamed = given !== undefined || Boolean(process.env[DATA_FOLDER_VARIABLE])
  const path = findOrNone(given, isNamed)
  if (path === undefined) return undefined
  if (fs.existsSync(path)) return path
  if (!isNamed) return undefined
  throw new UsageError(
    'usage.data-folder',
    `there is no data folder ${quote(path)}: "pratique trust sync" and "trust import" make one`,
  )
}

/** A user without a home has no folder, and that is no fault. */
function findOrNone(given: string | undefined, isNamed: boolean): string | undefined {
  try {
    return findDataFolder(given)
  } catch (error) {
    if (error instanceof UsageError && !isNamed) return undefined
    throw error
  }
}
