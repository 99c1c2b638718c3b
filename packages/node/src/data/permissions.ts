/**
 * Who may have what is in a file.
 *
 * @module
 */

import { type FilePort, nodeFiles } from './file-port.ts'

/** Permissions of a file's group and of all others; and those without the group's to read. */
const OF_OTHERS = 0o077
const BUT_FOR_READING = 0o037

const ROOT = 0

/**
 * Tells whether others than its owner may read a file or write to it. One of root's that this process may read by its
 * group alone is not: so container platforms hand out secrets, and so libpq has it for keys. On Windows and of what is no
 * file nothing is said.
 *
 * @param user of this process
 */
export function isOpenToOthers(
  path: string,
  fs: Pick<FilePort, 'statSync'> = nodeFiles,
  user: number | undefined = process.getuid?.(),
): boolean {
  if (process.platform === 'win32') return false
  const stats = fs.statSync(path, { throwIfNoEntry: false })
  if (stats?.isFile() !== true) return false
  const isHandedOut = stats.uid === ROOT && user !== ROOT
  return (stats.mode & (isHandedOut ? BUT_FOR_READING : OF_OTHERS)) !== 0
}
