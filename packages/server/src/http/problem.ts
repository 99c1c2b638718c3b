/**
 * Answers that say what went wrong (RFC 9457): title and code of the registry, and where. Nothing of the request is
 * quoted.
 *
 * @module
 */

import type { Context } from 'hono'
import { type PratiqueError, UsageError } from 'pratique/errors'
import { MESSAGES } from 'pratique/messages/en'
import { isForeseen, RequestError, type RequestFault, statusOf } from '../request-error.ts'
import { FHIR_BASE, FHIR_TYPE, toOutcome } from './fhir.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** A problem as it is sent. */
export interface Problem {
  /** Where the code is explained, on this server. */
  readonly type: string
  readonly title: string
  readonly status: number
  /** None of a bug: the registry has what is foreseen. */
  readonly code?: string
  readonly detail?: string
  readonly errors?: readonly RequestFault[]
}

/** Of what nobody foresaw: it says nothing, and the log says which. */
export const BUG: Problem = {
  type: 'about:blank',
  title: 'A fault of the server',
  status: 500,
  detail: 'Nothing was given out. Try again, and tell whoever runs the server.',
}

/** Answers an error; where FHIR is spoken, in FHIR's words. */
export function answerProblem(c: Context, error: unknown): Response {
  const problem = toProblem(error)
  const headers = error instanceof RequestError ? error.headers : {}
  const isFhir = c.req.path.startsWith(`${FHIR_BASE}/`)
  return c.body(JSON.stringify(isFhir ? toOutcome(problem) : problem), {
    status: problem.status as 400,
    headers: {
      ...{ ...headers, 'Content-Type': isFhir ? FHIR_TYPE : PROBLEM_TYPE },
      'Cache-Control': 'no-store',
    },
  })
}

/** Tells what went wrong. */
export function toProblem(error: unknown): Problem {
  if (!isForeseen(error)) return BUG
  const code = error.code as RequestError['code']
  const { title, action } = MESSAGES[code]
  const faults = error instanceof RequestError ? error.faults : []
  return {
    type: `/codes/${code}`,
    ...{ title, status: statusOf(code), code, detail: toDetail(error, action) },
    ...(faults.length > 0 && { errors: faults }),
  }
}

/**
 * What to do. The registry's words for what is wrong with files and options are for the command line: here the error's own
 * say more, which never hold a value.
 */
function toDetail(error: RequestError | PratiqueError, action: string): string {
  if (!(error instanceof RequestError)) return error instanceof UsageError ? error.message : action
  return error.faults.length > 0 && !error.code.startsWith('request.')
    ? 'Mend the members that `errors` names. Nothing was done.'
    : action
}
