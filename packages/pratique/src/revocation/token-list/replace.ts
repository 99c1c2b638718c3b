/**
 * Replacing a certificate: the old one is revoked and another is given out, both or neither, and nothing that
 * is written down names both (docs/decisions/0020).
 *
 * @module
 */

import { UsageError } from '../../errors.ts'
import type { RevocationToken } from '../../model/revocation-token.ts'
import { type Receipt, readRevoked, requireOwnTokens, revokeByTokens } from './acts.ts'
import type { ListsContext } from './allocator.ts'
import type { ListStore, RevocationReason } from './state.ts'

/** The certificate that comes in place of another, where certificates are kept. What is answered is on the disk. */
export interface Successor {
  /** Its place, if it is held back or given out already: by a run that was stopped, or that ended. */
  find(): Receipt | undefined
  /** Makes it and holds it back: it is there whole, and nobody has it. */
  hold(): Promise<Receipt>
  /** Gives out what is held back. Nothing changes if it was given out before. */
  give(): void
  /** Takes away what is held back. What was given out stays. */
  drop(): void
}

/** What came of a replacement. */
export interface ReplaceResult {
  /** Whether the old one was revoked now, and not by the run that was stopped. */
  readonly isRevokedNow: boolean
}

/**
 * Replaces a certificate that is known by its token: makes the new one and holds it back, revokes the old one,
 * gives the new one out, in this order. Stopped anywhere, the same call ends it. So nothing is revoked without a
 * successor, and none is given out beside an old one that is not revoked.
 *
 * @throws {UsageError} `usage.token` if it is no token of this issuer, was revoked otherwise, or is that of the
 *   successor, or if the successor is revoked itself; `usage.lists-restored` if the secret is another one
 *   than before. What {@link Successor.hold} throws leaves all as it was
 */
export async function replaceByToken(
  context: ListsContext,
  old: RevocationToken,
  successor: Successor,
): Promise<ReplaceResult> {
  const { store } = context
  await requireOwnTokens(context, [old])
  const reason = await findReason(store, old)
  const found = successor.find()
  if (reason !== undefined && !(found && reason === 'replaced')) {
    refuse(
      'it is revoked already, and no replacement of it was begun here: issue without replacing',
    )
  }
  if (found) await requireApart(store, old, found)
  else await successor.hold()
  const { revoked } = await revokeByTokens(context, [old], 'replaced')
  if (reason === undefined && revoked === 0) {
    // What was held back before may be another's successor.
    if (!found) successor.drop()
    refuse('it was revoked meanwhile, by somebody else')
  }
  successor.give()
  return { isRevokedNow: revoked > 0 }
}

async function findReason(
  store: ListStore,
  { list, index }: Receipt,
): Promise<RevocationReason | undefined> {
  const revoked = await readRevoked(store, list)
  return [...revoked].find(([, indices]) => indices.includes(index))?.[0]
}

async function requireApart(store: ListStore, old: Receipt, found: Receipt): Promise<void> {
  if (found.list === old.list && found.index === old.index) {
    refuse('the one in its place is the same')
  }
  if ((await findReason(store, found)) === undefined) return
  refuse('the one that was issued in its place is revoked itself')
}

function refuse(reason: string): never {
  throw new UsageError('usage.token', `nothing is replaced: ${reason}`)
}
