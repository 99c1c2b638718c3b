/**
 * `POST /v1/verifications` and `POST /v1/policy-checks`: the library's answer, for programs that cannot hold it. Nothing
 * of a request is kept, counted by whom, or logged.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import { tellVerification, type Verification } from 'pratique/verify'
import type { Verifying } from '../../verifying/verifying.ts'
import type { App } from '../app.ts'
import { readBody } from '../body.ts'
import { describe } from '../describe.ts'
import { BODY, EVERY, problems } from '../describe-problems.ts'
import { describePublished, PUBLISHED } from '../describe-published.ts'
import type { Services } from '../services.ts'

const MAX_TEXT = 12_000
const MOST = 32

const TEXTS = z
  .array(z.string().min(1).max(MAX_TEXT))
  .min(1)
  .max(MOST)
  .describe('What the codes of one check say')

const COMMON = {
  texts: TEXTS,
  showPerson: z
    .boolean()
    .default(false)
    .describe('Whether the answer says what the certificate states'),
}

const VERIFICATION = z.strictObject(COMMON).openapi('VerificationRequest')

// No extension of the other: that would be described as both, and the other has no more members.
const POLICY_CHECK = z
  .strictObject({
    ...COMMON,
    destination: z
      .string()
      .regex(/^[A-Z]{2}$/, 'expected two letters, such as UT')
      .describe('ISO 3166-1 alpha-2'),
    purpose: z.string().max(80).optional(),
    arrival: z.iso.datetime({ offset: true }).optional().describe('Default: now'),
  })
  .openapi('PolicyCheckRequest')

const ANSWER = {
  200: {
    description: 'The verdict, its checks and remarks',
    content: {
      'application/json': { schema: PUBLISHED.Verification },
    },
  },
  ...problems(...EVERY, ...BODY),
}

const VERIFICATIONS = {
  method: 'post',
  path: '/v1/verifications',
  operationId: 'verifyCertificates',
  summary: 'Verify certificates',
  request: { body: { required: true, content: { 'application/json': { schema: VERIFICATION } } } },
  responses: ANSWER,
} as const

const POLICY_CHECKS = {
  method: 'post',
  path: '/v1/policy-checks',
  operationId: 'checkPolicy',
  summary: 'Verify certificates, and ask the entry rules of a destination',
  request: { body: { required: true, content: { 'application/json': { schema: POLICY_CHECK } } } },
  responses: ANSWER,
} as const

/** Where certificates are sent to be verified. */
export const VERIFYING_PATHS: readonly string[] = [VERIFICATIONS.path, POLICY_CHECKS.path]

/** Adds both routes. */
export function addVerifications(app: App, verifying: Verifying, { metrics, now }: Services): void {
  describePublished(app, 'Verification')
  describe(app, 'Verification', createRoute(VERIFICATIONS))
  describe(app, 'Verification', createRoute(POLICY_CHECKS))
  app.post(VERIFICATIONS.path, async (c) => {
    const { texts, showPerson } = await readBody(c, VERIFICATION)
    const verification = await verifying.verify(texts)
    metrics.countVerdict(verification.verdict)
    return answer(verification, showPerson)
  })
  app.post(POLICY_CHECKS.path, async (c) => {
    const { texts, showPerson, destination, purpose, arrival } = await readBody(c, POLICY_CHECK)
    const at = arrival === undefined ? now() : Date.parse(arrival) / 1000
    const verification = await verifying.verify(texts, {
      destination,
      at,
      ...(purpose !== undefined && { purpose }),
    })
    metrics.countVerdict(verification.verdict)
    return answer(verification, showPerson)
  })
}

function answer(verification: Verification, showPerson: boolean): Response {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }
  return new Response(JSON.stringify(tellVerification(verification, showPerson)), { headers })
}
