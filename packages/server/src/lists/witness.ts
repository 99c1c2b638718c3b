/**
 * A witness outside of the database: how far indices were claimed. A database that knows less is an old copy, and by it
 * indices would be given twice (docs/decisions/0018).
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '@pratique/node/atomic-file'
import { nodeFiles } from '@pratique/node/data-folder'
import { UsageError } from 'pratique/errors'
import { ALLOCATION, decodeAllocation, type ListState, type ListStore } from 'pratique/revocation'

const NAME = 'claims.json'

/** By list: so many indices were claimed at least. */
type Claims = Readonly<Record<string, number>>

const RESTORED =
  'the database knows less of the lists than this machine: an old copy of it was put back. Start the server again: ' +
  'it closes those lists, and goes on with a new one'

/** A store whose claims are witnessed. */
export interface WitnessedStore {
  readonly store: ListStore
  /** Whether the database is as new as the witness says. */
  isBehind(): Promise<boolean>
  /** Believes the database from now on: it is put right next. */
  forget(): void
}

/** Acts of several processes over one folder, one after the other. */
export type Turns = <T>(act: () => T) => Promise<T>

/**
 * Witnesses what a store claims, in a folder that is not the database's. A claim is used when it is written down here.
 *
 * @param inTurn several processes may write to the folder
 * @throws {UsageError} `usage.lists-restored`, by the store, if the database has become older
 */
export function witness(store: ListStore, folder: string, inTurn: Turns): WitnessedStore {
  const path = join(folder, NAME)
  let known = read(path)
  let isForgotten = false
  const note = (lists: readonly ListState[]): void => {
    const next = Object.fromEntries(lists.map(({ number, claimed }) => [number, claimed]))
    if (JSON.stringify(next) === JSON.stringify(known)) return
    // Another process may have claimed more since, and be quicker.
    const all = isForgotten ? next : most(read(path), next)
    writeAtomically(nodeFiles, path, new TextEncoder().encode(JSON.stringify(all)))
    known = all
    isForgotten = false
  }
  const listsOf = async (): Promise<readonly ListState[]> => {
    const document = await store.read(ALLOCATION)
    return document ? decodeAllocation(document).lists : []
  }
  return {
    isBehind: async () => isLess(await listsOf(), known),
    forget() {
      known = {}
      isForgotten = true
    },
    store: {
      read: (name) => store.read(name),
      async update(name, change) {
        if (name !== ALLOCATION) return store.update(name, change)
        let after: readonly ListState[] = []
        const result = await store.update(name, (document) => {
          const before = document ? decodeAllocation(document).lists : []
          if (isLess(before, known)) throw new UsageError('usage.lists-restored', RESTORED)
          const changed = change(document)
          after = decodeAllocation(changed.document).lists
          return changed
        })
        await inTurn(() => note(after))
        return result
      },
    },
  }
}

function most(some: Claims, others: Claims): Claims {
  const claims = { ...some }
  for (const [list, count] of Object.entries(others)) {
    claims[list] = Math.max(claims[list] ?? 0, count)
  }
  return claims
}

function isLess(lists: readonly ListState[], known: Claims): boolean {
  const claimed = new Map(lists.map((list) => [String(list.number), list.claimed]))
  return Object.entries(known).some(([list, count]) => (claimed.get(list) ?? -1) < count)
}

function read(path: string): Claims {
  if (!nodeFiles.statSync(path, { throwIfNoEntry: false })) return {}
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    const words = `${NAME} in the folder of the secrets cannot be read: put it back from your backup`
    throw new UsageError('usage.lists-restored', words, { cause })
  }
}
