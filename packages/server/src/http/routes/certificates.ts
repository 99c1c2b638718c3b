/**
 * `POST /v1/certificates`: one order becomes one certificate.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import type { JsonValue } from 'pratique/codecs'
import type { Issued } from 'pratique/issue'
import { PRINT_LANGUAGES } from 'pratique/print'
import { chooseSite, requireAct } from '../../identity/acts.ts'
import type { CertificateRequest } from '../../issuing/authority.ts'
import { FORMS, type Form, requireAvailable, toForm } from '../../issuing/forms.ts'
import { RequestError } from '../../request-error.ts'
import type { App } from '../app.ts'
import { readBody } from '../body.ts'
import { BINARY, describe, IDEMPOTENCY_KEY, keyFor, SITE_SCHEMA } from '../describe.ts'
import { BODY, ISSUING, ONCE, problems } from '../describe-problems.ts'
import { describePublished, PUBLISHED } from '../describe-published.ts'
import { createIssuing } from '../issuing.ts'
import { chooseForm } from '../negotiate.ts'
import type { IssuerRole, Services } from '../services.ts'

export const FORMAT_SCHEMA = z.enum(['eu-dcc', 'who-icvp', 'smart-health-card', 'vds-nc'])

/** What one certificate is asked for by. */
export const ORDER_SCHEMA = z
  .strictObject({
    site: SITE_SCHEMA.optional(),
    format: FORMAT_SCHEMA,
    purpose: z
      .enum(['keeping', 'showing'])
      .default('keeping')
      .describe('showing: a copy that cannot be revoked and ends within 14 days'),
    page: z
      .strictObject({
        size: z.enum(['a4', 'letter', 'id-1']).default('a4'),
        language: z.enum(PRINT_LANGUAGES).default('en'),
      })
      .default({ size: 'a4', language: 'en' })
      .describe('How a PDF is to look'),
    order: z.record(z.string(), z.unknown()).openapi(PUBLISHED.Order),
  })
  .openapi('CertificateRequest')

const CERTIFICATE = z
  .object({
    format: FORMAT_SCHEMA,
    texts: z.array(z.string()).describe('What the codes say: one, or the chunks of a card'),
    verdict: z.literal('genuine'),
    receipt: z
      .string()
      .optional()
      .describe(
        'LIST/INDEX, for your own record: a faulty batch is revoked by it. It names nobody',
      ),
  })
  .openapi('Certificate')

/** What stands in the body of each form. */
export const CERTIFICATE_FORMS = {
  'application/json': { schema: CERTIFICATE },
  'text/plain': { schema: z.string().describe('What the codes say, a line each') },
  'image/svg+xml': { schema: BINARY },
  'image/png': { schema: BINARY },
  'application/pdf': { schema: BINARY },
} satisfies Record<Form, object>

const ROUTE = {
  method: 'post',
  path: '/v1/certificates',
  operationId: 'issueCertificate',
  summary: 'Issue a certificate',
  security: keyFor('issue'),
  request: {
    headers: IDEMPOTENCY_KEY,
    body: { required: true, content: { 'application/json': { schema: ORDER_SCHEMA } } },
  },
  responses: {
    201: {
      description: 'The certificate, verified; nothing of it is kept here',
      content: CERTIFICATE_FORMS,
    },
    ...problems(...ONCE, ...BODY, ...ISSUING, 'usage.argument', 'request.accept'),
  },
} as const

/** Adds the route. */
export function addCertificates(app: App, services: Services): void {
  const { issuer, database } = services
  if (!issuer || !database) return
  describePublished(app, 'Order')
  describe(app, 'Certificates', createRoute(ROUTE))
  const { door, answer } = createIssuing(services)
  app.post(ROUTE.path, door, async (c) => {
    const form = chooseForm(c.req.header('Accept'), FORMS)
    return answer(c, async () => {
      const { page, ...ordered } = await readBody(c, ORDER_SCHEMA)
      const caller = c.get('caller')
      const site = chooseSite(caller, ordered.site)
      requireAct(caller, 'issue', site)
      const asked = { ...ordered, site, order: ordered.order as JsonValue }
      await requireAvailable(issuer.authority, asked, form)
      const issued = await issueOne(issuer, asked)
      const body = await toForm(issued, form, page)
      const act = { act: 'issue', operator: caller.id, site, count: 1 } as const
      return { answer: { status: 201, headers: { 'Content-Type': form }, body }, act }
    })
  })
}

/**
 * Issues one.
 *
 * @throws {RequestError} `usage.order` with all that is wrong with the order
 */
export async function issueOne(
  { authority }: IssuerRole,
  request: CertificateRequest,
): Promise<Issued> {
  const outcome = await authority.issue(request)
  if ('issued' in outcome) return outcome.issued
  const faults = outcome.faults.map(({ path, words }) => ({ path: `order.${path}`, words }))
  throw new RequestError('usage.order', { faults })
}
