/**
 * What the ways of issuing have in common: rows in, and an answer for each.
 *
 * @module
 */

import type { JsonObject } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import type { IntakeRow } from 'pratique/intake'
import {
  type BorderCopy,
  type Issued,
  type IssueRequest,
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
    const { asked: policy, policies } = admission
    return orFault(issuer, order, { format, now, purpose: 'showing' }, async () => {
      const copy = await issueBorderCopy(issuer, policies, order, {
        formats: [format],
        now,
        policy,
      })
      if ('decision' in copy) {
        const words = `what ${policy.destination} takes: this is ${copy.decision.result}`
        return { faults: [{ path: 'fact', kind: 'not-admitted', words }] }
      }
      return 'faults' in copy ? copy : { issued: copy.issued, border: copy }
    })
  }
  const request: IssueRequest = {
    format,
    now,
    purpose: isShowing ? 'showing' : 'keeping',
    ...(admission && { policy: admission.asked }),
  }
  return orFault(issuer, order, request, () => issuer.issue(order, request))
}

/**
 * Says of an order why it alone could not be signed, such as a vaccination by a key for tests: the others
 * go on. What stops all of them stops the preview as well, and is thrown on.
 */
async function orFault(
  issuer: Issuer,
  order: JsonObject,
  request: IssueRequest,
  issue: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await issue()
  } catch (error) {
    if (!(error instanceof UsageError) || error.code !== 'usage.issuer') throw error
    issuer.preview(order, request)
    return { faults: [{ path: 'fact', kind: 'not-signed', words: error.message }] }
  }
}
