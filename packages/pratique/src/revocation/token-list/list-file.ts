/**
 * Files of lists and deltas. Before a signature is known to be good nothing is read but who has signed and
 * what the list is: a file of 16 MiB could say of as many indices as it has bits.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { readTyped, type TypedSignature } from '../../cose/typed-signature.ts'
import { FormatError } from '../../errors.ts'
import {
  decodeTokenDelta,
  decodeTokenList,
  digestOfList,
  MAX_LIST_BYTES,
  readDeltaBase,
  readTokenListHead,
  type TokenDeltaContent,
  type TokenListContent,
  type TokenListHead,
} from './content.ts'

interface SignedFile {
  readonly signature: TypedSignature
  readonly payload: Bytes
}

/** Who has signed a file, and what it is about. */
export interface OpenedListFile extends SignedFile {
  readonly kind: 'list' | 'delta'
  readonly head: TokenListHead
  /** Digest of the edition that it follows on: of a list the one before, of a delta the one it adds to. */
  readonly follows?: string
}

/** What a file says, before anybody has said that it is so. */
export type ListFile = SignedFile &
  (
    | { readonly kind: 'list'; readonly content: TokenListContent; readonly digest: string }
    | { readonly kind: 'delta'; readonly content: TokenDeltaContent }
  )

const LIMITS = { maxBytes: MAX_LIST_BYTES, maxItems: 100, maxDepth: 4 } as const

/**
 * Reads who has signed a file and what it is about. List and delta are told apart by what they were signed
 * as. What they list is not read.
 *
 * @throws {FormatError} `format.cose` or `format.cbor`
 */
export function openListFile(bytes: Bytes): OpenedListFile {
  const kind = isSignedAs('list', bytes) ? 'list' : 'delta'
  const signature = readTyped(kind, bytes, LIMITS)
  const { payload } = signature
  if (!payload) throw new FormatError('format.cose', 'expected a list with its content')
  const head = readTokenListHead(payload)
  const follows = kind === 'list' ? head.previous : readDeltaBase(payload)
  return { kind, signature, payload, head, ...(follows !== undefined && { follows }) }
}

/**
 * Reads what an opened file lists.
 *
 * @throws {FormatError} `format.cbor`
 */
export function decodeOpenedFile({ kind, signature, payload }: OpenedListFile): ListFile {
  if (kind === 'delta') return { kind, signature, payload, content: decodeTokenDelta(payload) }
  const content = decodeTokenList(payload)
  return { kind, signature, payload, content, digest: digestOfList(payload) }
}

/**
 * Reads all that a file says, whoever has signed it: of one's own, and of those that are only shown.
 *
 * @throws {FormatError} `format.cose` or `format.cbor`
 */
export function readListFile(bytes: Bytes): ListFile {
  return decodeOpenedFile(openListFile(bytes))
}

function isSignedAs(type: 'list' | 'delta', bytes: Bytes): boolean {
  try {
    readTyped(type, bytes, LIMITS)
    return true
  } catch (error) {
    if (error instanceof FormatError && error.code === 'format.cose') return false
    throw error
  }
}
