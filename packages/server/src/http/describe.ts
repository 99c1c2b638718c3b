/**
 * What the descriptions of routes have in common.
 *
 * @module
 */

import { type RouteConfig, z } from '@hono/zod-openapi'
import { type Act, SITE } from '../identity/acts.ts'
import type { App } from './app.ts'
import { SESSION_COOKIE } from './cookies.ts'
import { EXAMPLES } from './examples.ts'

/** What the routes are about, in the order of the description. */
export const TAGS = {
  Certificates: 'Issue and replace certificates, one a request',
  Batches: 'Issue certificates in any number',
  Revocation: 'Take certificates back',
  Approval: 'What waits for a second person',
  Keys: 'Keys that callers send, and keys that sign',
  Log: 'Which acts were done',
  Session: 'People sign in and out',
  Lists: 'What is published, for verifiers',
  Verification: 'Verify certificates, and ask entry rules',
  Operation: 'For whoever runs the server, and about it',
} as const

export type Tag = keyof typeof TAGS

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

/** A route, by a name that programs call it by. */
export type DescribedRoute = RouteConfig & {
  readonly operationId: string
  readonly summary: string
}

/** Puts a route into the description, with its example. Its body is read by our own, stricter reader. */
export function describe(app: App, tag: Tag, { request, ...route }: DescribedRoute): void {
  const example = EXAMPLES[route.operationId]
  const body = request?.body && {
    ...request.body,
    content: addExamples(request.body.content, example?.request),
  }
  const responses = Object.entries(route.responses).map(([status, response]) => {
    const isDone = /^2/.test(status) && 'content' in response && response.content
    const content = isDone && addExamples(isDone, example?.answer)
    return [status, content ? { ...response, content } : response]
  })
  app.openAPIRegistry.registerPath({
    ...route,
    tags: [tag],
    ...(request && { request: { ...request, ...(body && { body }) } }),
    responses: Object.fromEntries(responses),
  })
}

/** To each media type its example, if there is one. */
function addExamples(
  content: Readonly<Record<string, object | undefined>>,
  examples: Readonly<Record<string, unknown>> = {},
) {
  return Object.fromEntries(
    Object.entries(content).map(([type, body]) => [
      type,
      { ...body, ...(Object.hasOwn(examples, type) && { example: examples[type] }) },
    ]),
  )
}
