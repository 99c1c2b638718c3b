/**
 * Files that are there whole or not at all, whenever the process or the machine stops.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Bytes } from 'pratique/verify'
import { codeOf, type FilePort } from './file-port.ts'

/** For the owner alone. */
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/** Passing files begin so; no name of the data folder does. */
export const PASSING = '.new-'

/** Windows has none of this; what its links need is a right that few have. */
const { O_CREAT, O_EXCL, O_RDONLY, O_WRONLY, O_NOFOLLOW = 0 } = constants

/** File systems that have nothing to say about a folder's entries. */
const NO_FOLDER_SYNC: ReadonlySet<string> = new Set([
  'EINVAL',
  'EISDIR',
  'EPERM',
  'EACCES',
  'ENOTSUP',
])

/**
 * Writes a file in place of the one that has this name, if any. A symbolic link is replaced, not followed.
 *
 * @param mode permissions, as `open(2)` takes them. Default: the owner's alone
 */
export function writeAtomically(
  fs: FilePort,
  path: string,
  bytes: Uint8Array,
  mode: number = FILE_MODE,
): void {
  const folder = dirname(path)
  const passing = newPassing(folder)
  try {
    writeNew(fs, passing, bytes, mode)
    fs.renameSync(passing, path)
  } catch (error) {
    removeIfThere(fs, passing)
    throw error
  }
  syncFolder(fs, folder)
}

/** Names a file that is on its way into a folder. */
export function newPassing(folder: string): string {
  return join(folder, `${PASSING}${randomUUID()}`)
}

/** Writes a file that is not there yet, through to the disk; or none, where the disk is full. */
export function writeNew(
  fs: FilePort,
  path: string,
  bytes: Uint8Array,
  mode: number = FILE_MODE,
): void {
  create(fs, path, bytes, { mode, finish: (file) => fs.fsyncSync(file) })
}

/** As {@link writeNew}, and leaves it to the caller to wait for the disk. */
export function writeUnsynced(fs: FilePort, path: string, bytes: Uint8Array): void {
  create(fs, path, bytes, { mode: FILE_MODE, finish: () => {} })
}

function create(
  fs: FilePort,
  path: string,
  bytes: Uint8Array,
  { mode, finish }: { readonly mode: number; readonly finish: (file: number) => void },
): void {
  const file = fs.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode)
  try {
    writeAll(fs, file, bytes, finish)
  } catch (error) {
    removeIfThere(fs, path)
    throw error
  }
}

function writeAll(
  fs: FilePort,
  file: number,
  bytes: Uint8Array,
  finish: (file: number) => void,
): void {
  try {
    let rest = bytes
    while (rest.length > 0) rest = rest.subarray(fs.writeSync(file, rest))
    finish(file)
  } finally {
    fs.closeSync(file)
  }
}

/**
 * Reads a file whole; never through a symbolic link.
 *
 * @returns `undefined` if there is none
 * @throws {RangeError} if it is longer than `maxBytes`
 */
export function readWhole(fs: FilePort, path: string, maxBytes: number): Bytes | undefined {
  const file = openIfThere(fs, path)
  if (file === undefined) return undefined
  try {
    const bytes = new Uint8Array(Math.min(fs.fstatSync(file).size, maxBytes) + 1)
    let length = 0
    while (length < bytes.length) {
      const read = fs.readSync(file, bytes, length, bytes.length - length, null)
      if (read === 0) return bytes.slice(0, length)
      length += read
    }
  } finally {
    fs.closeSync(file)
  }
  throw new RangeError(`a file has more than ${maxBytes} bytes, or is being written`)
}

/** Makes a folder and those above it that are missing, one by one, for their owner alone. */
export function makeFolder(fs: FilePort, path: string): void {
  const above = dirname(path)
  if (isThere(fs, path)) return
  if (above !== path && !isThere(fs, above)) makeFolder(fs, above)
  try {
    fs.mkdirSync(path, { mode: FOLDER_MODE })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  syncFolder(fs, above)
}

/** Writes a folder's entries through to the disk, where there is such a thing. */
export function syncFolder(fs: FilePort, path: string): void {
  if (process.platform === 'win32') return
  const folder = fs.openSync(path, O_RDONLY)
  try {
    fs.fsyncSync(folder)
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(codeOf(error))) throw error
  } finally {
    fs.closeSync(folder)
  }
}

export function removeIfThere(fs: FilePort, path: string): void {
  try {
    fs.unlinkSync(path)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

/** Takes away what a process that was stopped left on its way. */
export function removePassing(fs: FilePort, folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    if (name.startsWith(PASSING)) removeIfThere(fs, join(folder, name))
  }
}

/** Opens a file, to read unless told otherwise; never through a symbolic link. */
export function openIfThere(
  fs: FilePort,
  path: string,
  flags: number = O_RDONLY,
): number | undefined {
  try {
    return fs.openSync(path, flags | O_NOFOLLOW)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function isThere(fs: FilePort, path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false }) !== undefined
}
