/**
 * The database of a server, for one act of whoever runs it.
 *
 * @module
 */

import type { Database } from '@pratique/server'
import { findConfig } from './find-config.ts'

/**
 * Does something with the database of a configuration, and lets go of it.
 *
 * @param file value of `--config`
 * @throws {UsageError} `usage.data-folder-locked` if the database is embedded and its server runs; `usage.config`
 */
export async function withDatabase<T>(
  file: string | undefined,
  act: (database: Database) => Promise<T>,
): Promise<T> {
  const { loadConfig, openDatabase } = await import('@pratique/server')
  const database = await openDatabase(loadConfig({ file: findConfig(file), flags: {} }).database)
  try {
    return await act(database)
  } finally {
    await database.close()
  }
}
