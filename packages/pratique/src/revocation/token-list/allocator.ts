/**
 * Handing out indices: each once, whatever happens.
 *
 * Before an index is used, the state on the disk says that it is claimed; whoever starts begins behind
 * what is claimed. So none is given twice by any number of processes over one state, whenever they stop.
 * What the state itself forgets, because an old copy was put back, the store must notice, and then a new
 * list is begun (docs/decisions/0018).
 *
 * @module
 */

import type { Hmac } from '../../bytes/hmac.ts'
import { UsageError } from '../../errors.ts'
import { endOfQuarter } from '../../model/quarter.ts'
import type { RevocationToken } from '../../model/revocation-token.ts'
import { BLOCK, MAX_INDICES } from './content.ts'
import { drawOrder } from './order.ts'
import { deriveListSecret, makeToken, requireSameSecret } from './secret.ts'
import {
  ALLOCATION,
  type AllocationState,
  decodeAllocation,
  encodeAllocation,
  type ListState,
  type ListStore,
} from './state.ts'

/** What acts on lists stand on. */
export interface ListsContext {
  readonly store: ListStore
  /** 32 bytes that the issuer alone knows. */
  readonly secret: Uint8Array
  /** Seconds since the epoch. */
  readonly now: () => number
}

/** Hands out tokens. Used by one process; others have their own over the same state. */
export interface Allocator {
  /**
   * @throws {UsageError} `usage.lists` if there is no list, its indices are used up, or the clock is before
   *   it begins; `usage.lists-restored` if the secret is another one than before
   */
  take(count: number): Promise<readonly RevocationToken[]>
  /** Gives back what is claimed and was not used. Without it, no more than that is lost. */
  close(): Promise<void>
}

/** So many are claimed at once: what is lost when a process is killed, and written once for. */
const CLAIM = 256

const DAY_SECONDS = 86_400
/** 2020-01-01. */
const FIRST_DAY = 18_262

/** Numbers from here on are of lists that were begun after a restore; below, of days, until 2109. */
const FIRST_RESTORED = 2 ** 15
const RESTORED_NUMBERS = 2 ** 15
/** A list after a restore is named by its half hour: the number comes again after 682 days. */
const SLOT_SECONDS = 1800

/** The number of a list that begins at a time. Two lists of one day cannot be. */
export function listNumberAt(now: number): number {
  return Math.floor(now / DAY_SECONDS) - FIRST_DAY
}

/** Makes an allocator. Nothing is claimed before a token is asked for. */
export function createAllocator({ store, secret, now }: ListsContext): Allocator {
  let held: Claim | undefined
  const turns = createTurns()
  const drawer = createDrawer(secret)

  async function takeNow(count: number): Promise<readonly RevocationToken[]> {
    const tokens: RevocationToken[] = []
    while (tokens.length < count) {
      if (!held || held.next === held.end || !isCurrent(held, now())) {
        held = await claim({ store, secret, now }, Math.max(CLAIM, count - tokens.length))
      }
      while (tokens.length < count && held.next < held.end) tokens.push(drawer(held))
    }
    return tokens
  }

  async function closeNow(): Promise<void> {
    const rest = held
    held = undefined
    if (rest && rest.next < rest.end) await giveBack(store, rest)
  }

  return {
    take(count) {
      if (!Number.isSafeInteger(count) || count < 1) {
        throw new UsageError('usage.argument', 'expected how many tokens')
      }
      // At once, if the next is at hand and nobody who asked before waits.
      const ready = count === 1 && turns.isIdle() ? held : undefined
      return ready && ready.next < ready.end && isCurrent(ready, now())
        ? Promise.resolve([drawer(ready)])
        : turns.take(() => takeNow(count))
    },
    close: () => turns.take(closeNow),
  }
}

/** One act after the other: what is claimed is one range. */
interface Turns {
  take<T>(act: () => Promise<T>): Promise<T>
  isIdle(): boolean
}

function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  const end = () => {
    waiting--
  }
  return {
    take(act) {
      waiting++
      const result = last.then(act)
      last = result.then(end, end)
      return result
    },
    isIdle: () => waiting === 0,
  }
}

/**
 * Begins a list, and closes the one before: the first of an issuer's, and one of each quarter.
 *
 * @throws {UsageError} `usage.lists` if one was begun today, or in days to come
 */
export function beginList(state: AllocationState, now: number): AllocationState {
  const number = listNumberAt(now)
  if (number < 0 || number >= FIRST_RESTORED) refuse('the clock cannot be right')
  if (state.lists.some(({ openedAt }) => listNumberAt(openedAt) >= number)) {
    refuse(
      'a list was begun today already, or the clock is wrong: a list has the number of its day',
    )
  }
  return withNew(state, { number, openedAt: Math.floor(now), claimed: 0 }, now)
}

