/**
 * Marks: a file beside a state that a copy of the state has not.
 *
 * A mark is made for one state, which names it. It is neither renamed nor written again, so what the file
 * system says of it is known before the state is written, and stays. Two names take turns; before another
 * state counts for anything the mark of the one before is emptied, for whoever holds it under another name,
 * and removed. So a state that comes back alone names a mark that is gone, and one that comes back with its
 * mark names a file that was made anew.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { UsageError } from 'pratique/errors'
import { openIfThere, removeIfThere } from '../data/atomic-file.ts'
import type { FilePort } from '../data/file-port.ts'

const { O_CREAT, O_EXCL, O_TRUNC, O_WRONLY, O_NOFOLLOW = 0 } = constants
const MODE = 0o600
const MAX_BYTES = 64
const AHEAD_SECONDS = 60

/** Which of the two names. */
export type Turn = 'a' | 'b'

/**
 * What of its times tells a mark from a copy: when it was made; or, where that is not known, when it was last
 * changed, which nobody can set. A new owner or new rights change the one and not the other.
 */
type Evidence = 'born' | 'changed'

/** Which file a mark is, as the state that it belongs to names it. */
export interface Mark {
  readonly turn: Turn
  readonly uuid: string
  readonly inode: string
  readonly evidence: Evidence
  /** Nanoseconds since the epoch. */
  readonly at: string
}

/** What is on the disk. */
interface Seen {
  readonly uuid: string
  readonly inode: bigint
  readonly born: bigint
  readonly changed: bigint
  readonly modified: bigint
}

/** Whose turn is next. */
export function turnAfter(turn: Turn | undefined): Turn {
  return turn === 'a' ? 'b' : 'a'
}

/**
 * Makes a mark, in place of one that a process left which was stopped.
 *
 * @param path of the state
 * @throws {UsageError} `usage.lists` if the file system could not tell it from a copy
 */
export function makeMark(fs: FilePort, path: string, turn: Turn): Mark {
  removeMark(fs, path, turn)
  const uuid = randomUUID()
  const born = writeMark(fs, nameOf(path, turn), uuid)
  // As any reader finds it: some file systems are still at work until it is closed.
  const seen = readMark(fs, nameOf(path, turn))
  if (seen?.uuid !== uuid) {
    throw new UsageError('usage.lists', 'a file beside the state of the lists went away: try again')
  }
  const evidence = findEvidence(seen, born)
  return { turn, uuid, inode: `${seen.inode}`, evidence, at: `${seen[evidence]}` }
}

/** Tells whether a mark is there, and is the file that was made. */
export function isMarked(fs: FilePort, path: string, mark: Mark): boolean {
  const seen = readMark(fs, nameOf(path, mark.turn))
  return (
    seen?.uuid === mark.uuid &&
    `${seen.inode}` === mark.inode &&
    `${seen[mark.evidence]}` === mark.at
  )
}

/** Empties and removes a mark, if it is there. */
export function removeMark(fs: FilePort, path: string, turn: Turn): void {
  const name = nameOf(path, turn)
  const file = openIfThere(fs, name, O_WRONLY | O_TRUNC)
  if (file === undefined) return
  fs.closeSync(file)
  removeIfThere(fs, name)
}

function nameOf(path: string, turn: Turn): string {
  return `${path}.mark-${turn}`
}

/**
 * Writes a mark, and dates its content a minute ahead: a time that follows is one that anybody can set.
 *
 * @returns when it was made, as far as was known then
 */
function writeMark(fs: FilePort, name: string, uuid: string): bigint {
  const file = fs.openSync(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, MODE)
  try {
    const { birthtimeNs, mtimeMs } = fs.fstatSync(file, { bigint: true })
    let rest: Uint8Array = Buffer.from(uuid)
    while (rest.length > 0) rest = rest.subarray(fs.writeSync(file, rest))
    const ahead = Number(mtimeMs) / 1000 + AHEAD_SECONDS
    fs.futimesSync(file, ahead, ahead)
    fs.fsyncSync(file)
    return birthtimeNs
  } finally {
    fs.closeSync(file)
  }
}

/** Where nothing is known of its beginning, some say when it was last changed, and some when its content was. */
function findEvidence({ born, changed, modified }: Seen, bornFirst: bigint): Evidence {
  if (born > 0n && born === bornFirst) return 'born'
  if (changed > 0n && changed !== modified) return 'changed'
  throw new UsageError(
    'usage.lists',
    'the file system does not say when a file was made or changed, so that a backup that is put back could ' +
      'not be told from what was there: keep the folder of lists on a local disk',
  )
}

function readMark(fs: FilePort, name: string): Seen | undefined {
  const file = openIfThere(fs, name)
  if (file === undefined) return undefined
  try {
    const { ino, birthtimeNs, ctimeNs, mtimeNs } = fs.fstatSync(file, { bigint: true })
    const bytes = new Uint8Array(MAX_BYTES)
    const uuid = new TextDecoder().decode(bytes.subarray(0, fs.readSync(file, bytes)))
    return { uuid, inode: ino, born: birthtimeNs, changed: ctimeNs, modified: mtimeNs }
  } finally {
    fs.closeSync(file)
  }
}
