/**
 * What FHIR's own routes say when something is wrong: an OperationOutcome (R4 §2.5), of the same problem.
 *
 * @module
 */

import { z } from '@hono/zod-openapi'
import type { Problem } from './problem.ts'

export const FHIR_TYPE = 'application/fhir+json'

/** Where FHIR's routes begin. */
export const FHIR_BASE = '/fhir'

const ISSUE = z.strictObject({
  severity: z.literal('error'),
  code: z.string().describe('Of FHIR’s issue types'),
  details: z.strictObject({
    coding: z.array(z.strictObject({ system: z.string(), code: z.string() })).optional(),
    text: z.string(),
  }),
  diagnostics: z.string().optional().describe('Where, and what was expected there'),
})

/** An OperationOutcome, as the description of the API tells it. */
export const OPERATION_OUTCOME = z
  .strictObject({ resourceType: z.literal('OperationOutcome'), issue: z.array(ISSUE).min(1) })
  .openapi('OperationOutcome')

/** What our codes are called in FHIR. */
const CODE_SYSTEM = 'urn:pratique:codes'

/** FHIR's issue types, by the status of HTTP. */
const ISSUE_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  406: 'not-supported',
  409: 'conflict',
  413: 'too-long',
  415: 'not-supported',
  422: 'processing',
  429: 'throttled',
  503: 'transient',
}

/** Tells a problem in FHIR's words: an issue for each of its faults, or one for itself. */
export function toOutcome({
  status,
  code,
  title,
  detail,
  errors = [],
}: Problem): z.infer<typeof OPERATION_OUTCOME> {
  const toIssue = (diagnostics: string | undefined) => ({
    severity: 'error' as const,
    code: ISSUE_TYPES[status] ?? 'exception',
    details: {
      ...(code !== undefined && { coding: [{ system: CODE_SYSTEM, code }] }),
      text: title,
    },
    ...(diagnostics !== undefined && { diagnostics }),
  })
  const told = errors.map(({ path, words }) => (path === '' ? words : `${path}: ${words}`))
  return {
    resourceType: 'OperationOutcome',
    issue: told.length > 0 ? told.map(toIssue) : [toIssue(detail)],
  }
}
