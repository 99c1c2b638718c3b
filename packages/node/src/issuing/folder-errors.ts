/**
 * What went wrong with a folder of certificates, in words that say what to do.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { codeOf } from '../data/file-port.ts'

/** What went wrong, for the few causes that people can do something about. */
const CAUSES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: make room and run the command again, what was issued is kept',
  EDQUOT: 'the disk is full: make room and run the command again, what was issued is kept',
  EROFS: 'the disk takes nothing: name another folder',
  EACCES: 'it is not open to you: name another folder',
  EPERM: 'it is not open to you: name another folder',
  ENOTDIR: 'its name, or a part of it, is that of a file: name another folder',
  EEXIST: 'a file has this name: name another folder',
  ENOENT: 'it cannot be made: name another folder',
  ELOOP: 'a link stands where a file of its own should be: name another folder',
  EISDIR: 'a folder stands where a file of its own should be: name another folder',
}

/** Runs an act, and tells of its system errors as {@link explain} does. */
export function guard<T>(folder: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw explain(folder, error)
  }
}

/** @returns a {@link UsageError} `usage.output-file` for an error of the system; others as they are */
export function explain(folder: string, error: unknown): unknown {
  const code = codeOf(error)
  if (code === '' || error instanceof UsageError) return error
  return refuse(folder, CAUSES[code] ?? `the system says ${code}`, error)
}

export function refuse(folder: string, words: string, cause?: unknown): UsageError {
  const name = JSON.stringify(folder)
  return new UsageError('usage.output-file', `the folder ${name} cannot be used: ${words}`, {
    cause,
  })
}
