/**
 * What the descriptions of routes have in common.
 *
 * @module
 */

import { type RouteConfig, z } from '@hono/zod-openapi'
import { type Act, SITE } from '../identity/acts.ts'
import type { App } from './app.ts'
import { SESSION_COOKIE } from './cookies.ts'
import { PROBLEM_TYPE } from './problem.ts'

/** A problem (RFC 9457), as the description of the API tells it. */
const PROBLEM = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().optional().describe('Absent of a fault of the server'),
    detail: z.string().optional(),
    errors: z.array(z.strictObject({ path: z.string(), words: z.string() })).optional(),
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
  .regex(SITE, 'expected 1 to 32 of a-z, 0-9 and -, not - first')
  .describe('Where the act is done; may be left out by a key for one site')

export const IDEMPOTENCY_KEY = z.object({
  'idempotency-key': z
    .uuidv4()
    .describe('A random UUID, new for each act; the same to send it again'),
})

/** A point of time, as answers have it. */
export const TIME = z.iso.datetime()

/** Tells a point of time in seconds since the epoch as answers have it. */
export function toTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}

/** Bytes, and no text. */
export const BINARY = z.string().describe('the bytes')

/** How a route says that it takes a key, and which act the key must be for, or one of which (OpenAPI 3.1 §4.8.30). */
export function keyFor(...acts: readonly Act[]): NonNullable<RouteConfig['security']> {
  return acts.flatMap((act) => [{ apiKey: [act] }, { session: [act] }])
}

/** Describes how a key is sent, and a session. */
export function describeKeys(app: App): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    ...{ type: 'http', scheme: 'bearer' },
    description: 'A key that `pratique api-keys create` makes; each route names the act it takes',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    ...{ type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
    description: 'Of a person, by `/sign-in`; writes come from a page of the same origin',
  })
}

/** Puts a route into the description. Its body is read by our own, stricter reader. */
export function describe(app: App, route: RouteConfig): void {
  app.openAPIRegistry.registerPath(route)
}
