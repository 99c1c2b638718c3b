/**
 * What stays on the device: the newest bundle that was accepted, and when a newer one was last asked for.
 * Nothing of any certificate.
 *
 * @module
 */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { HeldRecord } from './kept.ts'

interface Schema extends DBSchema {
  bundles: { key: 'held'; value: HeldRecord }
  /** Seconds since the epoch. */
  times: { key: 'asked'; value: number }
}

const NAME = 'pratique'
const VERSION = 1
/** A store that answers in no time at all is as none: every check waits for it. */
const PATIENCE_MS = 5000

let opened: Promise<IDBPDatabase<Schema>> | undefined

function open(): Promise<IDBPDatabase<Schema>> {
  opened ??= openNew()
  opened.catch(() => {
    opened = undefined
  })
  return opened
}

async function openNew(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(NAME, VERSION, {
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
}

/**
 * Finds the record of the bundle, whatever it is by now: see `verifyKept`. Where the browser keeps nothing, or
 * does not answer, there is none.
 *
 * @returns `null` if there is something that cannot be read, such as a newer page's
 */
export async function findRecord(): Promise<unknown> {
  try {
    return await inTime(async () => (await open()).get('bundles', 'held'))
  } catch (error) {
    return UNREADABLE.has(error instanceof DOMException ? error.name : '') ? null : undefined
  }
}

/** What a store says that is there, and is damaged or of another version (Indexed Database API §3.15). */
const UNREADABLE: ReadonlySet<string> = new Set([
  'DataCloneError',
  'DataError',
  'NotFoundError',
  'NotReadableError',
  'VersionError',
])

/**
 * Puts a bundle in the place of the one that it was judged against, in one transaction.
 *
 * @param before the record of that one
 * @returns whether it did: another tab may have been faster
 */
export async function replaceRecord(record: HeldRecord, before: unknown): Promise<boolean> {
  const transaction = (await open()).transaction('bundles', 'readwrite', { durability: 'strict' })
  const present: unknown = await transaction.store.get('held')
  const isSame = digestIn(present) === digestIn(before)
  if (isSame) await transaction.store.put(record, 'held')
  await transaction.done
  return isSame
}

function digestIn(record: unknown): unknown {
  return typeof record === 'object' && record !== null && 'digest' in record
    ? record.digest
    : undefined
}

async function inTime<T>(act: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the store does not answer')), PATIENCE_MS)
  })
  return Promise.race([act(), late]).finally(() => clearTimeout(timer))
}

/** When a newer bundle was last asked for. */
export async function findAsked(): Promise<number | undefined> {
  try {
    return await inTime(async () => (await open()).get('times', 'asked'))
  } catch {
    return undefined
  }
}

export async function keepAsked(seconds: number): Promise<void> {
  try {
    await inTime(async () => (await open()).put('times', seconds, 'asked'))
  } catch {
    // Where nothing is kept, it is asked again with the next start.
  }
}
