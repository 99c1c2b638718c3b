/**
 * Bodies of requests: JSON of one meaning, and of the form that the API describes.
 *
 * @module
 */

import type { Context } from 'hono'
import { decodeJson } from 'pratique/codecs'
import { FormatError } from 'pratique/errors'
import type { z } from 'zod'
import { RequestError, type RequestFault } from '../request-error.ts'

const JSON_TYPE = /^application\/([a-z.+-]+\+)?json\s*(;|$)/i

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
      return 'is not of the form that is expected'
    default:
      return 'is not what is expected'
  }
}
