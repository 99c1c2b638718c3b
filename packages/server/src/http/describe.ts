/**
 * What the descriptions of routes have in common.
 *
 * @module
 */

import { z } from '@hono/zod-openapi'
import { SITE } from '../identity/acts.ts'
import { PROBLEM_TYPE } from './problem.ts'

/** A problem (RFC 9457), as the description of the API tells it. */
const PROBLEM = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), words: z.string() })).optional(),
  })
  .openapi('Problem')

const WORDS: Readonly<Record<number, string>> = {
  400: 'The request is not as described',
  401: 'No key that is in force',
  403: 'The key is not for this',
  404: 'There is nothing at this address',
  406: 'The answer cannot be had in this form',
  409: 'The same request is being worked on',
  413: 'The request is too large',
  415: 'The body is of another type',
  422: 'It cannot be done as it was asked for',
  429: 'Too many requests',
  503: 'Something needed is out of reach',
}

/** The problems that a route may answer with. */
export function problems(...statuses: readonly (keyof typeof WORDS)[]) {
  const content = { [PROBLEM_TYPE]: { schema: PROBLEM } }
  return Object.fromEntries(
    statuses.map((status) => [status, { description: WORDS[status] ?? '', content }]),
  )
}

/** Of every write. */
export const WRITE_PROBLEMS = problems(400, 401, 403, 409, 413, 415, 422, 429, 503)

export const SITE_SCHEMA = z
  .string()
  .regex(SITE)
  .describe('Where the act is done; may be left out by a key for one site')

export const IDEMPOTENCY_KEY = z.object({
  'idempotency-key': z
    .uuidv4()
    .describe('A random UUID, new for each act; the same to send it again'),
})

/** How routes say that they take a key. */
export const KEY_SECURITY = [{ apiKey: [] }]
