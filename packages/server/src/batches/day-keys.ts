/**
 * The keys that wrap those of batches: one a day, in the folder of the secrets, destroyed when the batches of its day
 * are 48 hours old at most. What was sealed below one is lost with it, in every copy of the database.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '@pratique/node/atomic-file'
import { nodeFiles } from '@pratique/node/data-folder'
import { readOwn } from '../signing/open-key.ts'

/** Below the folder of the secrets. */
const FOLDER = 'batch-keys'
/** The day, and what tells keys apart that were made at once. */
const NAME = /^(\d{4}-\d{2}-\d{2})-[0-9a-f]{8}$/
const KEY_BYTES = 32
const TAG_BYTES = 4
const DAY_SECONDS = 86_400
const LIFE_SECONDS = 2 * DAY_SECONDS

/** A key, and what it is called. */
export interface DayKey {
  readonly id: string
  readonly key: Uint8Array
}

export interface DayKeys {
  /** What the keys of this folder are called. */
  readonly ids: () => readonly string[]
  /** The key of a day; it is made if there is none. */
  keyOf(now: number): DayKey
  /** @returns `undefined` if it is not in this folder */
  find(id: string): Uint8Array | undefined
  /** Destroys the keys that are over. */
  destroy(now: number): void
}

/** Whether a key is to be destroyed: 48 hours after its day began. */
export function isOver(id: string, now: number): boolean {
  return id < firstInForce(now)
}

/** What names of keys begin with at least that are not over. */
export function firstInForce(now: number): string {
  return dayOf(now - LIFE_SECONDS + DAY_SECONDS)
}

function dayOf(now: number): string {
  return new Date(now * 1000).toISOString().slice(0, 10)
}

/**
 * Keeps the keys in a folder. Several processes may share it.
 *
 * @throws {UsageError} `usage.key-file` if others may read one
 */
export function createDayKeys(secrets: string): DayKeys {
  const folder = join(secrets, FOLDER)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const ids = (): readonly string[] =>
    readdirSync(folder)
      .filter((name) => NAME.test(name))
      .toSorted()
  const find = (id: string): Uint8Array | undefined => {
    const path = join(folder, id)
    if (!NAME.test(id) || !nodeFiles.statSync(path, { throwIfNoEntry: false })) return undefined
    const key = readOwn(path)
    return key.length === KEY_BYTES ? key : undefined
  }
  for (const id of ids()) find(id)
  return {
    ids,
    find,
    keyOf(now) {
      const day = dayOf(now)
      for (const id of ids()) {
        const key = id.startsWith(day) ? find(id) : undefined
        if (key) return { id, key }
      }
      const id = `${day}-${randomBytes(TAG_BYTES).toString('hex')}`
      const key = new Uint8Array(randomBytes(KEY_BYTES))
      writeAtomically(nodeFiles, join(folder, id), key)
      return { id, key }
    },
    destroy(now) {
      for (const id of ids()) if (isOver(id, now)) destroyFile(join(folder, id))
    },
  }
}

/** Written over first: on some disks that is all there was of it. Another process may be quicker. */
function destroyFile(path: string): void {
  try {
    const file = openSync(path, 'r+')
    try {
      writeSync(file, new Uint8Array(KEY_BYTES), 0, KEY_BYTES, 0)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  rmSync(path, { force: true })
}
