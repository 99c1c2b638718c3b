/**
 * How old what the device holds is: three counters, by the dates of the data and never of an attempt.
 *
 * @module
 */

import type { CarriedPolicy } from 'pratique/bundle'
import { MAX_POLICY_AGE_DAYS } from 'pratique/policy'
import type { RevocationList } from 'pratique/revocation'
import type { TrustList, TrustPolicy } from 'pratique/trust'
import { FRAMEWORKS, type Framework } from 'pratique/verify'

/** The oldest date that counts, seconds since the epoch; absent: nothing that counts has a date. */
export interface Counter {
  readonly asOf?: number
  /** `too-old`: some of it may not be relied on any more. */
  readonly status: 'fresh' | 'too-old' | 'missing'
}

export interface NetworkCounter extends Counter {
  readonly framework: Framework
}

export interface Freshness {
  /** `networks`: of an office, those that it takes; else all. */
  readonly keys: Counter & { readonly networks: readonly NetworkCounter[] }
  readonly revocations: Counter
  readonly policies: Counter
}

/** What there is. */
export interface DatedData {
  /** Without those of specimens, which are no network's. */
  readonly lists: readonly TrustList[]
  readonly revocation: readonly RevocationList[]
  /** That somebody has signed: examples are nobody's. */
  readonly policies: readonly Pick<CarriedPolicy, 'kind' | 'asOf'>[]
  /** The networks that an office takes; absent: it is none, and those count that there is something of. */
  readonly office?: TrustPolicy
}

interface Dated {
  readonly asOf?: number | undefined
  readonly until?: number | undefined
}

const DAY = 24 * 60 * 60

/** Tells how old it all is at a time, in seconds since the epoch. */
export function tellFreshness(data: DatedData, now: number): Freshness {
  const { office } = data
  const taken = FRAMEWORKS.filter((framework) => !office || office[framework] !== undefined)
  const networks = taken.map((framework) => ({
    framework,
    ...count(keysOf(data, framework), now),
  }))
  const counted = office ? networks : networks.filter(({ status }) => status !== 'missing')
  const revocation = data.revocation.filter(({ framework }) => taken.includes(framework))
  return {
    keys: { ...sumUp(counted), networks },
    revocations: count(
      revocation.map((list) => dateOf(list, data)),
      now,
    ),
    policies: count(policiesOf(data), now),
  }
}

function keysOf({ lists }: DatedData, framework: Framework): readonly Dated[] {
  return lists
    .filter((list) => list.framework === framework)
    .map(({ asOf, freshUntil }) => ({ asOf, until: freshUntil }))
}

/** A list without a date came with the keys of its network, and is as old as those. */
function dateOf(list: RevocationList, data: DatedData): Dated {
  const { asOf, freshUntil, isSuperseded = false } = list
  const beside = oldest(keysOf(data, list.framework))
  return {
    asOf: asOf ?? beside.asOf,
    until: isSuperseded ? Number.NEGATIVE_INFINITY : (freshUntil ?? beside.until),
  }
}

/** Value sets have the date of their version, which nobody confirms. */
function policiesOf({ policies }: DatedData): readonly Dated[] {
  return policies
    .filter(({ kind }) => kind !== 'eu-value-sets')
    .map(({ asOf }) => ({
      asOf,
      until: asOf === undefined ? undefined : asOf + MAX_POLICY_AGE_DAYS * DAY,
    }))
}

function count(all: readonly Dated[], now: number): Counter {
  if (all.length === 0) return { status: 'missing' }
  const { asOf, until = Number.POSITIVE_INFINITY } = oldest(all)
  return { status: now > until ? 'too-old' : 'fresh', ...(asOf !== undefined && { asOf }) }
}

function oldest(all: readonly Dated[]): Dated {
  return { asOf: least(all.map(({ asOf }) => asOf)), until: least(all.map(({ until }) => until)) }
}

function least(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}

/** As bad as the worst of them. */
function sumUp(counters: readonly Counter[]): Counter {
  const asOf = least(counters.map((each) => each.asOf))
  const has = (status: Counter['status']) => counters.some((each) => each.status === status)
  const worst = has('missing') || counters.length === 0 ? 'missing' : 'fresh'
  return {
    status: has('too-old') ? 'too-old' : worst,
    ...(asOf !== undefined && { asOf }),
  }
}
