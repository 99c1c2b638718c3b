/**
 * What the ways of issuing have in common: rows in, and an answer for each.
 *
 * @module
 */

import type { JsonObject } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import type { IntakeRow } from 'pratique/intake'
import {
  type Issued,
  type IssueRequest,
  type Issuer,
  type OrderFault,
  type PlannedCopy,
  planBorderCopy,
  type Shown,
} from 'pratique/issue'
import type { PolicyDecision } from 'pratique/policy'
import type { Io } from '../io.ts'
import type { IssuedFormat } from './formats.ts'
import type { Notes } from './notes.ts'
import type { Wish } from './purpose.ts'

/** All that issuing needs. */
export interface Work {
  readonly rows: readonly IntakeRow[]
  readonly format: IssuedFormat
  readonly wish: Wish
  readonly issuer: Issuer
  readonly isJson: boolean
  readonly notes: Notes
  readonly io: Io
}

/** Why a row came to nothing: a place in the order and words, without any value of it. */
export type Fault = Pick<OrderFault, 'path' | 'kind' | 'words'> | IntakeFaultLike

interface IntakeFaultLike {
  readonly path: string
  readonly kind: string
  readonly words: string
}

/** What came of one order. */
export type Answer =
  | { readonly issued: Issued; readonly border?: PlannedCopy }
  | { readonly faults: readonly Fault[] }

interface Refusal {
  readonly faults: readonly Fault[]
}

/** An order as it is to be issued. */
export interface Planned {
  readonly order: JsonObject
  readonly shown: Shown
  readonly border?: PlannedCopy
}

/** Checks one order and plans its certificate. Nothing is signed, and no place on a list is taken. */
export function planOne(work: Work, order: JsonObject): Planned | Refusal {
  const { issuer, wish } = work
  const request = toRequest(work)
  if (!wish.isBorder || !wish.admission) {
    const shown = issuer.preview(order, request)
    return 'faults' in shown ? shown : { order, shown }
  }
  const { asked: policy, policies } = wish.admission
  const { format, now } = request
  const border = planBorderCopy(issuer, policies, order, { formats: [format], now, policy })
  if ('decision' in border) {
    const words = `what the entry rules of ${policy.destination} take: ${DECISIONS[border.decision.result]}`
    return { faults: [{ path: 'fact', kind: 'not-admitted', words }] }
  }
  // Of what a country takes there is nothing to be said.
  if ('faults' in border) return border
  return { order: border.order, shown: { ...border, notes: [] }, border }
}

const DECISIONS: Readonly<Record<PolicyDecision['result'], string>> = {
  passed: 'they take this',
  'more-needed': 'this alone is not enough',
  failed: 'they refuse this',
  open: 'they leave this open',
}

/**
 * Issues one order as it was planned. An order that alone could not be signed is refused, and the others go
 * on; what stops all of them stops the plan already.
 */
export async function issueOne(work: Work, { order, border }: Planned): Promise<Answer> {
  try {
    const answer = await work.issuer.issue(order, toRequest(work))
    return 'faults' in answer ? answer : { ...answer, ...(border && { border }) }
  } catch (error) {
    if (!(error instanceof UsageError) || error.code !== 'usage.issuer') throw error
    return { faults: [{ path: 'fact', kind: 'not-signed', words: error.message }] }
  }
}

function toRequest({ format, wish: { admission, purpose }, io }: Work): IssueRequest {
  return {
    format,
    now: io.now(),
    purpose,
    ...(admission && { policy: admission.asked }),
  }
}
