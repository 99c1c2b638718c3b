/**
 * Which problems a route answers with, as the description of the API tells it: by code, each with an example of what is
 * sent.
 *
 * @module
 */

import { z } from '@hono/zod-openapi'
import { REQUEST_CODES } from 'pratique/codes'
import { MESSAGES } from 'pratique/messages/en'
import { RequestError, type RequestFault, statusOf } from '../request-error.ts'
import type { App } from './app.ts'
import { FHIR_TYPE, OPERATION_OUTCOME, toOutcome } from './fhir.ts'
import { BUG, PROBLEM_TYPE, type Problem, toProblem } from './problem.ts'

/** All codes that requests are answered with; `request.resubmit` is told of rows. */
const PROBLEM_CODES = [
  ...REQUEST_CODES.filter((code) => code !== 'request.resubmit'),
  ...(['usage.order', 'usage.token', 'usage.argument'] as const),
  ...(['usage.issuer', 'usage.lists', 'usage.lists-restored'] as const),
  ...(['unavailable.database', 'unavailable.key-store', 'unavailable.identity-provider'] as const),
] as const

export type ProblemCode = (typeof PROBLEM_CODES)[number]
type Codes = readonly ProblemCode[]

/** Of every route. */
export const EVERY: Codes = ['request.rate', 'request.timeout']

/** Of every route that takes a key. */
export const KEYED: Codes = [...EVERY, 'request.key', 'request.scope', 'unavailable.database']

/** Of every route that takes a key and changes something. */
export const CHANGING: Codes = [...KEYED, 'request.origin', 'request.too-large']

/** Of every route that does what it is asked for once, however often it is asked. */
export const ONCE: Codes = [
  ...CHANGING,
  ...(['request.idempotency-key', 'request.idempotency-reused', 'request.in-progress'] as const),
]

/** Of every route that reads a body. */
export const BODY: Codes = ['request.body', 'request.media-type', 'request.too-large']

/** Of every route that issues. */
export const ISSUING: Codes = [
  ...(['usage.order', 'usage.issuer', 'usage.lists', 'usage.lists-restored'] as const),
  'unavailable.key-store',
]

/** Where the examples say that a fault is. */
const FAULTS: Readonly<Partial<Record<ProblemCode, readonly RequestFault[]>>> = {
  'request.body': [{ path: 'site', words: 'expected 1 to 32 of a-z, 0-9 and -, not - first' }],
  'usage.order': [{ path: 'order.fact.date', words: 'is not stated' }],
  'usage.token': [
    { path: 'certificates.0', words: 'is no certificate that can be read, and no token' },
  ],
}

const RETRY_AFTER = {
  'Retry-After': z
    .string()
    .regex(/^\d+$/)
    .optional()
    .describe('Seconds to wait before it is sent again (RFC 9110 §10.2.3)'),
}

/** What stands in the head of the answer. */
const HEADERS: Readonly<Partial<Record<ProblemCode, Readonly<Record<string, z.ZodType>>>>> = {
  'request.key': {
    'WWW-Authenticate': z.literal('Bearer').optional().describe('How a key is sent (RFC 6750 §3)'),
  },
  'request.rate': RETRY_AFTER,
  'request.in-progress': RETRY_AFTER,
  'request.unfinished': RETRY_AFTER,
}

/** A problem (RFC 9457). */
const PROBLEM = z
  .strictObject({
    type: z.string().describe('Where the code is explained, on this server'),
    title: z.string(),
    status: z.int(),
    code: z.string().optional().describe('Never renamed; none of a fault of the server'),
    detail: z.string().optional().describe('What to do'),
    errors: z
      .array(z.strictObject({ path: z.string(), words: z.string() }))
      .optional()
      .describe('Where, and what was expected there; never what stood there'),
  })
  .openapi('Problem')

/** How problems are told: in which type, of which form, and an example. */
interface Dialect {
  readonly type: string
  schema(codes: Codes): object
  example(name: ProblemCode | 'bug'): object
}

const PLAIN: Dialect = {
  type: PROBLEM_TYPE,
  schema: (codes) => ({
    allOf: [
      { $ref: '#/components/schemas/Problem' },
      ...(codes.length > 0 ? [{ required: ['code'], properties: { code: { enum: codes } } }] : []),
    ],
  }),
  example: (name) => ({ $ref: `#/components/examples/${name}` }),
}

const FHIR: Dialect = {
  type: FHIR_TYPE,
  schema: () => OPERATION_OUTCOME,
  example: (name) => ({ value: toOutcome(name === 'bug' ? BUG : toExample(name)) }),
}

/** The problems that a route may answer with, and the fault that nobody foresaw. */
export function problems(...codes: Codes): Responses {
  return toResponses(codes, PLAIN)
}

/** The same, as FHIR tells them. */
export function outcomes(...codes: Codes): Responses {
  return toResponses(codes, FHIR)
}

/** Puts what {@link problems} refers to into the description. */
export function describeProblems({ openAPIRegistry: registry }: App): void {
  registry.register('Problem', PROBLEM)
  for (const code of PROBLEM_CODES) {
    registry.registerComponent('examples', code, { value: toExample(code) })
  }
  registry.registerComponent('examples', 'bug', { value: BUG })
  // No operation has it: it is of paths, for the methods that they have not.
  registry.registerComponent('responses', 'MethodNotAllowed', {
    ...toResponse(['request.method'], PLAIN),
    headers: {
      Allow: { description: 'What it takes (RFC 9110 §10.2.1)', schema: { type: 'string' } },
    },
  })
}

interface Response {
  readonly description: string
  readonly headers?: z.ZodObject
  readonly content: Readonly<Record<string, { schema: object; examples: Record<string, object> }>>
}

type Responses = Readonly<Record<number, Response>>

function toResponses(codes: Codes, dialect: Dialect): Responses {
  const all = [...new Set(codes)]
  const foreseen = all.map(statusOf).map((status) => {
    const own = all.filter((code) => statusOf(code) === status)
    return [status, toResponse(own, dialect)]
  })
  const bug = toContent([], ['bug'], dialect)
  return { ...Object.fromEntries(foreseen), 500: { description: BUG.title, content: bug } }
}

function toResponse(codes: Codes, dialect: Dialect): Response {
  const headers = Object.assign({}, ...codes.map((code) => HEADERS[code]))
  return {
    description: codes.map((code) => `\`${code}\`: ${MESSAGES[code].title}`).join('; '),
    ...(Object.keys(headers).length > 0 && { headers: z.object(headers) }),
    content: toContent(codes, codes, dialect),
  }
}

function toContent(
  codes: Codes,
  names: readonly (ProblemCode | 'bug')[],
  { type, schema, example }: Dialect,
): Response['content'] {
  const examples = Object.fromEntries(names.map((name) => [name, example(name)]))
  return { [type]: { schema: schema(codes), examples } }
}

function toExample(code: ProblemCode): Problem {
  const { detail, ...problem } = toProblem(new RequestError(code, { faults: FAULTS[code] ?? [] }))
  // Of what is wrong with the server's own files, each error says what in words of its own.
  const isOwn = code.startsWith('usage.') && !FAULTS[code]
  return { ...problem, ...(detail !== undefined && !isOwn && { detail }) }
}
