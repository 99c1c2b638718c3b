/**
 * What stays on the device: the newest bundle that was accepted, and when a newer one was last asked for.
 * Nothing of any certificate.
 *
 * @module
 */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { JsonValue } from 'pratique/codecs'
import type { Bytes } from 'pratique/verify'

/** An accepted bundle, and what must outlive it. */
export interface HeldRecord {
  readonly bytes: Bytes
  readonly number: number
  readonly digest: string
  /** Who of the quorum has signed it, by name. */
  readonly signers: readonly string[]
  /** The quorum that the page was built with when it took the bundle, as text. */
  readonly builtWith: string
  /** Who must sign the next one: that quorum, or the one that a bundle since then has named. */
  readonly quorum: JsonValue
}

interface Schema extends DBSchema {
  bundles: { key: 'held'; value: HeldRecord }
  /** Seconds since the epoch. */
  times: { key: 'asked'; value: number }
}

const NAME = 'pratique'
const VERSION = 1

let opened: Promise<IDBPDatabase<Schema>> | undefined

function open(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore('bundles')
      database.createObjectStore('times')
    },
    // A newer page with another form of it comes first.
    blocking(_current, _blocked, event) {
      const { target } = event
      if (target instanceof IDBDatabase) target.close()
      opened = undefined
    },
    terminated() {
      opened = undefined
    },
  })
  opened.catch(() => {
    opened = undefined
  })
  return opened
}

/** Finds the bundle; where the browser keeps nothing, there is none. */
export async function findRecord(): Promise<HeldRecord | undefined> {
  try {
    return await (await open()).get('bundles', 'held')
  } catch {
    return undefined
  }
}

/**
 * Puts a bundle in the place of the one that it was judged against, in one transaction.
 *
 * @param before digest of that one
 * @returns whether it did: another tab may have been faster
 */
export async function replaceRecord(record: HeldRecord, before?: string): Promise<boolean> {
  const transaction = (await open()).transaction('bundles', 'readwrite', { durability: 'strict' })
  const present = await transaction.store.get('held')
  const isSame = present?.digest === before
  if (isSame) await transaction.store.put(record, 'held')
  await transaction.done
  return isSame
}

/** When a newer bundle was last asked for. */
export async function findAsked(): Promise<number | undefined> {
  try {
    return await (await open()).get('times', 'asked')
  } catch {
    return undefined
  }
}

export async function keepAsked(seconds: number): Promise<void> {
  try {
    await (await open()).put('times', seconds, 'asked')
  } catch {
    // Where nothing is kept, it is asked again with the next start.
  }
}
