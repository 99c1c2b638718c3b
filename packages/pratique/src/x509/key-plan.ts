/**
 * By when the next key of an issuer must be there, be published and sign: the dates that follow from
 * the certificates of the keys that there are.
 *
 * @module
 */

import { toIdentity } from '../keys/public-key.ts'
import { addMonths } from './calendar.ts'
import type { Certificate } from './certificate.ts'
import { type HealthUsage, usagesOf } from './health-usages.ts'
import { readPrivateKeyUsage } from './private-key-usage.ts'
import { type KeyRole, profileOf, roleOf } from './profiles.ts'

/** What is known of the issuer's work. */
export interface PlanOptions {
  /** Seconds since the epoch. */
  readonly now: number
  /** How long the longest certificate of health lasts: it may not outlive its signer's. */
  readonly lifetimeDays: number
  /** From handing a key in until verifiers have it. */
  readonly leadDays: number
  /** From asking for a key until its certificate is there. */
  readonly makingDays: number
  /** How many certificates are issued in a year; absent: unknown. */
  readonly yearly?: number
}

/** What is wrong now, so that somebody must act. */
export type PlanFault =
  | 'none-signs'
  | 'next-overdue'
  | 'gap'
  | 'outlives-authority'
  | 'never-signs'
  | 'key-of-two-roles'

/** One key's part in the plan. Seconds since the epoch. */
export interface PlannedKey {
  readonly certificate: Certificate
  readonly state: 'to-come' | 'signs' | 'verifies' | 'over'
  readonly signsFrom: number
  /** The last second in which it may sign, with all that it signs ending before its certificate. */
  readonly signsUntil: number
}

/** The keys of one role and the step to the next one. */
export interface KeyLine {
  readonly role: KeyRole
  /** What its keys may sign; absent: everything. */
  readonly usages?: readonly HealthUsage[]
  readonly country: string
  /** By the day on which they stop to sign. */
  readonly keys: readonly PlannedKey[]
  /** What must happen for the key after the last of `keys`, in this order. */
  readonly next: {
    readonly createBy: number
    readonly publishBy: number
    readonly useFrom: number
  }
  readonly faults: readonly PlanFault[]
  /** How many certificates each key that signs will have signed; absent if it is not known. */
  readonly perKey?: number
}

/** Fewer, and a key marks those whom it serves (DESIGN §11). */
export const MIN_CERTIFICATES = 5000

const SECONDS_PER_DAY = 86_400
const DAYS_PER_YEAR = 365

/**
 * Plans the keys of an issuer. Certificates whose role is none of ours are passed over.
 *
 * @param certificates in any order; one that is there twice counts once
 */
export function planKeys(
  certificates: readonly Certificate[],
  options: PlanOptions,
): readonly KeyLine[] {
  const groups = new Map<string, { readonly role: KeyRole; readonly keys: PlannedKey[] }>()
  const seen = new Set<string>()
  for (const certificate of certificates) {
    const role = roleOf(certificate)
    const id = `${toIdentity(certificate.publicKey)} ${certificate.serialNumber}`
    if (role === undefined || seen.has(id)) continue
    seen.add(id)
    const name = [certificate.subject.country, role, usagesOf(certificate)].join(' ')
    const group = groups.get(name) ?? { role, keys: [] }
    group.keys.push(toPlanned(certificate, role, options))
    groups.set(name, group)
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { role, keys }]) => toLine(role, keys, certificates, options))
}

function toPlanned(certificate: Certificate, role: KeyRole, options: PlanOptions): PlannedKey {
  const { notBefore, notAfter } = certificate
  const period = readPrivateKeyUsage(certificate)
  const signsFrom = Math.max(period?.notBefore ?? notBefore, notBefore)
  const signsUntil = Math.min(period?.notAfter ?? notAfter, lastOf(certificate, role, options))
  const { now } = options
  const isOver = now > notAfter
  const state = isOver
    ? 'over'
    : now < signsFrom
      ? 'to-come'
      : now <= signsUntil
        ? 'signs'
        : 'verifies'
  return { certificate, state, signsFrom, signsUntil }
}

