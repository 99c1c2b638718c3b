/**
 * A folder of issued certificates, which a command can be stopped over at any instant: one file of lines
 * says what was issued, and a certificate is issued when its line is whole and on the disk. Pictures and
 * pages are made from it, and made again if they are missing.
 *
 * What is kept to know an order again is the HMAC, under a secret of the folder, of what its certificate
 * states: nothing can be told from it that the certificate beside it does not say.
 *
 * @module
 */

import { createHmac, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { join } from 'node:path'
import {
  makeFolder,
  PASSING,
  removePassing,
  syncFolder,
  writeAtomically,
} from '../data/atomic-file.ts'
import type { FilePort } from '../data/file-port.ts'
import { acquireLock, LOCK_NAMES, type ProcessPort, type Release } from '../data/lock.ts'
import { explain, guard, refuse } from './folder-errors.ts'
import { HELD, type HeldEntry, readHeld, removeHeld, writeHeld } from './held.ts'
import { type JobEntry, type ReadRecord, readRecord } from './record.ts'
import { stageFiles } from './staged-files.ts'

export type { HeldEntry } from './held.ts'
export type { JobEntry } from './record.ts'

/** A folder that is being written to, by one process at a time. */
export interface Job {
  /** What was issued into it before. */
  readonly entries: readonly JobEntry[]
  /** What an order is known again by: of what its certificate will state. */
  toMark(statement: string): string
  find(mark: string): JobEntry | undefined
  /**
   * Puts certificates on record, all through to the disk. They are issued when this returns.
   *
   * @throws {UsageError} `usage.data-folder-locked` if another process has taken the folder over
   */
  commit(entries: readonly HeldEntry[]): readonly JobEntry[]
  /** The certificate that is held back, by this process or one that was stopped. */
  readonly held: HeldEntry | undefined
  /**
   * Holds a certificate back, through to the disk: it is not issued before it is given. One at a time.
   *
   * @throws {UsageError} `usage.data-folder-locked` as {@link Job.commit}
   */
  hold(entry: HeldEntry): void
  /** Puts what is held back on record, as {@link Job.commit} does. */
  give(): void
  /** Takes away what is held back. It was never issued. */
  drop(): void
  has(name: string): boolean
  /** Writes a file beside the record, which is there when it is settled: whole or not at all. */
  write(name: string, bytes: Uint8Array): void
  /** Waits until all files that were written are on the disk, and there. */
  settle(): Promise<void>
  close(): void
}

/** What the record is called. */
const RECORD = 'certificates.ndjson'
const SECRET = 'job-secret'
const SECRET_BYTES = 32

const FILE_MODE = 0o600
const { O_CREAT, O_RDONLY, O_RDWR, O_NOFOLLOW = 0 } = constants

/**
 * Opens a folder, or makes it. A line that was not finished is taken away: its certificate was never given
 * out. So is every picture that was not.
 *
 * @throws {UsageError} `usage.output-file` if something else lies there, or nothing can be written;
 *   `usage.data-folder-locked` if another process is at it
 */
export function openJob(fs: FilePort, processes: ProcessPort, folder: string): Job {
  const release = guard(folder, () => {
    makeFolder(fs, folder)
    requireOurs(fs, folder)
    return acquireLock(fs, processes, folder)
  })
  try {
    return guard(folder, () => createJob(fs, folder, release))
  } catch (error) {
    release()
    throw error
  }
}

/** Nobody's photographs are to lie among certificates, and no home is to fill with them. */
function requireOurs(fs: FilePort, folder: string): void {
  const names = fs.readdirSync(folder).map(String)
  if (names.includes(SECRET)) return
  if (names.includes(RECORD)) {
    throw refuse(folder, `${SECRET} is missing, without which no order is known again: restore it`)
  }
  // As of a process that was stopped when it had just begun.
  if (names.every((name) => LOCK_NAMES.includes(name) || name.startsWith(PASSING))) return
  throw refuse(folder, 'there are other files in it: name a new folder, or the one of before')
}

function createJob(fs: FilePort, folder: string, release: Release): Job {
  removePassing(fs, folder)
  const secret = readSecret(fs, folder)
  const file = fs.openSync(join(folder, RECORD), O_RDWR | O_CREAT | O_NOFOLLOW, FILE_MODE)
  const record = openRecord(fs, folder, file)
  const { entries } = record
  const byMark = new Map(entries.map((entry) => [entry.mark, entry]))
  const files = stageFiles(fs, folder)
  let last = entries.reduce((most, { number }) => Math.max(most, number), 0)
  let { length, held } = record
  function append(text: string): void {
    const bytes = Buffer.from(text)
    try {
      let written = 0
      while (written < bytes.length) {
        written += fs.writeSync(file, bytes, written, bytes.length - written, length + written)
      }
      fs.fsyncSync(file)
      length += bytes.length
    } catch (error) {
      fs.ftruncateSync(file, length)
      throw error
    }
  }
  function commit(issued: readonly HeldEntry[]): readonly JobEntry[] {
    const numbered = issued.map((each, at) => ({ number: last + at + 1, ...each }))
    if (numbered.length === 0) return numbered
    release.renew()
    append(numbered.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
    last += numbered.length
    for (const entry of numbered) {
      entries.push(entry)
      byMark.set(entry.mark, entry)
    }
    return numbered
  }
  function drop(): void {
    if (held) removeHeld(fs, folder)
    held = undefined
  }
  return {
    entries,
    toMark: (statement) => createHmac('sha256', secret).update(statement).digest('hex'),
    find: (mark) => byMark.get(mark),
    commit: (issued) => guard(folder, () => commit(issued)),
    get held() {
      return held
    },
    hold: (entry) =>
      guard(folder, () => {
        if (held) throw new Error('unreachable: one certificate is held back at a time')
        release.renew()
        writeHeld(fs, folder, entry)
        held = entry
      }),
    give: () =>
      guard(folder, () => {
        if (held && !byMark.has(held.mark)) commit([held])
        drop()
      }),
    drop: () => guard(folder, drop),
    has: (name) =>
      guard(folder, () => {
        const stats = fs.lstatSync(join(folder, name), { throwIfNoEntry: false })
        return files.has(name) || stats?.isFile() === true
      }),
    write: (name, bytes) => guard(folder, () => files.add(name, bytes)),
    settle: async () => {
      try {
        await files.settle()
      } catch (error) {
        throw explain(folder, error)
      }
    },
    close: () =>
      guard(folder, () => {
        try {
          files.discard()
          fs.closeSync(file)
        } finally {
          release()
        }
      }),
  }
}

/** Makes the secret of a new folder, all through to the disk before anything is marked by it. */
function readSecret(fs: FilePort, folder: string): Uint8Array {
  const path = join(folder, SECRET)
  if (!fs.lstatSync(path, { throwIfNoEntry: false })) {
    writeAtomically(fs, path, randomBytes(SECRET_BYTES))
  }
  const file = fs.openSync(path, O_RDONLY | O_NOFOLLOW)
  try {
    const secret = new Uint8Array(SECRET_BYTES + 1)
    if (fs.readSync(file, secret) === SECRET_BYTES) return secret.subarray(0, SECRET_BYTES)
  } finally {
    fs.closeSync(file)
  }
  throw refuse(folder, `${SECRET} is damaged: restore it, or name a new folder`)
}

interface OpenedRecord extends ReadRecord {
  readonly held: HeldEntry | undefined
}

function openRecord(fs: FilePort, folder: string, file: number): OpenedRecord {
  try {
    const record = readRecord(fs, file)
    if (record) {
      if (record.length === 0) syncFolder(fs, folder)
      return { ...record, held: openHeld(fs, folder, record) }
    }
  } catch (error) {
    fs.closeSync(file)
    throw error
  }
  fs.closeSync(file)
  throw refuse(folder, `a line of ${RECORD} is damaged: restore it, or name a new folder`)
}

/** What is on record was given out, by a process that was stopped right behind that. */
function openHeld(fs: FilePort, folder: string, { entries }: ReadRecord): HeldEntry | undefined {
  const held = readHeld(fs, folder)
  if (held === 'damaged') {
    throw refuse(folder, `${HELD} is damaged: restore it, or name a new folder`)
  }
  if (!held || !entries.some(({ mark }) => mark === held.mark)) return held
  removeHeld(fs, folder)
  return undefined
}
