/**
 * Bodies of requests: JSON of one meaning, and of the form that the API describes.
 *
 * @module
 */

import type { Context, MiddlewareHandler } from 'hono'
import { decodeJson } from 'pratique/codecs'
import { FormatError } from 'pratique/errors'
import type { z } from 'zod'
import { RequestError, type RequestFault } from '../request-error.ts'

const JSON_TYPE = /^application\/([a-z.+-]+\+)?json\s*(;|$)/i

/** Methods whose body means nothing, and is not read (RFC 9110 §9.3.1). */
const BODILESS: readonly string[] = ['GET', 'HEAD']

/**
 * Bounds what is read of a body. Nothing is read here: who asks is known first, and the time limit runs.
 *
 * @throws {RequestError} `request.too-large`, also out of what reads the body
 */
export function limitBody(maxBytes: number): MiddlewareHandler {
  return (c, next) => {
    const length = c.req.header('Content-Length')
    // Node holds the body to the length that it was announced with (RFC 9112 §6.3).
    if (Number(length ?? 0) > maxBytes) throw new RequestError('request.too-large')
    // To look at a body makes a stream of it, which takes longer than all else of a request.
    const body = length === undefined && !BODILESS.includes(c.req.method) && c.req.raw.body
    if (body) {
      // Streams are sent in one direction at a time (Fetch §5.3), which the types do not know.
      const init: RequestInit & { readonly duplex: 'half' } = {
        ...{ body: bound(body, maxBytes), duplex: 'half' },
      }
      c.req.raw = new Request(c.req.raw, init)
    }
    return next()
  }
}

/** The same bytes, and an error in place of the first too many. What comes after is left to the connection. */
function bound(body: ReadableStream<Uint8Array>, maxBytes: number): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let left = maxBytes
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) return controller.close()
      left -= value.length
      if (left < 0) return controller.error(new RequestError('request.too-large'))
      controller.enqueue(value)
    },
  })
}

/**
 * Reads a body: strict JSON, with no member twice, of a form.
 *
 * @throws {RequestError} `request.media-type`, `request.body`
 */
export async function readBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  if (!JSON_TYPE.test(c.req.header('Content-Type') ?? '')) {
    throw new RequestError('request.media-type')
  }
  return requireForm(schema, toJson(new Uint8Array(await c.req.arrayBuffer())))
}

/**
 * Holds what was sent against a form.
 *
 * @throws {RequestError} `request.body`
 */
export function requireForm<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new RequestError('request.body', { faults: parsed.error.issues.map(toFault) })
}

function toJson(bytes: Uint8Array<ArrayBuffer>): unknown {
  try {
    return decodeJson(bytes).value
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const words = 'expected JSON in UTF-8, in which no member stands twice'
    throw new RequestError('request.body', { faults: [{ path: '', words }] })
  }
}

/** Where, and what was expected there. The names of members that nobody expects are the sender's, and not told. */
function toFault(issue: z.core.$ZodIssue): RequestFault {
  return { path: issue.path.map(String).join('.'), words: toWords(issue) }
}

function toWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}`
    case 'invalid_value':
      return `expected one of ${issue.values.map(String).join(', ')}`
    case 'too_big':
      return `at most ${issue.maximum}`
    case 'too_small':
      return `at least ${issue.minimum}`
    case 'unrecognized_keys':
      return `${issue.keys.length} of its members are unknown`
    case 'invalid_format':
      if (issue.format === 'datetime') return 'expected a time such as 2027-01-31T12:00:00Z'
      break
    default:
  }
  // Our own words say what is expected; the reader of forms has some of its own.
  return issue.message?.startsWith('expected ') ? issue.message : 'is not what is expected'
}