/**
 * Begins a list after an old copy of the state was put back, and closes all others. Its number is one that no
 * claim begins a list with: that of the half hour. It hands out from the next half hour on, so that two
 * restores in one half hour, of copies that know nothing of each other, have the same list and nothing of it.
 *
 * @throws {UsageError} `usage.lists` if a list has the number, of a half hour 682 days ago
 */
export function beginRestoredList(state: AllocationState, now: number): AllocationState {
  const slot = Math.floor(now / SLOT_SECONDS)
  const number = FIRST_RESTORED + (slot % RESTORED_NUMBERS)
  const openedAt = (slot + 1) * SLOT_SECONDS
  const others = state.lists.filter((list) => list.number !== number || list.openedAt !== openedAt)
  if (others.some((list) => list.number === number)) {
    refuse('the number of this half hour is that of an earlier list: try again in the next')
  }
  return withNew({ ...state, lists: others }, { number, openedAt, claimed: 0 }, now)
}

function withNew(state: AllocationState, list: ListState, now: number): AllocationState {
  const at = Math.floor(now)
  const closed = state.lists.map((each) => ({ ...each, closedAt: each.closedAt ?? at }))
  return { ...state, lists: [...closed, list] }
}

/** A range of places that is this process's: from `next` to before `end`. */
interface Claim {
  readonly list: number
  /** The list hands out from then on, and until its quarter is over: no list goes on in the next. */
  readonly openedAt: number
  readonly over: number
  /** Moves on with each token. */
  next: number
  readonly end: number
}

function isCurrent({ openedAt, over }: Claim, now: number): boolean {
  return now >= openedAt && now < over
}

async function claim(context: ListsContext, count: number): Promise<Claim> {
  const now = context.now()
  return context.store.update(ALLOCATION, (document) => {
    if (!document) return refuse('there is no list yet: begin one first')
    const before = decodeAllocation(document)
    const state = { ...before, check: requireSameSecret(before, context.secret) }
    const newest = state.lists.at(-1)
    if (newest && !(now >= newest.openedAt)) refuse(tellBeginning(newest))
    const isOpen = newest && newest.closedAt === undefined && now < endOfQuarter(newest.openedAt)
    const current = isOpen ? state : beginList(state, now)
    const list = current.lists.at(-1) ?? refuse('there is no list yet: begin one first')
    const end = list.claimed + count
    if (end > MAX_INDICES) refuse('the indices of the list are used up: begin another')
    const next = withList(current, { ...list, claimed: end })
    const { number, openedAt, claimed } = list
    return {
      document: encodeAllocation(next),
      result: { list: number, openedAt, over: endOfQuarter(openedAt), next: claimed, end },
    }
  })
}

function tellBeginning({ openedAt }: ListState): string {
  const at = new Date(openedAt * 1000).toISOString()
  return `the list begins at ${at}, and it is not so late: wait, or look at the clock`
}

/**
 * Only if nobody has claimed anything since: what lies behind another's claim stays claimed. And only
 * within a block: a list that was published in the meantime covers the next one.
 */
async function giveBack(store: ListStore, { list, next, end }: Claim): Promise<void> {
  if (Math.floor(next / BLOCK) !== Math.floor(end / BLOCK)) return
  await store.update(ALLOCATION, (document) => {
    const state = document ? decodeAllocation(document) : { lists: [] }
    const own = state.lists.find(({ number, claimed }) => number === list && claimed === end)
    const changed = own ? withList(state, { ...own, claimed: next }) : state
    return { document: encodeAllocation(changed), result: undefined }
  })
}

function withList(state: AllocationState, changed: ListState): AllocationState {
  const lists = state.lists.map((list) => (list.number === changed.number ? changed : list))
  return { ...state, lists }
}

/** Makes the next token of a claim. The order of one block is kept: it takes long to draw. */
function createDrawer(secret: Uint8Array): (claim: Claim) => RevocationToken {
  let known: { readonly list: number; readonly hmac: Hmac } | undefined
  let drawn:
    | { readonly list: number; readonly block: number; readonly order: Uint32Array }
    | undefined
  return (claim) => {
    const { list } = claim
    const place = claim.next++
    if (known?.list !== list) known = { list, hmac: deriveListSecret(secret, list) }
    const block = Math.floor(place / BLOCK)
    if (drawn?.list !== list || drawn.block !== block) {
      drawn = { list, block, order: drawOrder(known.hmac, block) }
    }
    return makeToken(known.hmac, list, block * BLOCK + (drawn.order[place % BLOCK] ?? 0))
  }
}

function refuse(reason: string): never {
  throw new UsageError('usage.lists', reason)
}
