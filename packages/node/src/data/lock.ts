/**
 * One process at a time: a file that says whose turn it is.
 *
 * A process that was stopped leaves its file behind. Whoever finds that its owner is no more takes it
 * over, under a second file, so that two who find it at once do not both.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { UsageError } from 'pratique/errors'
import { readWhole, removeIfThere, writeAtomically, writeNew } from './atomic-file.ts'
import { codeOf, type FilePort } from './file-port.ts'

/** Tells processes apart, though their numbers are used again. */
export interface ProcessPort {
  readonly pid: number
  readonly host: string
  /** When a process began, in any form; `undefined` if there is none of this number, `''` if not known. */
  startOf(pid: number): string | undefined
  /** Milliseconds since the epoch. */
  now(): number
}

interface Owner {
  readonly pid: number
  readonly start: string
  readonly host: string
  /** Tells two locks of one process apart. */
  readonly token: string
}

const LOCK = '.lock'
const TAKEOVER = '.lock-takeover'

/** Files that whoever takes the turn may leave behind. */
export const LOCK_NAMES: readonly string[] = [LOCK, TAKEOVER]

const MAX_LOCK_BYTES = 1024
const ATTEMPTS = 3

/** A file that says nothing was just made, or its process was stopped while it made it. */
const MUTE_MS = 10_000
/** So long nothing is done without renewing. Of another machine it is all that can be told. */
const FOREIGN_MS = 3_600_000
/** What takes longer says often enough that it still runs. */
const RENEW_MS = FOREIGN_MS / 12

/** Gives the turn back. */
export interface Release {
  (): void
  /**
   * Keeps the turn through long work: called before each write.
   *
   * @throws {UsageError} `usage.data-folder-locked` if another process has taken it over
   */
  renew(): void
}

/**
 * Takes the turn.
 *
 * @throws {UsageError} `usage.data-folder-locked` at once, if it is another process's
 */
export function acquireLock(fs: FilePort, processes: ProcessPort, folder: string): Release {
  const owner = acquire(fs, processes, folder)
  const path = join(folder, LOCK)
  const isOurs = (): boolean => readOwner(fs, path)?.token === owner.token
  let renewedAt = processes.now()
  function release(): void {
    if (isOurs()) removeIfThere(fs, path)
  }
  function renew(): void {
    if (!isOurs()) {
      const words =
        'another process has taken the folder over: run the command again when it has ended'
      throw new UsageError('usage.data-folder-locked', words)
    }
    if (processes.now() - renewedAt < RENEW_MS) return
    writeAtomically(fs, path, toBytes(owner))
    renewedAt = processes.now()
  }
  return Object.assign(release, { renew })
}

function toBytes(owner: Owner): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(owner))
}

function acquire(fs: FilePort, processes: ProcessPort, folder: string): Owner {
  const { pid, host } = processes
  const owner = { pid, start: processes.startOf(pid) ?? '', host, token: randomUUID() }
  const path = join(folder, LOCK)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (create(fs, path, owner)) return owner
    if (isAbandoned(fs, processes, path)) takeAway(fs, processes, folder, owner)
    else break
  }
  throw new UsageError(
    'usage.data-folder-locked',
    `another process is working in the data folder${nameOwner(readOwner(fs, path))}: wait for it to end`,
  )
}

function nameOwner(owner: Owner | undefined): string {
  return owner ? `, number ${owner.pid}` : ''
}

/** @returns whether it is ours now */
function create(fs: FilePort, path: string, owner: Owner): boolean {
  try {
    writeNew(fs, path, toBytes(owner))
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

function takeAway(fs: FilePort, processes: ProcessPort, folder: string, owner: Owner): void {
  const takeover = join(folder, TAKEOVER)
  if (!create(fs, takeover, owner)) {
    if (isAbandoned(fs, processes, takeover)) removeIfThere(fs, takeover)
    return
  }
  try {
    const path = join(folder, LOCK)
    if (isAbandoned(fs, processes, path)) removeIfThere(fs, path)
  } finally {
    removeIfThere(fs, takeover)
  }
}

function isAbandoned(fs: FilePort, { host, startOf, now }: ProcessPort, path: string): boolean {
  const madeAt = fs.lstatSync(path, { throwIfNoEntry: false })?.mtimeMs
  if (madeAt === undefined) return true
  const ageMs = now() - madeAt
  const owner = readOwner(fs, path)
  if (!owner) return ageMs > MUTE_MS
  if (owner.host !== host) return ageMs > FOREIGN_MS
  const start = startOf(owner.pid)
  return start === undefined || (start !== '' && owner.start !== '' && start !== owner.start)
}

/** @returns `undefined` if the file is not there, or says nothing that can be read */
function readOwner(fs: FilePort, path: string): Owner | undefined {
  try {
    const bytes = readWhole(fs, path, MAX_LOCK_BYTES)
    const value: unknown = bytes && JSON.parse(new TextDecoder().decode(bytes))
    return isOwner(value) ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined
    throw error
  }
}

function isOwner(value: unknown): value is Owner {
  if (typeof value !== 'object' || value === null) return false
  const isText = (name: string) => typeof Reflect.get(value, name) === 'string'
  const pid: unknown = Reflect.get(value, 'pid')
  return Number.isSafeInteger(pid) && Number(pid) > 0 && ['start', 'host', 'token'].every(isText)
}

/** This process and those beside it. */
export function createProcessPort(fs: FilePort): ProcessPort {
  return {
    pid: process.pid,
    host: hostname(),
    startOf: (pid) => (isRunning(pid) ? readStart(fs, pid) : undefined),
    now: () => Date.now(),
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's.
    return codeOf(error) === 'EPERM'
  }
}

const MAX_STAT_BYTES = 4096
/** `starttime`, counted behind the name, which may hold anything (proc_pid_stat(5)). */
const START_FIELD = 19

function readStart(fs: FilePort, pid: number): string {
  if (process.platform !== 'linux') return ''
  try {
    const file = fs.openSync(`/proc/${pid}/stat`, 'r')
    try {
      const bytes = new Uint8Array(MAX_STAT_BYTES)
      const text = new TextDecoder().decode(bytes.subarray(0, fs.readSync(file, bytes)))
      return text.slice(text.lastIndexOf(')') + 2).split(' ')[START_FIELD] ?? ''
    } finally {
      fs.closeSync(file)
    }
  } catch {
    return ''
  }
}
