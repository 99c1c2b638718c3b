/**
 * Files that are bound to where they were written: a copy that was put back in their place is found out.
 *
 * A file begins with a line that names its mark, a file beside it that a copy has not.
 *
 * @module
 */

import { createHash, randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { UsageError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'
import { openIfThere, PASSING, removeIfThere, syncFolder, writeNew } from '../data/atomic-file.ts'
import type { FilePort } from '../data/file-port.ts'
import { isMarked, type Mark, makeMark, removeMark, turnAfter } from './mark.ts'

/** `pratique-state 2 <turn> <uuid> <inode> <evidence> <at> <sha256 of the rest>` */
const HEADER = /^pratique-state 2 ([ab]) ([0-9a-f-]{36}) (\d+) (born|changed) (\d+) ([0-9a-f]{64})$/
const MAX_HEADER_BYTES = 200
const NEW_LINE = 0x0a

interface Header {
  readonly mark: Mark
  readonly digest: string
}

export interface ReadBoundOptions {
  readonly maxBytes: number
  /** Takes a copy too: the operator knows that it is one. */
  readonly acceptsCopy?: boolean
}

/**
 * Writes a file in place of the one that has this name, if any: all of it, or nothing. Nobody else may write
 * meanwhile.
 *
 * @throws {UsageError} `usage.lists` if the file system could not tell a copy from it
 */
export function writeBound(fs: FilePort, path: string, bytes: Uint8Array): void {
  const folder = dirname(path)
  const turn = turnAfter(readHeader(fs, path)?.mark.turn)
  const mark = makeMark(fs, path, turn)
  const passing = join(folder, `${PASSING}${randomUUID()}`)
  try {
    writeNew(fs, passing, Buffer.concat([encodeHeader({ mark, digest: digestOf(bytes) }), bytes]))
    fs.renameSync(passing, path)
  } catch (error) {
    removeIfThere(fs, passing)
    throw error
  }
  removeMark(fs, path, turnAfter(turn))
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
  for (let before: string | undefined; ; ) {
    const bytes = readUpTo(fs, path, maxBytes + MAX_HEADER_BYTES + 1)
    if (!bytes) return undefined
    if (bytes.length > maxBytes + MAX_HEADER_BYTES) throw restored('is longer than any')
    const header = decodeHeader(bytes)
    const rest = bytes.slice(bytes.indexOf(NEW_LINE) + 1)
    if (header?.digest !== digestOf(rest)) throw restored('is damaged')
    if (acceptsCopy || isMarked(fs, path, header.mark)) return rest
    // Who reads may be overtaken by another who writes: then there is another state by now.
    if (header.mark.uuid === before) throw restored(COPY)
    before = header.mark.uuid
  }
}

const COPY =
  'is a copy of an older one, or what is known of its mark was changed, such as owner or rights'

function encodeHeader({ mark, digest }: Header): Uint8Array {
  const { turn, uuid, inode, evidence, at } = mark
  return Buffer.from(`pratique-state 2 ${turn} ${uuid} ${inode} ${evidence} ${at} ${digest}\n`)
}

function decodeHeader(bytes: Uint8Array): Header | undefined {
  const end = Math.min(Math.max(bytes.indexOf(NEW_LINE), 0), MAX_HEADER_BYTES)
  const match = HEADER.exec(new TextDecoder().decode(bytes.subarray(0, end)))
  if (!match) return undefined
  const [, turn, uuid = '', inode = '', evidence, at = '', digest = ''] = match
  const mark: Mark = {
    turn: turn === 'a' ? 'a' : 'b',
    uuid,
    inode,
    evidence: evidence === 'born' ? 'born' : 'changed',
    at,
  }
  return { mark, digest }
}

function readHeader(fs: FilePort, path: string): Header | undefined {
  const bytes = readUpTo(fs, path, MAX_HEADER_BYTES)
  return bytes && decodeHeader(bytes)
}

/** @returns `undefined` if there is none; no more of it than `maxBytes` */
function readUpTo(fs: FilePort, path: string, maxBytes: number): Bytes | undefined {
  const file = openIfThere(fs, path)
  if (file === undefined) return undefined
  try {
    const bytes = new Uint8Array(Math.min(fs.fstatSync(file).size, maxBytes))
    let length = 0
    while (length < bytes.length) {
      const read = fs.readSync(file, bytes, length, bytes.length - length, null)
      if (read === 0) break
      length += read
    }
    return bytes.slice(0, length)
  } finally {
    fs.closeSync(file)
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function restored(reason: string): UsageError {
  return new UsageError('usage.lists-restored', `a file of the lists' state ${reason}`)
}
