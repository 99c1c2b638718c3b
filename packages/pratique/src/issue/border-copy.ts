/**
 * The border copy: the smallest certificate that still meets a destination's rules (DESIGN §11).
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import { isJsonObject, member } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import { toCountry } from '../model/country-codes.ts'
import { readInstant } from '../model/dates.ts'
import type { FormatId, HealthCertificate } from '../model/health-certificate.ts'
import type { MrzName } from '../model/issuing.ts'
import type { Order, OrderFault } from '../model/order.ts'
import type { EntryPolicies, PolicyCertificate, PolicyDecision } from '../policy/answer.ts'
import type { AskedPolicy } from '../verify/context.ts'
import type { Issued, Issuer, Shown } from './issuer.ts'
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
      /** As previewed: `issued.size` is a few characters off, as identifier and signature are random. */
      readonly size: Size
      /** Of the same format with everything that the order states, previewed alike. */
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
 * Plans the smallest copy that a destination takes. Members are left out one by one for as long as the rules
 * still pass and it gets no larger; times are stated to the hour where that passes. Nothing is signed.
 *
 * @throws {UsageError} as {@link Issuer} does; `usage.argument` if no format is named
 */
export function planBorderCopy(
  issuer: Issuer,
  policies: EntryPolicies,
  json: JsonValue,
  request: BorderCopyRequest,
): BorderPlan {
  const [first, ...others] = request.formats.map((format) =>
    planIn(format, issuer, policies, json, request),
  )
  if (!first) throw new UsageError('usage.argument', 'name a format')
  return others.reduce(better, first)
}

/**
 * Issues what {@link planBorderCopy} plans, without a token and over within 14 days.
 *
 * @throws {UsageError} as {@link Issuer} does; `usage.argument` if no format is named
 */
export async function issueBorderCopy(
  issuer: Issuer,
  policies: EntryPolicies,
  json: JsonValue,
  request: BorderCopyRequest,
): Promise<BorderCopy> {
  const plan = planBorderCopy(issuer, policies, json, request)
  if (!('order' in plan)) return plan
  const { format, order, leftOut, size, fullSize } = plan
  const copy = await issuer.issue(order, { format, now: request.now, purpose: 'showing' })
  return 'faults' in copy ? copy : { issued: copy.issued, leftOut, size, fullSize }
}

/** A copy that a destination would take, not issued yet, or why there is none. */
export type BorderPlan = PlannedCopy | Exclude<BorderCopy, { readonly issued: Issued }>

/** What is to be issued, for showing. */
export interface PlannedCopy extends Sized {
  readonly format: FormatId
  readonly fullSize: Size
}

/** The smaller of two; only one of them is signed. */
function better(a: BorderPlan, b: BorderPlan): BorderPlan {
  if (!('order' in b)) return a
  return 'order' in a && a.size.bits <= b.size.bits ? a : b
}

function planIn(
  format: FormatId,
  issuer: Issuer,
  policies: EntryPolicies,
  json: JsonValue,
  { now, policy }: BorderCopyRequest,
): BorderPlan {
  const request = { format, now, purpose: 'showing' } as const
  const decide = (certificate: HealthCertificate): PolicyDecision =>
    policies.decide({ ...policy, now, certificates: [toAsked(certificate, format)] })
  const checked = issuer.check(json, request)
  if ('faults' in checked) return checked
  const whole = withLatinName(checked.order, checked.name)
  const full = issuer.preview(whole, request)
  if ('faults' in full) return full
  const decision = decide(full.certificate)
  if (decision.result !== 'passed') return { decision }
  const showIfPassed: ShowIfPassed = (variant) => {
    const shown = issuer.preview(variant.order, request)
    if ('faults' in shown || decide(shown.certificate).result !== 'passed') return undefined
    return { ...variant, ...shown }
  }
  const smallest = toSmallest({ order: whole, leftOut: [], ...full }, showIfPassed)
  return { ...smallest, format, fullSize: full.size }
}

/** A variant that passes, and what a certificate of it states. */
interface Sized extends Variant, Shown {}

type ShowIfPassed = (variant: Variant) => Sized | undefined

/** The smallest with times to the hour, unless that does not pass, or is larger than everything. */
function toSmallest(whole: Sized, showIfPassed: ShowIfPassed): Sized {
  const coarser = toTheHour(whole)
  const shown = coarser && showIfPassed(coarser)
  const smallest = shown && leaveOut(shown, showIfPassed)
  if (smallest && smallest.size.bits <= whole.size.bits) return smallest
  return leaveOut(whole, showIfPassed)
}

/**
 * Leaves out what can be until nothing more can. What is left out must not make it larger: of a name, the
 * other script may be the longer one.
 */
function leaveOut(whole: Sized, showIfPassed: ShowIfPassed): Sized {
  let best = whole
  for (const path of SPARE) {
    const smaller = without(best, path)
    const shown = smaller && showIfPassed(smaller)
    if (shown && shown.size.bits <= best.size.bits) best = shown
  }
  return best === whole ? best : leaveOut(best, showIfPassed)
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
function withLatinName({ holder, fact }: Order, { family, given }: MrzName): JsonObject {
  const latin = {
    ...(family !== '' && { familyTransliterated: family }),
    ...(given !== '' && { givenTransliterated: given }),
  }
  // An order is JSON: that is how it came.
  return { holder: { ...holder, ...latin }, fact } as unknown as JsonObject
}

/** As a destination sees it that has the issuer's network. */
function toAsked(certificate: HealthCertificate, format: FormatId): PolicyCertificate {
  const stated = certificate.issuer.stated?.value ?? ''
  const issuer = stated.includes(':') ? { url: stated } : { country: toCountry(stated) ?? stated }
  return { certificate, format, issuer: { ...issuer, evidence: 'anchored' } }
}
