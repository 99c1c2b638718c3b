/**
 * The folder in which an issuer's lists rest: how far indices are claimed, what is revoked, and the secret.
 * No row a certificate, and nobody's name, is ever given to it.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { PratiqueError, UnavailableError, UsageError } from 'pratique/errors'
import { ALLOCATION, type ListStore, SECRET_BYTES } from 'pratique/revocation'
import type { Bytes } from 'pratique/verify'
import {
  makeFolder,
  readWhole,
  removeIfThere,
  removePassing,
  syncFolder,
  writeNew,
} from '../data/atomic-file.ts'
import { type FilePort, nodeFiles } from '../data/file-port.ts'
import { acquireLock, createProcessPort, type ProcessPort, type Release } from '../data/lock.ts'
import { readName } from '../data/names.ts'
import { isOpenToOthers } from '../data/permissions.ts'
import { readBound, writeBound } from './bound-file.ts'

/** What it stands on. */
export interface ListStorePorts {
  readonly fs?: FilePort
  readonly processes?: ProcessPort
  /** Waits. */
  readonly sleep?: (ms: number) => Promise<void>
}

export interface ListStoreOptions extends ListStorePorts {
  /** Whether an old copy of the state was put back, and the operator knows. */
  readonly afterRestore?: boolean
  /** Whether a secret that others may read is taken, where a platform keeps them out in another way. */
  readonly acceptsOpenSecret?: boolean
}

/** A folder of lists. */
export interface ListFolder {
  readonly store: ListStore
  /**
   * The issuer's secret.
   *
   * @throws {UsageError} `usage.lists` if there is none yet, or others may read it; `usage.lists-restored` if it
   *   is gone
   */
  readSecret(): Bytes
  /**
   * Makes the secret, if there is none yet and nothing of lists either.
   *
   * @returns whether it was made now
   * @throws {UsageError} `usage.lists-restored` if there are lists and the secret is gone
   */
  makeSecret(): Promise<boolean>
}

const SECRET = 'secret'

/** Where the lists are published from. */
export const PUBLISHED = 'published'

const NO_SECRET =
  'there are lists, and the secret that they were begun with is gone: put it back from your backup'

/** What names of what is revoked begin with. */
const REVOKED = 'revoked-'

/** A list of all indices there are takes no more. */
const MAX_BYTES = 64 * 1024 * 1024

/** Others work with the state for milliseconds. */
const ATTEMPTS = 200
const PAUSE_MS = 25

/**
 * Opens a folder of lists. It need not be there before something is written.
 *
 * @throws {UsageError} `usage.lists` if it is no folder; its store throws `usage.lists-restored` if a file in
 *   it is a copy, `usage.data-folder-locked` if another process does not come to an end, and
 *   {@link UnavailableError} `unavailable.data-folder`
 */
export function openListFolder(path: string, options: ListStoreOptions = {}): ListFolder {
  const { fs = nodeFiles, afterRestore = false, acceptsOpenSecret = false } = options
  const { processes = createProcessPort(fs), sleep = pause } = options
  const stats = tell(() => fs.statSync(path, { throwIfNoEntry: false }))
  if (stats && !stats.isDirectory()) refuse('expected a folder of lists, and it is a file')
  const within = (name: string) => join(path, ...readName(name))
  const read = (name: string) =>
    readBound(fs, within(name), { maxBytes: MAX_BYTES, acceptsCopy: afterRestore })
  async function inTurn<T>(act: () => T): Promise<T> {
    tell(() => makeFolder(fs, path))
    const release = await waitForTurn(() => tell(() => acquireLock(fs, processes, path)), sleep)
    try {
      return tell(act)
    } finally {
      tell(release)
    }
  }
  const store: ListStore = {
    read: (name) => tell(() => read(name)),
    update: (name, change) =>
      inTurn(() => {
        removePassing(fs, path)
        const { document, result } = change(read(name))
        writeBound(fs, within(name), document)
        return result
      }),
  }
  return {
    store,
    readSecret() {
      const secret = tell(() => readWhole(fs, within(SECRET), SECRET_BYTES))
      if (!secret) {
        requireNothing(tell(() => hasLists(fs, path)))
        return refuse('the folder has no secret: begin with "pratique lists build"')
      }
      if (!acceptsOpenSecret && tell(() => isOpenToOthers(within(SECRET), fs))) {
        refuse('others may read the secret of the lists: take their right away (chmod 600)')
      }
      return secret
    },
    makeSecret: () =>
      inTurn(() => {
        const secret = readWhole(fs, within(SECRET), SECRET_BYTES)
        if (secret?.length === SECRET_BYTES) return false
        requireNothing(hasLists(fs, path))
        // Whoever made it was stopped in the middle of it, and nothing was drawn by it.
        removeIfThere(fs, within(SECRET))
        writeNew(fs, within(SECRET), randomBytes(SECRET_BYTES))
        syncFolder(fs, path)
        return true
      }),
  }
}

/** Tells whether a list was ever begun here, or published from here. */
function hasLists(fs: FilePort, path: string): boolean {
  const namesIn = (folder: string) =>
    fs.statSync(folder, { throwIfNoEntry: false }) ? fs.readdirSync(folder) : []
  const isState = (name: string) => name.startsWith(ALLOCATION) || name.startsWith(REVOKED)
  return namesIn(path).some(isState) || namesIn(join(path, PUBLISHED)).length > 0
}

function requireNothing(hasSome: boolean): void {
  if (hasSome) throw new UsageError('usage.lists-restored', NO_SECRET)
}

async function waitForTurn(
  acquire: () => Release,
  sleep: (ms: number) => Promise<void>,
): Promise<Release> {
  for (let attempt = 1; ; attempt++) {
    try {
      return acquire()
    } catch (error) {
      const isLocked = error instanceof UsageError && error.code === 'usage.data-folder-locked'
      if (!isLocked || attempt === ATTEMPTS) throw error
    }
    await sleep(PAUSE_MS)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Errors of the system are out of reach, and ours stay what they are. */
function tell<T>(act: () => T): T {
  try {
    return act()
  } catch (cause) {
    if (cause instanceof PratiqueError || !isSystemError(cause)) throw cause
    const message = 'the folder of lists cannot be read or written'
    throw new UnavailableError('unavailable.data-folder', message, { cause })
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && 'syscall' in error)
}

function refuse(reason: string): never {
  throw new UsageError('usage.lists', reason)
}
