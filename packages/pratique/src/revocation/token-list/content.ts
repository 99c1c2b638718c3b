/**
 * What a list of revoked tokens says, and a delta: as CBOR of one form (docs/guide/revocation.md).
 *
 * @module
 */

import { type Bytes, isSameBytes } from '../../bytes/bytes.ts'
import { decodeHex, encodeHex } from '../../bytes/hex.ts'
import { sha256 } from '../../bytes/sha256.ts'
import { decodeCbor } from '../../cbor/decode.ts'
import { encodeCbor } from '../../cbor/encode.ts'
import { createMapReader, type MapReader } from '../../cbor/map-reader.ts'
import type { CborValue } from '../../cbor/value.ts'
import { FormatError } from '../../errors.ts'
import { FRAMEWORKS, type Framework } from '../../model/format.ts'
import { decodeGaps, divisorOf, encodeGaps } from './golomb.ts'

/** Indices are handed out, and covered, in blocks of so many. */
export const BLOCK: number = 2 ** 17
export const MAX_INDICES: number = 2 ** 32
export const MAX_LIST: number = 0xffff

/** Five thousand million certificates, one in a thousand revoked, take 7 MB. */
export const MAX_LIST_BYTES: number = 16 * 1024 * 1024

/**
 * More than three times what that is, and all of a list of ten million, should an issuer have to take all
 * back. Read, they take 64 MiB.
 */
export const MAX_REVOKED: number = 2 ** 24

const VERSION = 1
const DIGEST_BYTES = 32
const KEY_ID_BYTES = 8

const LABELS = {
  version: 1,
  issuers: 2,
  list: 3,
  number: 4,
  previous: 5,
  asOf: 6,
  nextUpdate: 7,
  issued: 8,
  issuedFrom: 9,
  issuedUntil: 10,
  keyIds: 11,
  count: 12,
  divisor: 13,
  data: 14,
  base: 15,
  baseNumber: 16,
  result: 17,
  audit: 18,
} as const

/** Which certificates a list speaks of. Times in seconds since the epoch, both inclusive. */
export interface TokenCoverage {
  /** Every index below this is covered, handed out or not: whole blocks of 2^17. */
  readonly issued: number
  readonly issuedFrom?: number
  readonly issuedUntil?: number
  /** `toSignerId` of the keys that sign with these tokens; absent: every key of the issuer. */
  readonly keyIds?: readonly string[]
}

/** What a list and a delta have in common. Digests are SHA-256, lower-case hex. */
export interface TokenListHead {
  /** Whose certificates: the issuer's name in each network that it signs for. */
  readonly issuers: ReadonlyMap<Framework, string>
  /** The number that the tokens of these certificates have. */
  readonly list: number
  /** 1 for the first edition of this list, and one more for each. */
  readonly number: number
  /** Digest of the edition before; absent in the first. */
  readonly previous?: string
  readonly asOf: number
  readonly nextUpdate: number
  readonly coverage: TokenCoverage
  /** Digest of the issuer's log of acts as it was then, so that nobody changes it afterwards; absent: it keeps none. */
  readonly audit?: string
}

/** An edition of a list. */
export interface TokenListContent extends TokenListHead {
  /** In rising order. */
  readonly revoked: Uint32Array
}

/** An edition, and the digest that others know it by. */
export interface PublishedEdition {
  readonly content: TokenListContent
  readonly digest: string
}

/** What came since an edition. It only adds. */
export interface TokenDeltaContent extends TokenListHead {
  readonly added: Uint32Array
  readonly base: { readonly number: number; readonly digest: string }
  /** Digest of the edition that comes of it. */
  readonly result: string
}

/** Names an edition: SHA-256 of its content, before it is signed. */
export function digestOfList(content: Bytes): string {
  return encodeHex(sha256(content))
}

/** Encodes an edition. What {@link decodeTokenList} decodes. */
export function encodeTokenList(content: TokenListContent): Bytes {
  const { revoked, coverage } = content
  return encodeContent(content, revoked.length, encodeGaps(revoked, coverage.issued))
}

/** Encodes a delta. What {@link decodeTokenDelta} decodes. */
export function encodeTokenDelta(delta: TokenDeltaContent): Bytes {
  const { added, coverage } = delta
  return encodeContent(delta, added.length, encodeGaps(added, coverage.issued), delta)
}

/** A list, read up to its indices. */
export interface OpenedList {
  readonly bytes: Bytes
  readonly head: TokenListHead
  /** How many indices are coded. */
  readonly count: number
  readonly data: Bytes
}

/** A delta, read up to its indices. */
export interface OpenedDelta extends OpenedList {
  readonly adds: Pick<TokenDeltaContent, 'base' | 'result'>
}

/**
 * Reads what an edition is about. What it lists is not read, nor whether it is in its one form.
 *
 * @throws {FormatError} `format.cbor`
 */
export function openTokenList(bytes: Bytes): OpenedList {
  const { map, ...opened } = readContent(bytes, 'a revocation list')
  map.finish()
  return opened
}

/**
 * Reads what a delta is about, as {@link openTokenList} does.
 *
 * @throws {FormatError} `format.cbor`
 */
export function openTokenDelta(bytes: Bytes): OpenedDelta {
  const { map, ...opened } = readContent(bytes, 'a revocation delta')
  const base = { digest: readDigest(map, LABELS.base), number: map.number(LABELS.baseNumber) }
  const result = readDigest(map, LABELS.result)
  if (base.number < 1 || base.number >= opened.head.number) map.refuse()
  map.finish()
  return { ...opened, adds: { base, result } }
}

/**
 * Decodes an edition that was opened. There is one way to write it. Whether its indices are covered, the
 * caller asks: {@link isWithinCoverage}.
 *
 * @throws {FormatError} `format.cbor`
 */
