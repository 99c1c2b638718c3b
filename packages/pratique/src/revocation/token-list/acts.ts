/**
 * What an issuer does with its lists: begin them, revoke, and make the day's edition.
 *
 * @module
 */

import { UsageError } from '../../errors.ts'
import type { Framework } from '../../model/format.ts'
import type { RevocationToken } from '../../model/revocation-token.ts'
import { beginList, beginRestoredList, type ListsContext } from './allocator.ts'
import { BLOCK, MAX_INDICES, type PublishedEdition, type TokenListContent } from './content.ts'
import { subtractIndices, uniteIndices } from './index-set.ts'
import { createClaimTest } from './order.ts'
import { deriveListSecret, isOwnToken, requireSameSecret } from './secret.ts'
import {
  ALLOCATION,
  type AllocationState,
  decodeAllocation,
  decodeRevoked,
  encodeAllocation,
  encodeRevoked,
  type ListState,
  type ListStore,
  REVOCATION_REASONS,
  type RevocationReason,
  type RevokedState,
  revokedName,
} from './state.ts'

const DAY_SECONDS = 86_400

/** Dates in certificates are rounded down, to a month at most. */
const ROUNDING_SECONDS = 31 * DAY_SECONDS

/** How long an edition may be relied on, unless told otherwise: several days without a network. */
const DEFAULT_LIFE_DAYS = 7

/**
 * Begins an issuer's first list, or the next one before its quarter is over.
 *
 * @returns its number
 * @throws {UsageError} `usage.lists` if one was begun today
 */
export async function openList({ store, now }: Omit<ListsContext, 'secret'>): Promise<number> {
  return store.update(ALLOCATION, (document) => {
    const state = beginList(document ? decodeAllocation(document) : { lists: [] }, now())
    return { document: encodeAllocation(state), result: state.lists.at(-1)?.number ?? 0 }
  })
}

/** The lists of an issuer, as its state has them. */
export async function readLists(store: ListStore): Promise<AllocationState> {
  const document = await store.read(ALLOCATION)
  return document ? decodeAllocation(document) : { lists: [] }
}

/** Keeps whom the lists speak for, beside them. */
export async function nameIssuers(
  store: ListStore,
  issuers: ReadonlyMap<Framework, string>,
): Promise<void> {
  await store.update(ALLOCATION, (document) => {
    const state = document ? decodeAllocation(document) : { lists: [] }
    return { document: encodeAllocation({ ...state, issuers }), result: undefined }
  })
}

/** What is revoked on a list, by reason. */
export async function readRevoked(store: ListStore, list: number): Promise<RevokedState> {
  const document = await store.read(revokedName(list))
  return document ? decodeRevoked(document) : new Map()
}

/** What came of revoking. */
export interface RevokeResult {
  /** How many were revoked now; others were before. */
  readonly revoked: number
}

/**
 * Revokes certificates by their tokens, which only who holds them knows, of any lists: all are looked at
 * before the first is revoked. A seal's token has 12 bits of suffix, which are soon guessed: whose seal it was is for the
 * caller to know.
 *
 * @throws {UsageError} `usage.token` if one is no token of this issuer, `usage.lists-restored` if the secret is
 *   another one than before; nothing is revoked then
 */
export async function revokeByTokens(
  context: ListsContext,
  tokens: readonly RevocationToken[],
  reason: RevocationReason,
): Promise<RevokeResult> {
  await requireOwnTokens(context, tokens)
  return addRevoked(context.store, tokens, reason)
}

/**
 * Makes sure that tokens are of this issuer's lists, before anything is done with them.
 *
 * @throws {UsageError} `usage.token` if one is not, `usage.lists-restored` if the secret is another one than
 *   before
 */
export async function requireOwnTokens(
  { store, secret }: ListsContext,
  tokens: readonly RevocationToken[],
): Promise<void> {
  const held = await readLists(store)
  requireSameSecret(held, secret)
  const { lists } = held
  for (const [at, token] of tokens.entries()) {
    const which = tokens.length === 1 ? 'the token' : `token ${at + 1} of ${tokens.length}`
    const state = lists.find(({ number }) => number === token.list)
    const isOwn = state && isOwnToken(deriveListSecret(secret, token.list), token)
    if (isOwn && token.index < coveredBy(state)) continue
    refuseToken(`nothing is revoked: ${which} is none of this issuer`)
  }
}

/** What a laboratory keeps of a certificate: its place, and nothing that shows it was seen. */
export type Receipt = Pick<RevocationToken, 'list' | 'index'>

/** A faulty batch, by the receipts that its laboratory kept; its lists may be several. */
export interface Batch {
  readonly receipts: readonly Receipt[]
  /** How many certificates the operator believes to revoke. */
  readonly count: number
}

