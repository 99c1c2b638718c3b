/**
 * What an issuer remembers of its lists: how many indices are claimed, and which are revoked. No row a
 * certificate, no order, no time of a single act, and nobody's name.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { decodeCbor } from '../../cbor/decode.ts'
import { encodeCbor } from '../../cbor/encode.ts'
import { createMapReader, type MapReader } from '../../cbor/map-reader.ts'
import type { CborValue } from '../../cbor/value.ts'
import { FormatError } from '../../errors.ts'
import { FRAMEWORKS, type Framework } from '../../model/format.ts'
import { MAX_INDICES, MAX_LIST, MAX_LIST_BYTES } from './content.ts'
import { decodeGaps, encodeGaps } from './golomb.ts'

/** Where the state rests. What is answered is on the disk, and nobody else writes meanwhile. */
export interface ListStore {
  /** @returns `undefined` if there is no such document */
  read(name: string): Bytes | undefined | Promise<Bytes | undefined>
  /** Changes a document as one act: all of it or nothing, whenever the machine stops. */
  update<T>(
    name: string,
    change: (document: Bytes | undefined) => { readonly document: Bytes; readonly result: T },
  ): T | Promise<T>
}

/** One list of an issuer. Times in seconds since the epoch. */
export interface ListState {
  /** The day on which it was begun, counted from 2020-01-01; from 2^15 on, a half hour: after a restore. */
  readonly number: number
  readonly openedAt: number
  /** Since when no index of it is claimed. */
  readonly closedAt?: number
  /** So many indices, in the order of their blocks, are claimed; what is claimed may have been used. */
  readonly claimed: number
}

/** All lists, the newest last; only that one may be open. */
export interface AllocationState {
  readonly lists: readonly ListState[]
  /** What tells another secret from the one that indices were drawn by; absent before the first. */
  readonly check?: Bytes
  /** Whom the lists speak for; absent before that was said. */
  readonly issuers?: ReadonlyMap<Framework, string>
}

/** Why a certificate was revoked, for the issuer's own count. It is never published. */
export const REVOCATION_REASONS = [
  'wrong',
  'replaced',
  'withdrawn',
  'fraud',
  'faulty-batch',
] as const

export type RevocationReason = (typeof REVOCATION_REASONS)[number]

/** Revoked indices by reason, each in rising order, so that none shows which was revoked before. */
export type RevokedState = ReadonlyMap<RevocationReason, Uint32Array>

/** The document that says how far indices are claimed. */
export const ALLOCATION = 'allocation'

/** The document of what is revoked on a list. */
export function revokedName(list: number): string {
  return `revoked-${list}`
}

const VERSION = 1

export function encodeAllocation({ lists, check, issuers }: AllocationState): Bytes {
  return encodeCbor(
    new Map<string, CborValue>([
      ['version', VERSION],
      [
        'lists',
        lists.map(
          ({ number, openedAt, closedAt, claimed }) =>
            new Map<string, CborValue>([
              ['number', number],
              ['openedAt', openedAt],
              ['claimed', claimed],
              ...(closedAt === undefined ? [] : [['closedAt', closedAt] as const]),
            ]),
        ),
      ],
      ...(check ? [['check', check] as const] : []),
      ...(issuers ? [['issuers', new Map<string, CborValue>(issuers)] as const] : []),
    ]),
  )
}

/** @throws {FormatError} `format.cbor` */
export function decodeAllocation(bytes: Bytes): AllocationState {
  const map = createMapReader(decodeCbor(bytes), 'the state of lists')
  if (map.number('version') !== VERSION) map.refuse()
  const lists = map.array('lists', readListState)
  const isOfOne = new Set(lists.map(({ number }) => number)).size === lists.length
  const isOneOpen = lists.slice(0, -1).every(({ closedAt }) => closedAt !== undefined)
  if (!isOfOne || !isOneOpen) map.refuse()
  const check = map.optionalBytes('check')
  const issuers = readIssuers(map)
  map.finish()
  return { lists, ...(check && { check }), ...(issuers && { issuers }) }
}

function readIssuers(map: MapReader): ReadonlyMap<Framework, string> | undefined {
  const issuers = map.optional('issuers')
  if (issuers === undefined) return undefined
  if (!(issuers instanceof Map)) return map.refuse()
  return new Map(
    [...issuers].map(([framework, name]: [CborValue, CborValue]): [Framework, string] => [
      map.requireOneOf(framework, FRAMEWORKS),
      typeof name === 'string' ? name : map.refuse(),
    ]),
  )
}

function readListState(value: CborValue): ListState {
  const map = createMapReader(value, 'the state of a list')
  const closedAt = map.optionalNumber('closedAt')
  const state: ListState = {
    number: map.number('number'),
    openedAt: map.number('openedAt'),
    ...(closedAt !== undefined && { closedAt }),
    claimed: map.number('claimed'),
  }
  const isNumber = state.number >= 0 && state.number <= MAX_LIST
  if (!isNumber || state.claimed < 0 || state.claimed > MAX_INDICES) map.refuse()
  map.finish()
  return state
}

export function encodeRevoked(revoked: RevokedState): Bytes {
  return encodeCbor(
    new Map<string, CborValue>([
      ['version', VERSION],
      [
        'reasons',
        new Map(
          [...revoked].map(([reason, indices]): [string, CborValue] => [
            reason,
            [indices.length, encodeGaps(indices, MAX_INDICES)],
          ]),
        ),
      ],
    ]),
  )
}

/** @throws {FormatError} `format.cbor` */
export function decodeRevoked(bytes: Bytes): RevokedState {
  const map = createMapReader(decodeCbor(bytes, { maxBytes: MAX_LIST_BYTES }), 'what is revoked')
  if (map.number('version') !== VERSION) map.refuse()
  const reasons = map.optional('reasons')
  if (!(reasons instanceof Map)) return map.refuse()
  map.finish()
  const revoked = new Map<RevocationReason, Uint32Array>()
  for (const [reason, value] of reasons) {
    const [count, data]: readonly CborValue[] = Array.isArray(value) ? value : []
    if (typeof count !== 'number' || !(data instanceof Uint8Array)) {
      throw new FormatError('format.cbor', 'what is revoked is not as it must be')
    }
    const indices = decodeGaps(data, { count, below: MAX_INDICES })
    revoked.set(map.requireOneOf(reason, REVOCATION_REASONS), indices)
  }
  return revoked
}