export function decodeTokenList({ bytes, head, count, data }: OpenedList): TokenListContent {
  requireOneForm(bytes, encodeContent(head, count, data))
  return { ...head, revoked: decodeGaps(data, { count, below: head.coverage.issued }) }
}

/** @throws {FormatError} `format.cbor` */
export function decodeTokenDelta({
  bytes,
  head,
  count,
  data,
  adds,
}: OpenedDelta): TokenDeltaContent {
  requireOneForm(bytes, encodeContent(head, count, data, adds))
  return { ...head, ...adds, added: decodeGaps(data, { count, below: head.coverage.issued }) }
}

/** Tells whether all indices are covered. In rising order, the last one decides. */
export function isWithinCoverage(indices: Uint32Array, { issued }: TokenCoverage): boolean {
  return (indices.at(-1) ?? -1) < issued
}

function encodeContent(
  head: TokenListHead,
  count: number,
  data: Bytes,
  delta?: Pick<TokenDeltaContent, 'base' | 'result'>,
): Bytes {
  const { coverage } = head
  const map = new Map<number, CborValue>()
  const put = (label: keyof typeof LABELS, value: CborValue) => {
    if (value !== undefined) map.set(LABELS[label], value)
  }
  put('version', VERSION)
  put('issuers', new Map(head.issuers))
  put('list', head.list)
  put('number', head.number)
  put('previous', toDigestBytes(head.previous))
  put('asOf', head.asOf)
  put('nextUpdate', head.nextUpdate)
  put('issued', coverage.issued)
  put('issuedFrom', coverage.issuedFrom)
  put('issuedUntil', coverage.issuedUntil)
  put(
    'keyIds',
    coverage.keyIds?.map((id) => decodeHex(id)),
  )
  put('count', count)
  put('divisor', divisorOf({ count, below: coverage.issued }))
  put('data', data)
  put('base', toDigestBytes(delta?.base.digest))
  put('baseNumber', delta?.base.number)
  put('result', toDigestBytes(delta?.result))
  put('audit', toDigestBytes(head.audit))
  return encodeCbor(map)
}

function readContent(bytes: Bytes, what: string): OpenedList & { readonly map: MapReader } {
  const map = createMapReader(
    decodeCbor(bytes, { maxBytes: MAX_LIST_BYTES, maxItems: 10_000, maxDepth: 4 }),
    what,
  )
  if (map.number(LABELS.version) !== VERSION) {
    throw new FormatError('format.cbor', `${what} is of a version that is not known here`)
  }
  const previous = readOptionalDigest(map, LABELS.previous)
  const audit = readOptionalDigest(map, LABELS.audit)
  const head: TokenListHead = {
    issuers: readIssuers(map),
    list: readUint(map, LABELS.list, MAX_LIST),
    number: readUint(map, LABELS.number, Number.MAX_SAFE_INTEGER),
    ...(previous !== undefined && { previous }),
    asOf: map.number(LABELS.asOf),
    nextUpdate: map.number(LABELS.nextUpdate),
    coverage: readCoverage(map),
    ...(audit !== undefined && { audit }),
  }
  if (head.number < 1 || (head.number === 1) !== (previous === undefined)) map.refuse()
  if (head.nextUpdate < head.asOf) map.refuse()
  const { issued } = head.coverage
  const count = readUint(map, LABELS.count, Math.min(issued, MAX_REVOKED))
  if (map.number(LABELS.divisor) !== divisorOf({ count, below: issued })) map.refuse()
  return { map, bytes, head, count, data: map.bytes(LABELS.data) }
}

function readIssuers(map: MapReader): ReadonlyMap<Framework, string> {
  const value = map.optional(LABELS.issuers)
  if (!(value instanceof Map) || value.size === 0) return map.refuse()
  const issuers = new Map<Framework, string>()
  for (const [name, issuer] of value) {
    if (typeof issuer !== 'string' || issuer === '') return map.refuse()
    issuers.set(map.requireOneOf(name, FRAMEWORKS), issuer)
  }
  return issuers
}

function readCoverage(map: MapReader): TokenCoverage {
  const issued = readUint(map, LABELS.issued, MAX_INDICES)
  if (issued === 0 || issued % BLOCK !== 0) map.refuse()
  const issuedFrom = map.optionalNumber(LABELS.issuedFrom)
  const issuedUntil = map.optionalNumber(LABELS.issuedUntil)
  const keyIds = map.optionalArray(LABELS.keyIds, (id) =>
    id instanceof Uint8Array && id.length === KEY_ID_BYTES ? encodeHex(id) : map.refuse(),
  )
  return {
    issued,
    ...(issuedFrom !== undefined && { issuedFrom }),
    ...(issuedUntil !== undefined && { issuedUntil }),
    ...(keyIds && { keyIds }),
  }
}

function readUint(map: MapReader, label: number, most: number): number {
  const value = map.number(label)
  return value >= 0 && value <= most ? value : map.refuse()
}

function readDigest(map: MapReader, label: number): string {
  return readOptionalDigest(map, label) ?? map.refuse()
}

function readOptionalDigest(map: MapReader, label: number): string | undefined {
  const digest = map.optionalBytes(label)
  if (digest && digest.length !== DIGEST_BYTES) map.refuse()
  return digest && encodeHex(digest)
}

function toDigestBytes(digest: string | undefined): Bytes | undefined {
  return digest === undefined ? undefined : decodeHex(digest)
}

function requireOneForm(given: Bytes, again: Bytes): void {
  if (isSameBytes(given, again)) return
  throw new FormatError('format.cbor', 'a revocation list is not in its one form')
}