/**
 * Revokes many certificates by their indices alone. A single one is revoked by its token, so that nobody
 * revokes a person's certificate without having seen it; and what nobody has claimed is not revoked, since
 * a later certificate would be so from the beginning.
 *
 * @throws {UsageError} `usage.token` if there are not as many as said, only one, or one that was never
 *   claimed, `usage.lists-restored` if the secret is another one than before; nothing is revoked then
 */
export async function revokeBatch(
  context: Omit<ListsContext, 'now'>,
  batch: Batch,
  reason: RevocationReason,
): Promise<RevokeResult> {
  await requireOwnBatch(context, batch)
  return addRevoked(context.store, batch.receipts, reason)
}

/**
 * Makes sure that a batch can be revoked, before anything is done with it.
 *
 * @throws {UsageError} as `revokeBatch` does
 */
export async function requireOwnBatch(
  { store, secret }: Omit<ListsContext, 'now'>,
  { receipts, count }: Batch,
): Promise<void> {
  const { size } = new Set(receipts.map(({ list, index }) => `${list}/${index}`))
  if (size !== count) {
    refuseToken(
      `nothing is revoked: the batch has ${size} different receipts, and ${count} were announced`,
    )
  }
  if (count < 2)
    refuseToken(
      'nothing is revoked: a single certificate is revoked by its token, not by its index',
    )
  const held = await readLists(store)
  requireSameSecret(held, secret)
  for (const [list, indices] of byList(receipts)) {
    const { claimed } = requireList(held.lists, list)
    if (indices.every(createClaimTest(deriveListSecret(secret, list), claimed))) continue
    refuseToken('nothing is revoked: an index of the batch was never handed out')
  }
}

/** How an edition is made. */
export interface EditionOptions {
  readonly list: number
  readonly issuers: ReadonlyMap<Framework, string>
  /** The newest edition that was published, if any. */
  readonly previous?: PublishedEdition
  /** Days until the next one is due. Default: 7. */
  readonly lifeDays?: number
  readonly keyIds?: readonly string[]
  /** How long an edition is the newest, in seconds. Default: a day, so that its date says nothing of a revocation. */
  readonly periodSeconds?: number
  /** Head of the log of acts: SHA-256, lower-case hex. */
  readonly audit?: string
}

/**
 * Makes the day's edition of a list: of what is revoked when the first edition of a day is made. Each day
 * has one, whatever happened, so that its date says nothing about a revocation.
 *
 * @returns what the previous one says, if it is of today
 * @throws {UsageError} `usage.lists-restored` if the previous one knows more than the state: an old copy of
 *   the state was put back
 */
export async function makeEdition(
  { store, now }: Omit<ListsContext, 'secret'>,
  options: EditionOptions,
): Promise<TokenListContent> {
  const { list, issuers, previous, lifeDays = DEFAULT_LIFE_DAYS, keyIds, audit } = options
  const { periodSeconds = DAY_SECONDS } = options
  const asOf = Math.floor(now() / periodSeconds) * periodSeconds
  const state = requireList((await readLists(store)).lists, list)
  const revoked = allOf(await readRevoked(store, list))
  const issued = coveredBy(state)
  const { content: before, digest } = previous ?? {}
  if (before) requireNotRestored(before, { issued, revoked, list })
  if (before && before.asOf >= asOf) return before
  return {
    issuers,
    list,
    number: (before?.number ?? 0) + 1,
    ...(digest !== undefined && { previous: digest }),
    asOf,
    nextUpdate: asOf + lifeDays * DAY_SECONDS,
    coverage: {
      // No end: what was claimed before a list was closed is used after it.
      issued,
      issuedFrom: state.openedAt - ROUNDING_SECONDS,
      ...(keyIds && { keyIds }),
    },
    ...(audit !== undefined && { audit }),
    revoked,
  }
}

/**
 * Goes on after an old copy of the state was put back: every list is closed, since nobody knows which of its
 * indices were used; what the published editions revoke is revoked; and a new list is begun, which hands out
 * from the next half hour on (docs/decisions/0018).
 *
 * @param published the newest editions that can be found, of every list
 * @returns the number of the new list
 * @throws {UsageError} `usage.lists` if a list of 682 days ago has its number: go on in half an hour
 */
export async function recoverLists(
  { store, now }: Omit<ListsContext, 'secret'>,
  published: readonly TokenListContent[],
): Promise<number> {
  const { lists } = await readLists(store)
  const numbers = new Set([...lists.map(({ number }) => number), ...published.map((of) => of.list)])
  for (const number of numbers) {
    const known = published.filter(({ list }) => list === number).map(({ revoked }) => revoked)
    await store.update(revokedName(number), (document) => {
      const state = document ? decodeRevoked(document) : new Map<RevocationReason, Uint32Array>()
      const missing = subtractIndices(known.reduce(uniteIndices, new Uint32Array()), allOf(state))
      return {
        document: encodeRevoked(withIndices(state, missing, 'withdrawn')),
        result: undefined,
      }
    })
  }
  return store.update(ALLOCATION, (document) => {
    const before = document ? decodeAllocation(document) : { lists: [] }
    const state = beginRestoredList(withPublished(before, published), now())
    return { document: encodeAllocation(state), result: state.lists.at(-1)?.number ?? 0 }
  })
}

