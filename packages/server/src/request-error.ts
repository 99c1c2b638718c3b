/**
 * What is wrong with a request, as a problem that its sender can put right.
 *
 * @module
 */

import type { Code, RequestCode } from 'pratique/codes'
import { PratiqueError } from 'pratique/errors'

/** One fault of a body: where, and what was expected there. Never what stood there. */
export interface RequestFault {
  readonly path: string
  readonly words: string
}

/** Told of a row of a batch, and of no request. */
type RowCode = 'request.resubmit'

type StatusCode = Exclude<RequestCode, RowCode>

/** How requests end that are refused by what they are. */
const STATUSES: Readonly<Record<StatusCode, number>> = {
  'request.route': 404,
  'request.method': 405,
  'request.body': 400,
  'request.too-large': 413,
  'request.media-type': 415,
  'request.accept': 406,
  'request.key': 401,
  'request.scope': 403,
  'request.own-proposal': 403,
  'request.sign-in': 403,
  'request.origin': 403,
  'request.unknown': 404,
  'request.idempotency-key': 400,
  'request.idempotency-reused': 422,
  'request.in-progress': 409,
  'request.rate': 429,
  'request.timeout': 503,
  'request.unfinished': 409,
}

export interface ProblemDetails {
  readonly faults?: readonly RequestFault[]
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown wherever a request is refused; `http/problem.ts` alone answers it. */
export class RequestError extends Error {
  readonly code: Code
  readonly status: number
  readonly faults: readonly RequestFault[]
  readonly headers: Readonly<Record<string, string>>

  constructor(code: Code, { faults = [], headers = {} }: ProblemDetails = {}) {
    super(code)
    this.name = 'RequestError'
    this.code = code
    this.status = statusOf(code)
    this.faults = faults
    this.headers = headers
  }
}

/** Whether an error is one that its sender is told about; all else is a bug of ours. */
export function isForeseen(error: unknown): error is RequestError | PratiqueError {
  return error instanceof RequestError || error instanceof PratiqueError
}

/** What a code of any kind is over HTTP: what cannot be done as it was asked is 422, what is out of reach 503. */
export function statusOf(code: Code): number {
  if (hasStatus(code)) return STATUSES[code]
  return code.startsWith('unavailable.') ? 503 : 422
}

function hasStatus(code: Code): code is StatusCode {
  return Object.hasOwn(STATUSES, code)
}
