/**
 * A store over records that are read when they are asked for.
 *
 * @module
 */

import { type PublicKey, toIdentity } from '../keys/public-key.ts'
import type { Framework } from '../model/format.ts'
import type { TrustRecord } from './record.ts'
import {
  createRevokerIndex,
  createTrustStore,
  type TrustStore,
  type TrustStoreOptions,
} from './store.ts'

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

/**
 * Makes a store that looks a key up on the shelves when it is asked for, and answers as one would that
 * had read everything: all records of the keys that an identifier may mean are put together, on whatever
 * shelf they lie and under whatever identifier. What several shelves say alike is said once.
 */
export function createShelfStore({ shelves, ...options }: ShelfStoreOptions): TrustStore {
  const { records, lists = [], denied = [] } = options
  const readAll = () =>
    createTrustStore({
      ...options,
      records: [...records, ...shelves.flatMap((shelf) => shelf.all())],
    })
  // A denied authority takes what it has issued with it, wherever that lies.
  if (denied.length > 0) return readAll()
  const base = createTrustStore(options)
  const stores = new Map<string, TrustStore>()
  const storeFor = (keyId: string): TrustStore => {
    const known = stores.get(keyId)
    if (known) return known
    const found = shelves.flatMap((shelf) => shelf.find(keyId))
    const named = [...records.filter((record) => record.keyId === keyId), ...found]
    const keys = new Map(named.map(({ key }) => [toIdentity(key), key]))
    const onShelves = [...keys.values()].flatMap((key) =>
      shelves.flatMap((shelf) => shelf.findKey(key)),
    )
    // Nobody can fill the memory with identifiers that nobody has.
    if (onShelves.length === 0) return base
    const own = records.filter(({ key }) => keys.has(toIdentity(key)))
    const store = createTrustStore({ records: [...own, ...onShelves], lists })
    stores.set(keyId, store)
    return store
  }
  let onShelves: TrustStore['hasRevoker'] | undefined
  return {
    findKeys: (framework, keyId, issuer) => storeFor(keyId).findKeys(framework, keyId, issuer),
    findAuthorities: (framework, keyId) => storeFor(keyId).findAuthorities(framework, keyId),
    findRevokers: (keyId) => storeFor(keyId).findRevokers(keyId),
    hasRevoker(framework, issuer) {
      if (base.hasRevoker(framework, issuer)) return true
      // By no identifier: all that lies there is read, and once.
      onShelves ??= createRevokerIndex(shelves.flatMap((shelf) => shelf.all()))
      return onShelves(framework, issuer)
    },
    findRecords: (key) => [
      ...base.findRecords(key),
      ...shelves.flatMap((shelf) => shelf.findKey(key)),
    ],
    isDenied: base.isDenied,
    findLists: base.findLists,
  }
}
