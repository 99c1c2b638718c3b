/**
 * A store over records that are read when they are asked for.
 *
 * @module
 */

import { type PublicKey, toIdentity } from '../keys/public-key.ts'
import type { Framework } from '../model/format.ts'
import type { TrustRecord } from './record.ts'
import { createTrustStore, type TrustStore, type TrustStoreOptions } from './store.ts'

/** Records of a network that can be found by a key identifier. */
export interface Shelf {
  readonly framework: Framework
  /**
   * All records of every key that has one with this identifier, since all records of a key count
   * together. Those of other networks too.
   */
  find(keyId: string): readonly TrustRecord[]
  /** All records of a key. */
  findKey(key: PublicKey): readonly TrustRecord[]
  /** All records. */
  all(): readonly TrustRecord[]
}

export interface ShelfStoreOptions extends TrustStoreOptions {
  readonly shelves: readonly Shelf[]
}

/** Takes records from shelves: a key of several networks lies on the shelf of each. */
export function takeRecords(
  shelves: readonly Shelf[],
  take: (shelf: Shelf) => readonly TrustRecord[],
): readonly TrustRecord[] {
  const networks = new Set(shelves.map(({ framework }) => framework))
  return shelves.flatMap((shelf) =>
    take(shelf).filter(
      ({ framework }) => framework === shelf.framework || !networks.has(framework),
    ),
  )
}

/**
 * Makes a store that looks a key up on the shelves when it is asked for, and answers as one would that
 * had read everything: all records of the keys that an identifier may mean are put together, with those
 * of the same keys among `records`.
 */
export function createShelfStore({ shelves, ...options }: ShelfStoreOptions): TrustStore {
  const { records, lists = [], denied = [] } = options
  const readAll = () =>
    createTrustStore({
      ...options,
      records: [...records, ...takeRecords(shelves, (shelf) => shelf.all())],
    })
  // A denied authority takes what it has issued with it, wherever that lies.
  if (denied.length > 0) return readAll()
  const base = createTrustStore(options)
  const stores = new Map<string, TrustStore>()
  const storeFor = (keyId: string): TrustStore => {
    const known = stores.get(keyId)
    if (known) return known
    const named = records.filter((record) => record.keyId === keyId)
    const found = takeRecords(shelves, (shelf) => [
      ...shelf.find(keyId),
      ...named.flatMap(({ key }) => shelf.findKey(key)),
    ])
    // Nobody can fill the memory with identifiers that nobody has.
    if (found.length === 0) return base
    const keys = new Set(found.map(({ key }) => toIdentity(key)))
    const own = records.filter(({ key }) => keys.has(toIdentity(key)))
    const store = createTrustStore({ records: [...named, ...own, ...found], lists })
    stores.set(keyId, store)
    return store
  }
  return {
    findKeys: (framework, keyId, issuer) => storeFor(keyId).findKeys(framework, keyId, issuer),
    findAuthorities: (framework, keyId) => storeFor(keyId).findAuthorities(framework, keyId),
    findRecords: (key) => [
      ...base.findRecords(key),
      ...takeRecords(shelves, (shelf) => shelf.findKey(key)),
    ],
    isDenied: base.isDenied,
    findLists: base.findLists,
  }
}
