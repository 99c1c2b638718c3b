/**
 * The records of a section, each read when it is asked for: a program that verifies one certificate
 * needs one key of the thousand that there are.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { sha256 } from '../bytes/sha256.ts'
import { decodeCbor } from '../cbor/decode.ts'
import type { CborValue } from '../cbor/value.ts'
import { type PublicKey, toIdentity } from '../keys/public-key.ts'
import type { Framework } from '../model/format.ts'
import type { TrustRecord } from '../trust/record.ts'
import type { Shelf } from '../trust/shelf-store.ts'
import { readEntry, readEntryKey } from './entry.ts'

/** Bytes of an identifier's digest in the index: others with the same ones are read for nothing. */
export const INDEX_BYTES = 2

const UTF8 = new TextEncoder()

/** What stands in the index for a record. */
export function toIndexEntry(keyId: string): Bytes {
  return sha256(UTF8.encode(keyId)).slice(0, INDEX_BYTES)
}

/**
 * Makes a shelf. What it finds may throw a `FormatError` `format.cbor` or `format.key`, if the bundle is
 * damaged.
 *
 * @param entries encoded records, in the order of their keys
 * @param index the beginnings of the digests of their identifiers, in the same order
 */
export function createShelf(framework: Framework, entries: readonly Bytes[], index: Bytes): Shelf {
  const keys = new Map<number, PublicKey>()
  const read = new Map<number, TrustRecord>()
  const decodeAt = (at: number): CborValue => {
    const entry = entries[at]
    return entry && decodeCbor(entry)
  }
  const keyOf = (at: number, value: CborValue): PublicKey => {
    // Several records of one key stand together.
    const key = keys.get(at) ?? readEntryKey(value, keys.get(at - 1))
    keys.set(at, key)
    return key
  }
  const recordAt = (at: number): TrustRecord | undefined => {
    const known = read.get(at)
    if (known || !entries[at]) return known
    const value = decodeAt(at)
    const record = readEntry(value, keyOf(at, value))
    read.set(at, record)
    return record
  }
  const identities = new Map<number, string>()
  const identityAt = (at: number): string => {
    const known = identities.get(at)
    if (known !== undefined || !entries[at]) return known ?? ''
    const identity = toIdentity(keys.get(at) ?? keyOf(at, decodeAt(at)))
    identities.set(at, identity)
    return identity
  }
  /** The places of all records of the key that has a record at this place. */
  const placesOfKey = (at: number): readonly number[] => {
    const identity = identityAt(at)
    let [first, last] = [at, at]
    while (identityAt(first - 1) === identity) first--
    while (identityAt(last + 1) === identity) last++
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset)
  }
  const recordsAt = (places: Iterable<number>) => [...places].flatMap((at) => recordAt(at) ?? [])
  return {
    framework,
    find(keyId) {
      const [first, second] = toIndexEntry(keyId)
      const places = new Set<number>()
      for (let at = 0; at < entries.length; at++) {
        if (index[at * INDEX_BYTES] !== first || index[at * INDEX_BYTES + 1] !== second) continue
        if (places.has(at) || recordAt(at)?.keyId !== keyId) continue
        for (const place of placesOfKey(at)) places.add(place)
      }
      return recordsAt(places)
    },
    findKey(key) {
      const identity = toIdentity(key)
      let [low, high] = [0, entries.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (identityAt(middle) < identity) low = middle + 1
        else high = middle
      }
      return identityAt(low) === identity ? recordsAt(placesOfKey(low)) : []
    },
    all: () => recordsAt(entries.keys()),
  }
}
