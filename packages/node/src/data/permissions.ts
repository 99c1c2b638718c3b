/**
 * Who may have what is in a file.
 *
 * @module
 */

import { type FilePort, nodeFiles } from './file-port.ts'

/** Permissions of a file's group and of all others. */
const OF_OTHERS = 0o077

/**
 * Tells whether others than its owner may read a file or write to it. On Windows and of what is no file
 * nothing is said.
 */
export function isOpenToOthers(path: string, fs: Pick<FilePort, 'statSync'> = nodeFiles): boolean {
  if (process.platform === 'win32') return false
  const stats = fs.statSync(path, { throwIfNoEntry: false })
  return stats?.isFile() === true && (stats.mode & OF_OTHERS) !== 0
}
