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
  type OpenedDelta,
  type OpenedList,
  openTokenDelta,
  openTokenList,
  type TokenDeltaContent,
  type TokenListContent,
  type TokenListHead,
} from './content.ts'

interface SignedFile {
  readonly signature: TypedSignature
  readonly payload: Bytes
}

/** Who has signed a file, and what it is about. */
export type OpenedListFile = SignedFile & {
  readonly head: TokenListHead
  /** Digest of the edition that it follows on: of a list the one before, of a delta the one it adds to. */
  readonly follows?: string
} & (
    | { readonly kind: 'list'; readonly opened: OpenedList }
    | { readonly kind: 'delta'; readonly opened: OpenedDelta }
  )

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
  const signature = readTyped(['list', 'delta'], bytes, LIMITS)
  const { payload, type } = signature
  if (!payload) throw new FormatError('format.cose', 'expected a list with its content')
  if (type === 'delta') {
    const opened = openTokenDelta(payload)
    const { head, adds } = opened
    return { kind: type, signature, payload, head, opened, follows: adds.base.digest }
  }
  const opened = openTokenList(payload)
  const { head } = opened
  const follows = head.previous !== undefined && { follows: head.previous }
  return { kind: type, signature, payload, head, opened, ...follows }
}

/**
 * Reads what an opened file lists.
 *
 * @throws {FormatError} `format.cbor`
 */
export function decodeOpenedFile(file: OpenedListFile): ListFile {
  const { signature, payload } = file
  if (file.kind === 'delta') {
    return { kind: file.kind, signature, payload, content: decodeTokenDelta(file.opened) }
  }
  const content = decodeTokenList(file.opened)
  return { kind: file.kind, signature, payload, content, digest: digestOfList(payload) }
}

/**
 * Reads all that a file says, whoever has signed it: of one's own, and of those that are only shown.
 *
 * @throws {FormatError} `format.cose` or `format.cbor`
 */
export function readListFile(bytes: Bytes): ListFile {
  return decodeOpenedFile(openListFile(bytes))
}
