/**
 * Where the data folder is, for commands that only read what is held.
 *
 * @module
 */

import { DATA_FOLDER_VARIABLE, findDataFolder } from '@pratique/node/find-data-folder'
import { fs } from '../builtins.ts'

/**
 * Finds the data folder, if there is one. Without a home there is none, and that is no fault here.
 *
 * @param given value of `--data-dir`
 * @throws {UsageError} `usage.data-folder` if it has no name
 */
export function findExistingDataFolder(given?: string): string | undefined {
  const { env } = process
  const isNamed = given !== undefined || Boolean(env[DATA_FOLDER_VARIABLE])
  if (!isNamed && !env['HOME'] && process.platform !== 'win32') return undefined
  const path = findDataFolder(given)
  return fs.existsSync(path) ? path : undefined
}
