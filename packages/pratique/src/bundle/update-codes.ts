/**
 * A bundle in several QR codes, for a device without a network: each says which bundle, which part of how
 * many, and a piece of the bytes. They are read in any order.
 *
 * A text is `PU1:` and Base45 of 16 bytes of the bundle's SHA-256, the part (from 0), how many there are, and
 * the piece: all characters of QR's alphanumeric mode.
 *
 * @module
 */

import { decodeBase45, encodeBase45 } from '../bytes/base45.ts'
import { type Bytes, isSameBytes, joinBytes } from '../bytes/bytes.ts'
import { sha256 } from '../bytes/sha256.ts'
import { FormatError, UsageError } from '../errors.ts'

const PREFIX = 'PU1:'
const DIGEST_BYTES = 16
const HEADER_BYTES = DIGEST_BYTES + 2
/** A symbol of version 13 at level L, which fits a terminal of 80 columns and is read off any screen. */
const PIECE_BYTES = 390
/** More than these nobody holds a phone over. */
export const MAX_UPDATE_CODES = 32

/**
 * Writes the texts of the codes.
 *
 * @throws {UsageError} `usage.argument` if it takes more than {@link MAX_UPDATE_CODES}
 */
export function toUpdateCodes(bytes: Bytes): readonly string[] {
  const count = Math.max(1, Math.ceil(bytes.length / PIECE_BYTES))
  if (count > MAX_UPDATE_CODES) {
    throw new UsageError(
      'usage.argument',
      `${bytes.length} bytes take ${count} codes, and at most ${MAX_UPDATE_CODES} are read: use a file`,
    )
  }
  const digest = sha256(bytes).subarray(0, DIGEST_BYTES)
  return Array.from({ length: count }, (_, part) => {
    const piece = bytes.subarray(part * PIECE_BYTES, (part + 1) * PIECE_BYTES)
    return `${PREFIX}${encodeBase45(Uint8Array.of(...digest, part, count, ...piece))}`
  })
}

/** Tells these codes from others, by how they begin. */
export function isUpdateCode(text: string): boolean {
  return text.startsWith(PREFIX)
}

/** What was read so far. */
export interface UpdateProgress {
  readonly done: number
  readonly of: number
  /** Once all are there. */
  readonly bytes?: Bytes
}

export interface UpdateCollector {
  /**
   * Takes one code. One of another bundle begins anew.
   *
   * @throws {FormatError} `format.prefix`, `format.base45`, or `format.cbor` if it is none, does not fit the
   *   others, or what they come to is damaged
   */
  add(text: string): UpdateProgress
}

/** Collects the codes of a bundle, in any order, each as often as it comes. */
export function createUpdateCollector(): UpdateCollector {
  let digest: Bytes = new Uint8Array(0)
  let pieces: (Bytes | undefined)[] = []
  return {
    add(text) {
      const part = decodePart(text)
      const isNew = !isSameBytes(part.digest, digest) || part.count !== pieces.length
      if (isNew) pieces = Array.from({ length: part.count })
      digest = part.digest
      const before = pieces[part.index]
      if (before && !isSameBytes(before, part.piece)) {
        pieces = []
        refuse('two codes of one part differ')
      }
      pieces[part.index] = part.piece
      const found = pieces.filter((piece) => piece !== undefined)
      const progress = { done: found.length, of: part.count }
      if (found.length < part.count) return progress
      const bytes = joinBytes(found)
      if (isSameBytes(sha256(bytes).subarray(0, DIGEST_BYTES), digest))
        return { ...progress, bytes }
      pieces = []
      return refuse('the codes do not come to what they say')
    },
  }
}

interface Part {
  readonly digest: Bytes
  readonly index: number
  readonly count: number
  readonly piece: Bytes
}

function decodePart(text: string): Part {
  if (!isUpdateCode(text)) throw new FormatError('format.prefix', `expected ${PREFIX}`)
  const bytes = decodeBase45(text.slice(PREFIX.length))
  const [index = 0, count = 0] = bytes.subarray(DIGEST_BYTES, HEADER_BYTES)
  const piece = bytes.slice(HEADER_BYTES)
  const isInside = index < count && count <= MAX_UPDATE_CODES
  const isLast = index === count - 1
  const isFull = isLast ? piece.length <= PIECE_BYTES : piece.length === PIECE_BYTES
  if (!isInside || !isFull || piece.length === 0) refuse('expected a part of an update')
  return { digest: bytes.slice(0, DIGEST_BYTES), index, count, piece }
}

function refuse(reason: string): never {
  throw new FormatError('format.cbor', reason)
}