/**
 * Every index below this is covered: the block that is being handed out, and the next one, which is begun
 * while the edition is still relied on.
 */
export function coveredBy({ claimed }: Pick<ListState, 'claimed'>): number {
  return Math.min(MAX_INDICES, (Math.floor(claimed / BLOCK) + 2) * BLOCK)
}

/**
 * All lists that there are known to be. Of those that an old copy has open, and of those that it knows too
 * little of, whatever is covered may have been handed out: it counts as claimed.
 */
function withPublished(
  state: AllocationState,
  published: readonly TokenListContent[],
): AllocationState {
  const known = new Map(state.lists.map((list) => [list.number, list]))
  for (const { list: number, coverage, asOf } of published) {
    const before = known.get(number)
    if (before && coverage.issued <= coveredBy(before)) continue
    const { issuedFrom = asOf - ROUNDING_SECONDS } = coverage
    const openedAt = before?.openedAt ?? issuedFrom + ROUNDING_SECONDS
    known.set(number, { number, openedAt, claimed: Math.max(0, coverage.issued - BLOCK - 1) })
  }
  const lists = [...known.values()].map((list) =>
    list.closedAt === undefined ? { ...list, claimed: coveredBy(list) } : list,
  )
  return { ...state, lists: lists.toSorted((a, b) => a.openedAt - b.openedAt) }
}

function requireNotRestored(
  { list, coverage, revoked }: TokenListContent,
  now: { readonly list: number; readonly issued: number; readonly revoked: Uint32Array },
): void {
  if (list !== now.list) throw new UsageError('usage.lists', 'the edition is of another list')
  const isBehind = now.issued < coverage.issued
  if (!isBehind && subtractIndices(revoked, now.revoked).length === 0) return
  throw new UsageError(
    'usage.lists-restored',
    'the published list knows more than the state: an old copy of the state was put back',
  )
}

function requireList(lists: readonly ListState[], list: number): ListState {
  return (
    lists.find(({ number }) => number === list) ?? refuseToken('there is no list of its number')
  )
}

/** One write a list. What can be refused, even by a document that cannot be read, is before the first. */
async function addRevoked(
  store: ListStore,
  receipts: readonly Receipt[],
  reason: RevocationReason,
): Promise<RevokeResult> {
  const lists = byList(receipts)
  for (const list of lists.keys()) await readRevoked(store, list)
  let revoked = 0
  for (const [list, indices] of lists) {
    revoked += await addIndices(store, list, Uint32Array.from(indices).sort(), reason)
  }
  return { revoked }
}

/** The indices of each list, each once; lists in rising order, so that none who locks several waits for another. */
function byList(receipts: readonly Receipt[]): ReadonlyMap<number, readonly number[]> {
  const lists = new Map<number, Set<number>>()
  for (const { list, index } of receipts) {
    lists.set(list, (lists.get(list) ?? new Set()).add(index))
  }
  const inOrder = [...lists].toSorted(([one], [other]) => one - other)
  return new Map(inOrder.map(([list, indices]) => [list, [...indices]]))
}

/** @returns how many were not there before */
async function addIndices(
  store: ListStore,
  list: number,
  indices: Uint32Array,
  reason: RevocationReason,
): Promise<number> {
  return store.update(revokedName(list), (document) => {
    const state: RevokedState = document ? decodeRevoked(document) : new Map()
    const added = subtractIndices(indices, allOf(state))
    return { document: encodeRevoked(withIndices(state, added, reason)), result: added.length }
  })
}

function withIndices(
  state: RevokedState,
  indices: Uint32Array,
  reason: RevocationReason,
): RevokedState {
  const changed = new Map(state)
  changed.set(reason, uniteIndices(state.get(reason) ?? new Uint32Array(), indices))
  return new Map(REVOCATION_REASONS.flatMap((each) => entryOf(changed, each)))
}

function entryOf(
  state: RevokedState,
  reason: RevocationReason,
): readonly [RevocationReason, Uint32Array][] {
  const indices = state.get(reason)
  return indices && indices.length > 0 ? [[reason, indices]] : []
}

function allOf(state: RevokedState): Uint32Array {
  return [...state.values()].reduce(uniteIndices, new Uint32Array())
}

function refuseToken(reason: string): never {
  throw new UsageError('usage.token', reason)
}
