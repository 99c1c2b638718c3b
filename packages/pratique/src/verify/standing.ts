/**
 * How far revocation lists can be relied on for one certificate.
 *
 * @module
 */

import type { PublicKey } from '../keys/public-key.ts'
import type { Framework } from '../model/format.ts'
import type { RevocationList } from '../revocation/list.ts'
import { STANDINGS, type Standing } from './revocation-table.ts'

/** The age, in seconds, after which lists of a framework count as too old, whatever they say. */
export type MaxListAges = { readonly [Name in Framework]?: number }

export interface StandingContext {
  /** Seconds since the epoch. */
  readonly now: number
  /** When the certificate was issued; absent or NaN: it does not say. */
  readonly issuedAt: number | undefined
  readonly maxAgeSeconds: MaxListAges
  /** What a list of tokens knows it by, if it has a token. */
  readonly token?: string
  /** The key that has signed it. */
  readonly key?: PublicKey
}

/** The best that the lists come to, and those that it rests on. */
export interface Stood {
  readonly standing: Standing
  readonly by: readonly RevocationList[]
}

const ABSENT: Stood = { standing: 'absent', by: [] }

/** A whole list is enough, the best there is; parts count together, and only as good as their worst. */
export function findStanding(lists: readonly RevocationList[], context: StandingContext): Stood {
  if (lists.length === 0) return ABSENT
  const parts = lists.filter(({ isPart }) => isPart)
  const stood = lists.filter(({ isPart }) => !isPart).map((list) => standingOf(list, context))
  const found = parts.length === 0 ? stood : [...stood, standingOfParts(parts, context)]
  const standing = STANDINGS.find((each) => found.some((one) => one.standing === each)) ?? 'absent'
  return { standing, by: found.flatMap((one) => (one.standing === standing ? one.by : [])) }
}

function standingOf(list: RevocationList, context: StandingContext): Stood {
  return { standing: judge(list, context), by: [list] }
}

function judge(list: RevocationList, context: StandingContext): Standing {
  const { issuedAt = Number.NaN } = context
  const isNow = !isTooOld(list, context)
  if (!isCovered(list, context)) {
    // It cannot have been revoked before it was issued.
    const isLater = isNow && list.isComplete && list.asOf !== undefined && issuedAt > list.asOf
    return isLater ? 'issued-later' : 'outside'
  }
  if (!isNow) return 'too-old'
  return list.isComplete ? 'good' : 'gap'
}

/** A part ends when nothing on it matters any more: one that has not ended stands for the others. */
function standingOfParts(parts: readonly RevocationList[], context: StandingContext): Stood {
  const faulty = parts.filter(({ isComplete }) => !isComplete)
  if (faulty.length > 0) return { standing: 'gap', by: faulty }
  const isOver = parts.every((part) => isTooOld(part, context))
  return { standing: isOver ? 'too-old' : 'parts', by: parts }
}

function isCovered(
  list: RevocationList,
  { issuedAt = Number.NaN, token, key }: StandingContext,
): boolean {
  const { names, coverage } = list
  if (token !== undefined && list.covers?.(token) === false) return false
  if (key && list.coversKey?.(key) === false) return false
  if (!coverage) return true
  const { issuedFrom = Number.NEGATIVE_INFINITY, issuedUntil = Number.POSITIVE_INFINITY } = coverage
  // Its place on the list says it where nothing says when it was issued (ICAO Doc 9303-13).
  if (names === 'token' && Number.isNaN(issuedAt)) return true
  // Comparisons with NaN are false.
  return issuedAt >= issuedFrom && issuedAt <= issuedUntil
}

/** A list whose age is not known is too old where there is a limit. */
export function isTooOld(
  { framework, asOf, freshUntil, isSuperseded = false }: RevocationList,
  { now, maxAgeSeconds }: Pick<StandingContext, 'now' | 'maxAgeSeconds'>,
): boolean {
  if (isSuperseded || (freshUntil !== undefined && now > freshUntil)) return true
  const maxAge = maxAgeSeconds[framework]
  return maxAge !== undefined && !(asOf !== undefined && now - asOf <= maxAge)
}
