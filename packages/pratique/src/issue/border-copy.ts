/**
 * The border copy: the smallest certificate that still meets a destination's rules (DESIGN §11).
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import { isJsonObject, member } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import { readInstant } from '../model/dates.ts'
import type { FormatId, HealthCertificate } from '../model/health-certificate.ts'
import type { Order, OrderFault } from '../model/order.ts'
import type { EntryPolicies, PolicyDecision } from '../policy/answer.ts'
import type { AskedPolicy } from '../verify/context.ts'
import type { Issued, Issuer } from './issuer.ts'
import { toMrzName } from './mrz-name.ts'
import type { Size } from './size.ts'

/** What a border copy is made for. */
export interface BorderCopyRequest {
  /** The formats that the destination reads; the smallest is taken. */
  readonly formats: readonly FormatId[]
  /** Seconds since the epoch. */
  readonly now: number
  readonly policy: AskedPolicy
}

/** A border copy, or why there is none. */
export type BorderCopy =
  | {
      readonly issued: Issued
      /** Members of the order that are not in it. */
      readonly leftOut: readonly string[]
      readonly size: Size
      /** Of the same format with everything that the order states. */
      readonly fullSize: Size
    }
  /** What the rules say of everything that the order states. */
  | { readonly decision: PolicyDecision }
  | { readonly faults: readonly [OrderFault, ...OrderFault[]] }

/** What no rule asks for unless it says so, the most telling first. */
const SPARE: readonly string[] = [
  'fact.clinician',
  'fact.lot',
  'fact.centre',
  'fact.name',
  'fact.device',
  'fact.sample',
  'fact.statedBy',
  'holder.nationality',
  'holder.sex',
  'holder.documentNumber',
  'holder.given',
  'holder.family',
]

/** One way to state the order. */
interface Variant {
  readonly order: JsonObject
  readonly leftOut: readonly string[]
}

/**
 * Issues the smallest copy that a destination takes, without a token and over within 14 days. Members are
 * left out one by one for as long as the rules still pass; times are stated to the hour where that passes.
 *
 * @throws {UsageError} as {@link Issuer} does; `usage.argument` if no format is named
 */
export async function issueBorderCopy(
  issuer: Issuer,
  policies: EntryPolicies,
  json: JsonValue,
  request: BorderCopyRequest,
): Promise<BorderCopy> {
  const [first, ...others] = await Promise.all(
    request.formats.map((format) => copyIn(format, issuer, policies, json, request)),
  )
  if (!first) throw new UsageError('usage.argument', 'name a format')
  return others.reduce(better, first)
}

function better(a: BorderCopy, b: BorderCopy): BorderCopy {
  if (!('issued' in b)) return a
  return 'issued' in a && a.size.bits <= b.size.bits ? a : b
}

async function copyIn(
  format: FormatId,
  issuer: Issuer,
  policies: EntryPolicies,
  json: JsonValue,
  { now, policy }: BorderCopyRequest,
): Promise<BorderCopy> {
  const request = { format, now, purpose: 'showing' } as const
  const decide = (certificate: HealthCertificate): PolicyDecision =>
    policies.decide({ ...policy, now, certificates: [toAsked(certificate, format)] })
  const checked = issuer.check(json, request)
  if ('faults' in checked) return checked
  const whole = withLatinName(checked.order)
  const full = issuer.preview(whole, request)
  if ('faults' in full) return full
  const decision = decide(full.certificate)
  if (decision.result !== 'passed') return { decision }
  const passes = ({ order }: Variant): boolean => {
    const shown = issuer.preview(order, request)
    return 'certificate' in shown && decide(shown.certificate).result === 'passed'
  }
  const { order, leftOut } = toSmallest({ order: whole, leftOut: [] }, passes)
  const copy = await issuer.issue(order, request)
  if ('faults' in copy) return copy
  return { issued: copy.issued, leftOut, size: copy.issued.size, fullSize: full.size }
}

function toSmallest(whole: Variant, passes: (variant: Variant) => boolean): Variant {
  let best = whole
  for (const path of SPARE) {
    const smaller = without(best, path)
    if (smaller && passes(smaller)) best = smaller
  }
  const coarser = toTheHour(best)
  return coarser && passes(coarser) ? coarser : best
}

function without({ order, leftOut }: Variant, path: string): Variant | undefined {
  const [part = '', name = ''] = path.split('.')
  const of = member(order, part)
  if (!isJsonObject(of) || member(of, name) === undefined) return undefined
  const rest = Object.fromEntries(Object.entries(of).filter(([each]) => each !== name))
  return { order: { ...order, [part]: rest }, leftOut: [...leftOut, path] }
}

function toTheHour({ order, leftOut }: Variant): Variant | undefined {
  const fact = member(order, 'fact')
  const sampledAt = isJsonObject(fact) ? member(fact, 'sampledAt') : undefined
  const read = typeof sampledAt === 'string' ? readInstant(sampledAt) : undefined
  if (!isJsonObject(fact) || !read) return undefined
  const hour = `${read.text.slice(0, 14)}00:00${read.text.slice(19).replace(/^\.\d+/, '')}`
  return {
    order: { ...order, fact: { ...fact, sampledAt: hour } },
    leftOut: [...leftOut, 'fact.sampledAt (minutes)'],
  }
}

/** The order with its name in Latin letters too, so that the own script can go. */
function withLatinName({ holder, fact }: Order): JsonObject {
  const { family, given } = toMrzName(holder)
  const latin = {
    ...(family !== '' && { familyTransliterated: family }),
    ...(given !== '' && { givenTransliterated: given }),
  }
  // An order is JSON: that is how it came.
  return { holder: { ...holder, ...latin }, fact } as unknown as JsonObject
}

/** As a destination sees it that has the issuer's network. */
function toAsked(certificate: HealthCertificate, format: FormatId) {
  const country = certificate.issuer.stated?.value
  return {
    certificate,
    format,
    issuer: { ...(country !== undefined && { country }), evidence: 'anchored' },
  } as const
}
