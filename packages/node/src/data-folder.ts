/**
 * The folder in which what is public rests between two runs: lists of keys, and what was made of them.
 * Nothing about a certificate or a person is ever given to it.
 *
 * @module
 */

import { dirname, join } from 'node:path'
import { PratiqueError, UnavailableError, UsageError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'
import { makeFolder, readWhole, removePassing, writeAtomically } from './data/atomic-file.ts'
import { codeOf, type FilePort, nodeFiles } from './data/file-port.ts'
import { CURRENT, type FileSet, readFileSet, replaceFileSet } from './data/file-set.ts'
import { acquireLock, createProcessPort, type ProcessPort } from './data/lock.ts'
import { readName } from './data/names.ts'

export type { FilePort } from './data/file-port.ts'
export { nodeFiles } from './data/file-port.ts'
export type { FileSet } from './data/file-set.ts'
export {
  DATA_FOLDER_VARIABLE,
  findDataFolder,
  readSurroundings,
  type Surroundings,
} from './data/find-data-folder.ts'
export { createProcessPort, type ProcessPort } from './data/lock.ts'

/**
 * Names are parts of letters, digits, dots, dashes and low lines, with slashes between them. Every
 * method may throw {@link UnavailableError} `unavailable.data-folder`, with the system's error as its
 * cause: the disk is full, a right is missing, something else lies in the way.
 */
export interface DataFolder {
  /** Absolute. It need not be there before something is written. */
  readonly path: string
  /** @returns `undefined` if there is no such file */
  readFile(name: string): Bytes | undefined
  /** Writes a file whole, in place of the old one, through to the disk. */
  writeFile(name: string, bytes: Uint8Array): void
  /** @returns the files that were last put there together, as they were; `undefined` if none were */
  readFiles(name: string): FileSet | undefined
  /** Names of the folders in a folder, sorted; none if it is not there. */
  list(name: string): readonly string[]
  /** Puts files in the place of all that were put there before: all of them or none. */
  replaceFiles(name: string, files: FileSet): void
  /**
   * Does something while no other process does. Reading needs no lock.
   *
   * @throws {UsageError} `usage.data-folder-locked` at once, if another process is at work
   */
  withLock<T>(act: () => T | Promise<T>): Promise<T>
}

/** What it stands on. */
export interface DataFolderPorts {
  readonly fs?: FilePort
  readonly processes?: ProcessPort
}

const MAX_BYTES = 64 * 1024 * 1024

/** Anybody may write. */
const WORLD_WRITABLE = 0o002

/**
 * Opens a data folder: see {@link findDataFolder} for where.
 *
 * @throws {UsageError} `usage.data-folder` if it is no folder, or one that anybody may write to
 */
export function openDataFolder(path: string, ports: DataFolderPorts = {}): DataFolder {
  const { fs = nodeFiles, processes = createProcessPort(fs) } = ports
  const within = (name: string): string => join(path, ...readName(name))
  tell(() => requireFolder(fs, path))
  return {
    path,
    readFile: (name) =>
      tell(() => {
        requireOwnFolders(fs, path, name)
        return readWhole(fs, within(name), MAX_BYTES)
      }),
    writeFile: (name, bytes) =>
      tell(() => {
        requireOwnFolders(fs, path, name)
        makeFolder(fs, dirname(within(name)))
        writeAtomically(fs, within(name), bytes)
      }),
    readFiles: (name) =>
      tell(() => {
        requireOwnFolders(fs, path, `${name}/${CURRENT}`)
        return readFileSet(fs, within(name))
      }),
    list: (name) =>
      tell(() => {
        requireOwnFolders(fs, path, `${name}/${CURRENT}`)
        return listFolders(fs, within(name))
      }),
    replaceFiles: (name, files) =>
      tell(() => {
        requireOwnFolders(fs, path, `${name}/${CURRENT}`)
        replaceFileSet(fs, within(name), files)
      }),
    withLock: async (act) => {
      const release = tell(() => {
        makeFolder(fs, path)
        return acquireLock(fs, processes, path)
      })
      try {
        tell(() => removePassing(fs, path))
        return await act()
      } finally {
        tell(release)
      }
    },
  }
}

/** Whose folder it is, nobody can tell where anybody may change what is in it. */
function requireFolder(fs: FilePort, path: string): void {
  const stats = fs.statSync(path, { throwIfNoEntry: false })
  if (!stats) return
  if (!stats.isDirectory()) throw new UsageError('usage.data-folder', 'the data folder is a file')
  if (process.platform !== 'win32' && (stats.mode & WORLD_WRITABLE) !== 0) {
    throw new UsageError(
      'usage.data-folder',
      'anybody may write to the data folder: change its permissions',
    )
  }
}

/** The folder itself may be a link that its owner has made. What is in it is our own, and no link is. */
function requireOwnFolders(fs: FilePort, path: string, name: string): void {
  let at = path
  for (const part of readName(name).slice(0, -1)) {
    at = join(at, part)
    const stats = fs.lstatSync(at, { throwIfNoEntry: false })
    if (!stats) return
    if (stats.isDirectory()) continue
    throw new UnavailableError(
      'unavailable.data-folder',
      'something that is no folder lies in the data folder where one belongs',
    )
  }
}

function listFolders(fs: FilePort, path: string): readonly string[] {
  if (!fs.lstatSync(path, { throwIfNoEntry: false })) return []
  const names = fs.readdirSync(path)
  return names.filter((name) => fs.lstatSync(join(path, name)).isDirectory()).toSorted()
}

/** What people can do something about. */
const CAUSES: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk is full'],
  ['EACCES', 'it is not open to you'],
  ['EPERM', 'it is not open to you'],
  ['EROFS', 'the disk takes nothing'],
  ['ENOTDIR', 'a file lies where a folder belongs'],
  ['ELOOP', 'a link lies where a file belongs'],
])

/** Says of a system's error, or of a file that is too long, that it is the data folder's. */
function tell<T>(act: () => T): T {
  try {
    return act()
  } catch (cause) {
    const code = codeOf(cause)
    if (cause instanceof PratiqueError || (code === '' && !(cause instanceof RangeError)))
      throw cause
    const words = CAUSES.get(code) ?? (code === '' ? 'a file is too long' : code)
    throw new UnavailableError(
      'unavailable.data-folder',
      `the data folder cannot be used: ${words}`,
      { cause },
    )
  }
}
