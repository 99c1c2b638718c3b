/**
 * What the ways of issuing have in common: rows in, and an answer for each.
 *
 * @module
 */

import type { JsonObject } from 'pratique/codecs'
import type { IntakeRow } from 'pratique/intake'
import {
  type BorderCopy,
  type Issued,
  type IssueOutcome,
  type Issuer,
  issueBorderCopy,
  type OrderFault,
} from 'pratique/issue'
import type { FormatId } from 'pratique/verify'
import type { Io } from '../io.ts'
import type { Wish } from './purpose.ts'

/** All that issuing needs. */
export interface Work {
  readonly rows: readonly IntakeRow[]
  readonly format: FormatId
  readonly wish: Wish
  readonly issuer: Issuer
  readonly isJson: boolean
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
  | { readonly issued: Issued; readonly border?: Extract<BorderCopy, { readonly size: unknown }> }
  | { readonly faults: readonly Fault[] }

/** Issues one order as it was wished. */
export async function issueOne(
  { issuer, format, wish, io }: Work,
  order: JsonObject,
): Promise<Answer> {
  const now = io.now()
  const { admission, isBorder, isShowing } = wish
  if (isBorder && admission) {
    const copy = await issueBorderCopy(issuer, admission.policies, order, {
      formats: [format],
      now,
      policy: admission.asked,
    })
    if ('decision' in copy) {
      const words = `what ${admission.asked.destination} takes: this is ${copy.decision.result}`
      return { faults: [{ path: 'fact', kind: 'not-admitted', words }] }
    }
    return 'faults' in copy ? copy : { issued: copy.issued, border: copy }
  }
  const outcome: IssueOutcome = await issuer.issue(order, {
    format,
    now,
    purpose: isShowing ? 'showing' : 'keeping',
    ...(admission && { policy: admission.asked }),
  })
  return outcome
}