/** What is signed then lasts as long as the certificate, and no longer. */
function lastOf({ notAfter }: Certificate, role: KeyRole, { lifetimeDays }: PlanOptions): number {
  switch (role) {
    case 'authority':
      return addMonths(notAfter, -profileOf('certificates').lifeMonths)
    case 'certificates':
    case 'seals':
      return notAfter - lifetimeDays * SECONDS_PER_DAY
    case 'revocation-lists':
      return notAfter
  }
}

function toLine(
  role: KeyRole,
  unsorted: readonly PlannedKey[],
  all: readonly Certificate[],
  options: PlanOptions,
): KeyLine {
  const keys = unsorted.toSorted((a, b) => a.signsUntil - b.signsUntil)
  const [first] = keys
  const last = keys.at(-1)
  if (!first || !last) throw new Error('unreachable: a line has a key')
  const { makingDays, leadDays } = options
  const publishBy = last.signsUntil - leadDays * SECONDS_PER_DAY
  const next = {
    createBy: publishBy - makingDays * SECONDS_PER_DAY,
    publishBy,
    useFrom: last.signsUntil,
  }
  const usages = usagesOf(last.certificate)
  const perKey = toPerKey(role, last, options)
  return {
    role,
    ...(usages.length > 0 && { usages }),
    country: first.certificate.subject.country ?? '',
    keys,
    next,
    faults: findFaults(keys, next.createBy, all, options),
    ...(perKey !== undefined && { perKey }),
  }
}

function toPerKey(
  role: KeyRole,
  { signsFrom, signsUntil }: PlannedKey,
  { yearly }: PlanOptions,
): number | undefined {
  if (yearly === undefined || (role !== 'certificates' && role !== 'seals')) return undefined
  const days = Math.max(0, (signsUntil - signsFrom) / SECONDS_PER_DAY)
  return Math.floor((yearly / DAYS_PER_YEAR) * days)
}

function findFaults(
  keys: readonly PlannedKey[],
  createBy: number,
  all: readonly Certificate[],
  { now }: PlanOptions,
): readonly PlanFault[] {
  const live = keys.filter(({ state }) => state !== 'over')
  const able = live.filter(({ signsFrom, signsUntil }) => signsFrom <= signsUntil)
  return [
    ...(able.some(({ state }) => state === 'signs') ? [] : ['none-signs' as const]),
    ...(now > createBy ? ['next-overdue' as const] : []),
    ...(hasGap(able, now) ? ['gap' as const] : []),
    ...(live.some((key) => outlives(key, all)) ? ['outlives-authority' as const] : []),
    ...(able.length < live.length ? ['never-signs' as const] : []),
    ...(live.some((key) => isOfTwoRoles(key, all)) ? ['key-of-two-roles' as const] : []),
  ]
}

/** Whether, from now on, there is a time in which none signs although a later one does. */
function hasGap(keys: readonly PlannedKey[], now: number): boolean {
  const byStart = keys
    .filter(({ signsUntil }) => signsUntil >= now)
    .toSorted((a, b) => a.signsFrom - b.signsFrom)
  let covered: number | undefined
  for (const { signsFrom, signsUntil } of byStart) {
    // A second between two periods is none.
    if (covered !== undefined && signsFrom > covered + 1) return true
    covered = Math.max(covered ?? signsUntil, signsUntil)
  }
  return false
}

/** Whether it ends after the authority that it names, if that is here. */
function outlives({ certificate }: PlannedKey, all: readonly Certificate[]): boolean {
  if (roleOf(certificate) === 'authority') return false
  const { authorityKeyId } = certificate
  const authorities = all.filter(
    (each) => authorityKeyId !== undefined && each.subjectKeyId === authorityKeyId,
  )
  return authorities.length > 0 && authorities.every((each) => each.notAfter < certificate.notAfter)
}

function isOfTwoRoles({ certificate }: PlannedKey, all: readonly Certificate[]): boolean {
  const id = toIdentity(certificate.publicKey)
  const roles = all.filter((each) => toIdentity(each.publicKey) === id).map(roleOf)
  return new Set(roles).size > 1
}
