/**
 * Revocation: has the issuer taken it back.
 *
 * @module
 */

import type { RemarkCode } from '../codes.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { MAX_UNLISTED_DAYS } from '../model/unlisted-life.ts'
import type { Check, Remark, Status } from '../outcome.ts'
import type { RevocationList } from '../revocation/list.ts'
import type { Candidate, TrustStore } from '../trust/store.ts'
import { oldest } from './findings.ts'
import {
  findTokens,
  hasRevocationId,
  type LookedUp,
  lookUpRevocation,
  type Revocable,
} from './look-up-revocation.ts'
import type { RevocationIndex } from './revocation-index.ts'
import { findRevocationRow, STANDINGS } from './revocation-table.ts'
import { andThen, type Soon } from './soon.ts'
import { findStanding, isTooOld, type MaxListAges, type Stood } from './standing.ts'

export interface RevocationResult {
  readonly revocation: Check
  readonly remarks: readonly Remark[]
  /** The date of the list that decided, of several the oldest; seconds since the epoch. */
  readonly asOf?: number
}

/** What is looked up in, and when. */
export interface RevocationContext {
  readonly trust: Pick<TrustStore, 'hasRevoker'>
  readonly revocation: RevocationIndex
  readonly crypto: CryptoPort
  /** Seconds since the epoch. */
  readonly now: number
  readonly maxAgeSeconds: MaxListAges
}

const MAX_UNLISTED_SECONDS = MAX_UNLISTED_DAYS * 86_400

/** The answer of the lists that say most against it. */
const SEVERITY: readonly Status[] = ['failed', 'indeterminate', 'passed', 'not-applicable']

/**
 * Looks the certificate up in every list of its issuer's, under each identifier of its key, and answers
 * by the table. A list that is here counts even if the key does not announce it; one that is announced
 * must be here, and such that it can be relied on. The key of a certificate announces lists, and so does,
 * for certificates that have a token, whoever vouches for a key that signs lists of its issuer.
 *
 * Lists of tokens and lists of other kinds are asked apart: one kind does not stand in for the other.
 */
export function checkRevocation(
  candidate: Candidate,
  revocable: Revocable,
  context: RevocationContext,
): Soon<RevocationResult> {
  const { records } = candidate
  const found = context.revocation.find(records, revocable.signer)
  const isOfTokens = found.some(isTokenList) || records.some(declaresTokens)
  const mayBePromised = hasRevoker(records, context)
  // Identifiers are read only where there is something to read them for.
  const tokens = isOfTokens || mayBePromised ? findTokens(revocable) : []
  const isPromised = mayBePromised && tokens.length > 0
  if (!isOfTokens && !isPromised) return checkOthers(candidate, found, revocable, context)
  const lists = found.filter(isTokenList)
  const byToken = checkTokens(candidate, { tokens, isPromised, lists }, revocable, context)
  const others = found.filter((list) => !isTokenList(list))
  if (others.length === 0 && !records.some(declaresOthers)) return byToken
  return andThen(checkOthers(candidate, others, revocable, context), (other) =>
    SEVERITY.indexOf(other.revocation.status) < SEVERITY.indexOf(byToken.revocation.status)
      ? other
      : byToken,
  )
}

function checkOthers(
  { records }: Candidate,
  lists: readonly RevocationList[],
  revocable: Revocable,
  context: RevocationContext,
): Soon<RevocationResult> {
  const isDeclared = records.some(declaresOthers)
  const stood = findStanding(lists, { ...context, issuedAt: revocable.claims.issuedAt })
  if (lists.length === 0) {
    const hasId = isDeclared && hasRevocationId(revocable)
    return answer({ hasId, listing: [] }, stood, { isDeclared, lacksToken: false }, context)
  }
  return andThen(lookUpRevocation(revocable, lists, context.crypto), (lookedUp) =>
    answer(lookedUp, stood, { isDeclared, lacksToken: false }, context),
  )
}

interface TokenFacts {
  readonly tokens: readonly string[]
  /** Whether somebody vouches for a key that signs lists of such tokens. */
  readonly isPromised: boolean
  readonly lists: readonly RevocationList[]
}

/** Of each token its own list must be here; of several certificates in one, the worst counts. */
function checkTokens(
  { records, trusted }: Candidate,
  { tokens, isPromised, lists }: TokenFacts,
  revocable: Revocable,
  context: RevocationContext,
): RevocationResult {
  const { issuedAt } = revocable.claims
  const isOfKey = records.some(declaresTokens)
  const stood = tokens.map((token) => {
    const own = lists.filter(({ isAbout }) => isAbout?.(token) ?? true)
    return findStanding(own, { ...context, issuedAt, token, key: trusted.key })
  })
  const listing = lists.filter((list) =>
    tokens.some((token) => list.isRevoked(token, issuedAt ?? 0)),
  )
  const lacksToken = isOfKey && tokens.length === 0 && isLongLived(revocable)
  const hasId = tokens.length > 0
  const isDeclared = isOfKey || isPromised
  return answer({ hasId, listing }, worstOf(stood), { isDeclared, lacksToken }, context)
}

const NOTHING: Stood = { standing: 'absent', by: [] }

function worstOf(stood: readonly Stood[]): Stood {
  const worst = STANDINGS.findLast((each) => stood.some(({ standing }) => standing === each))
  return stood.find(({ standing }) => standing === worst) ?? NOTHING
}

/** What does not say how long it lives, lives long. */
function isLongLived({ claims }: Revocable): boolean {
  const { issuedAt, notBefore, expiresAt = Number.POSITIVE_INFINITY } = claims
  return !(expiresAt - (issuedAt ?? notBefore ?? Number.NaN) <= MAX_UNLISTED_SECONDS)
}

function answer(
  { hasId, listing }: LookedUp,
  { standing, by }: Stood,
  known: { readonly isDeclared: boolean; readonly lacksToken: boolean },
  context: RevocationContext,
): RevocationResult {
  const isListed = listing.length > 0
  const { check, remark } = findRevocationRow({ isListed, hasId, standing, ...known })
  const deciding = isListed ? listing : by
  const asOf = oldest(deciding)
  const codes = new Set<RemarkCode>(remark ? [remark] : [])
  if (check.status === 'passed' || isListed) {
    if (isListed && deciding.every((list) => isTooOld(list, context))) {
      codes.add('revocation.list-old')
    }
    if (deciding.some(({ isComplete, hasSlips }) => hasSlips || !isComplete)) {
      codes.add('revocation.incomplete')
    }
  }
  return {
    revocation: check,
    remarks: [...codes].map((code) => ({ code })),
    ...(asOf !== undefined && hasId && { asOf }),
  }
}

function hasRevoker(records: Candidate['records'], { trust }: RevocationContext): boolean {
  return records.some(({ framework, issuer }) => trust.hasRevoker(framework, issuer))
}

function isTokenList({ names }: RevocationList): boolean {
  return names === 'token'
}

function declaresTokens({ revocation }: Candidate['records'][number]): boolean {
  return revocation === 'token-list'
}

function declaresOthers({ revocation }: Candidate['records'][number]): boolean {
  return revocation !== 'none' && revocation !== 'token-list'
}
