/**
 * Files that nobody but their owner may read: private keys and passphrases.
 *
 * @module
 */

import { isOpenToOthers } from '@pratique/node/key-file'
import { UsageError } from 'pratique/errors'
import { visible } from '../output/visible.ts'

/** `any`: for platforms that hand secrets over as files which others may read. */
const VARIABLE = 'PRATIQUE_KEY_PERMISSIONS'

/** Whether whoever runs the command has said that such files are taken. */
export function acceptsOpenFiles(): boolean {
  return process.env[VARIABLE] === 'any'
}

/**
 * Requires that nobody else may read or write a file.
 *
 * @param name what it is, for the message
 * @throws {UsageError} `usage.key-file`, with the command that mends it
 */
export function requireOwnFile(path: string, name: string): void {
  if (acceptsOpenFiles() || !isOpenToOthers(path)) return
  const quoted = `'${visible(path).replaceAll("'", `'\\''`)}'`
  throw new UsageError(
    'usage.key-file',
    `${name} is open to others on this machine: chmod 600 ${quoted}, and think of who may have it`,
  )
}
