/**
 * Files that a command makes: there whole or not at all, and never in the place of something else.
 *
 * @module
 */

import { writeAtomically } from '@pratique/node/atomic-file'
import { nodeFiles } from '@pratique/node/data-folder'
import { UsageError } from 'pratique/errors'
import { fs } from '../builtins.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { quote } from './visible.ts'

/** As of any file that a program makes: the rest is the user's `umask`. */
const MODE = 0o666
const PERMISSIONS = 0o777

/** What went wrong, for the few causes that people can do something about. */
const CAUSES: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'its folder is missing: make it, or give another name'],
  ['ENOTDIR', 'its folder is a file: give another name'],
  ['EACCES', 'the folder is not open to you: give another one'],
  ['EPERM', 'the folder is not open to you: give another one'],
  ['EROFS', 'the disk takes nothing: give another folder'],
  ['ENOSPC', 'the disk is full: make room'],
  ['EDQUOT', 'the disk is full: make room'],
])

/**
 * Writes a file in place of an older one of its kind. A slip of the hand so costs nobody a private key
 * or a certificate.
 *
 * @param isOfKind tells whether what lies there may be replaced
 * @throws {UsageError} `usage.output-file`
 */
export function writeOutput(
  path: string,
  bytes: Uint8Array,
  isOfKind: (bytes: Uint8Array) => boolean,
): void {
  writing(path, () => {
    const target = fs.existsSync(path) ? fs.realpathSync(path) : path
    const stats = fs.statSync(target, { throwIfNoEntry: false })
    if (stats && !stats.isFile()) throw refuse(path, 'what is there is no file: give another name')
    if (stats && stats.size > 0 && !isOfKind(readFileBytes(target))) {
      throw refuse(path, 'a file of another kind has this name: give another one')
    }
    writeAtomically(nodeFiles, target, bytes, stats ? stats.mode & PERMISSIONS : MODE)
  })
}

/**
 * Does what writes a file, and says in words what the system refuses.
 *
 * @throws {UsageError} `usage.output-file`
 */
export function writing<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause && 'code' in cause)) throw cause
    const words = CAUSES.get(cause.code) ?? `the system says ${String(cause.code)}`
    throw refuse(path, words, cause)
  }
}

function refuse(path: string, words: string, cause?: unknown): UsageError {
  return new UsageError('usage.output-file', `${quote(path)} cannot be written: ${words}`, {
    cause,
  })
}
