/**
 * Files that a command makes: there whole or not at all, and never in the place of something else.
 *
 * @module
 */

import { join } from 'node:path'
import { writeAtomically } from '@pratique/node/atomic-file'
import { nodeFiles } from '@pratique/node/data-folder'
import { UsageError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'
import { fs } from '../builtins.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { quote } from './visible.ts'

/** As of any file that a program makes: the rest is the user's `umask`. */
const MODE = 0o666
const PERMISSIONS = 0o777
const FOLDER_MODE = 0o755

/** What went wrong, for the few causes that people can do something about. */
const CAUSES: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'its folder is missing: make it, or give another name'],
  ['ENOTDIR', 'its folder is a file: give another name'],
  ['EEXIST', 'a file has this name: give another one'],
  ['EACCES', 'the folder is not open to you: give another one'],
  ['EPERM', 'the folder is not open to you: give another one'],
  ['EROFS', 'the disk takes nothing: give another folder'],
  ['ENOSPC', 'the disk is full: make room'],
  ['EDQUOT', 'the disk is full: make room'],
])

/** Tells whether what lies there may be replaced. */
type IsOfKind = (bytes: Bytes) => boolean

/**
 * Writes a file in place of an older one of its kind. A slip of the hand so costs nobody a private key
 * or a certificate.
 *
 * @throws {UsageError} `usage.output-file`
 */
export function writeOutput(path: string, bytes: Uint8Array, isOfKind: IsOfKind): void {
  writing(path, () => {
    const { target, mode } = requireReplaceable(path, isOfKind)
    writeAtomically(nodeFiles, target, bytes, mode)
  })
}

/** A file to be written, by its name. */
export interface OutputFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * Writes files into a folder, which is made if it is missing: none, if one of them may not be.
 *
 * @param maxBytes of a file that lies there
 * @throws {UsageError} `usage.output-file`
 */
export function writeOutputs(
  folder: string,
  files: readonly OutputFile[],
  isOfKind: IsOfKind,
  maxBytes: number,
): void {
  const checked = files.map(({ name, bytes }) => {
    const path = join(folder, name)
    return { path, bytes, ...writing(path, () => requireReplaceable(path, isOfKind, maxBytes)) }
  })
  writing(folder, () => nodeFiles.mkdirSync(folder, { recursive: true, mode: FOLDER_MODE }))
  for (const { path, bytes, target, mode } of checked) {
    writing(path, () => writeAtomically(nodeFiles, target, bytes, mode))
  }
}

interface Replaceable {
  readonly target: string
  readonly mode: number
}

function requireReplaceable(path: string, isOfKind: IsOfKind, maxBytes?: number): Replaceable {
  const target = fs.existsSync(path) ? fs.realpathSync(path) : path
  const stats = fs.statSync(target, { throwIfNoEntry: false })
  if (stats && !stats.isFile()) throw refuse(path, 'what is there is no file: give another name')
  if (stats && stats.size > 0 && !isOfKind(readFileBytes(target, maxBytes))) {
    throw refuse(path, 'a file of another kind has this name: give another one')
  }
  return { target, mode: stats ? stats.mode & PERMISSIONS : MODE }
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
