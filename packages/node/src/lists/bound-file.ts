/**
 * Files that say which file they are: a copy that was put back in their place is found out.
 *
 * A file begins with a line that names its own inode and the instant at which that was made. Whatever copies
 * files, restores them from a backup, or moves them to another machine makes others. What copies a whole
 * disk does not: docs/decisions/0018.
 *
 * @module
 */

import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'
import { PASSING, removeIfThere, syncFolder } from '../data/atomic-file.ts'
import { codeOf, type FilePort } from '../data/file-port.ts'

/** `pratique-state 1 <inode> <born> <sha256 of the rest>` */
const HEADER = /^pratique-state 1 (\d+) (\d+|-) ([0-9a-f]{64})\n$/
const MAX_HEADER_BYTES = 200
const NEW_LINE = 0x0a

/** A file system that does not say when a file was made. */
const UNKNOWN = '-'

const MODE = 0o600
const { O_CREAT, O_EXCL, O_RDONLY, O_WRONLY, O_NOFOLLOW = 0 } = constants

/** Which file it is. */
interface Identity {
  readonly inode: string
  readonly born: string
}

export interface ReadBoundOptions {
  readonly maxBytes: number
  /** Takes a copy too: the operator knows that it is one. */
  readonly acceptsCopy?: boolean
}

/** Writes a file in place of the one that has this name, if any: all of it, or nothing. */
export function writeBound(fs: FilePort, path: string, bytes: Uint8Array): void {
  const folder = dirname(path)
  const passing = join(folder, `${PASSING}${randomUUID()}`)
  try {
    if (!writePassing(fs, passing, bytes, (identity) => identity)) {
      removeIfThere(fs, passing)
      writePassing(fs, passing, bytes, ({ inode }) => ({ inode, born: UNKNOWN }))
    }
    fs.renameSync(passing, path)
  } catch (error) {
    removeIfThere(fs, passing)
    throw error
  }
  syncFolder(fs, folder)
}

/**
 * Reads a file, and makes sure that it is the one that was written.
 *
 * @returns `undefined` if there is none
 * @throws {UsageError} `usage.lists-restored` if it is a copy, or damaged
 */
export function readBound(
  fs: FilePort,
  path: string,
  { maxBytes, acceptsCopy = false }: ReadBoundOptions,
): Bytes | undefined {
  const file = openIfThere(fs, path)
  if (file === undefined) return undefined
  try {
    const own = identityOf(fs, file)
    const bytes = readAll(fs, file, maxBytes + MAX_HEADER_BYTES)
    const end = bytes.indexOf(NEW_LINE) + 1
    const [, inode, born, digest] =
      HEADER.exec(new TextDecoder().decode(bytes.subarray(0, Math.min(end, MAX_HEADER_BYTES)))) ??
      []
    const rest = bytes.slice(end)
    if (digest !== digestOf(rest)) throw restored('is damaged')
    const isOwn = inode === own.inode && (born === own.born || born === UNKNOWN)
    if (!isOwn && !acceptsCopy) throw restored('is a copy of an older one')
    return rest
  } finally {
    fs.closeSync(file)
  }
}

/** @returns whether the file says of itself what it is, once it has been written */
function writePassing(
  fs: FilePort,
  path: string,
  bytes: Uint8Array,
  named: (identity: Identity) => Identity,
): boolean {
  const file = fs.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, MODE)
  try {
    const { inode, born } = named(identityOf(fs, file))
    const header = `pratique-state 1 ${inode} ${born} ${digestOf(bytes)}\n`
    let rest: Uint8Array = Buffer.concat([Buffer.from(header), bytes])
    while (rest.length > 0) rest = rest.subarray(fs.writeSync(file, rest))
    fs.fsyncSync(file)
    // Where nothing is known of its beginning, some say when it was last changed.
    return born === UNKNOWN || identityOf(fs, file).born === born
  } finally {
    fs.closeSync(file)
  }
}

function identityOf(fs: FilePort, file: number): Identity {
  const { ino, birthtimeNs } = fs.fstatSync(file, { bigint: true })
  return { inode: `${ino}`, born: birthtimeNs > 0n ? `${birthtimeNs}` : UNKNOWN }
}

function readAll(fs: FilePort, file: number, maxBytes: number): Bytes {
  const { size } = fs.fstatSync(file)
  if (size > maxBytes) throw restored('is longer than any')
  const bytes = new Uint8Array(size)
  let length = 0
  while (length < size) {
    const read = fs.readSync(file, bytes, length, size - length, null)
    if (read === 0) break
    length += read
  }
  return bytes.slice(0, length)
}

function openIfThere(fs: FilePort, path: string): number | undefined {
  try {
    return fs.openSync(path, O_RDONLY | O_NOFOLLOW)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function restored(reason: string): UsageError {
  return new UsageError('usage.lists-restored', `a file of the lists' state ${reason}`)
}
