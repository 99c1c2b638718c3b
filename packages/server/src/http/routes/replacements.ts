/**
 * `POST /v1/replacements`: another certificate in place of one, which is taken back: both or neither.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import type { JsonValue } from 'pratique/codecs'
import { replaceByToken, type Successor } from 'pratique/revocation'
import { chooseSite, requireAct } from '../../identity/acts.ts'
import { countIssued } from '../../issuing/counts.ts'
import { FORMS, requireAvailable, toForm } from '../../issuing/forms.ts'
import { findTokenOf } from '../../issuing/tokens.ts'
import type { App } from '../app.ts'
import { readBody } from '../body.ts'
import { createDoor } from '../caller.ts'
import { describe, IDEMPOTENCY_KEY, keyFor } from '../describe.ts'
import { BODY, ISSUING, ONCE, problems } from '../describe-problems.ts'
import type { KeptAnswer } from '../kept-answer.ts'
import { chooseForm } from '../negotiate.ts'
import type { Services } from '../services.ts'
import { answerOnce } from '../write.ts'
import { CERTIFICATE_FORMS, issueOne, ORDER_SCHEMA } from './certificates.ts'

const MAX_TEXT = 12_000

const REPLACEMENT = ORDER_SCHEMA.omit({ purpose: true })
  .extend({
    replaces: z.string().min(1).max(MAX_TEXT).describe('What the code of the old one says'),
  })
  .openapi('Replacement')

const ROUTE = {
  method: 'post',
  path: '/v1/replacements',
  operationId: 'replaceCertificate',
  summary: 'Issue a certificate in place of another',
  security: keyFor('replace'),
  request: {
    headers: IDEMPOTENCY_KEY,
    body: { required: true, content: { 'application/json': { schema: REPLACEMENT } } },
  },
  responses: {
    201: {
      description: 'The new certificate; the old one is taken back',
      content: CERTIFICATE_FORMS,
    },
    ...problems(
      ...[...ONCE, ...BODY, ...ISSUING],
      ...(['usage.argument', 'usage.token', 'request.accept'] as const),
    ),
  },
} as const

/** Adds the route. */
export function addReplacements(app: App, services: Services): void {
  const { issuer, database, metrics, now } = services
  if (!issuer || !database) return
  describe(app, 'Certificates', createRoute(ROUTE))
  app.post(ROUTE.path, createDoor(services)('replace'), async (c) => {
    const form = chooseForm(c.req.header('Accept'), FORMS)
    return answerOnce(c, services, async ({ held, hold, drop, finish }) => {
      const { replaces, page, ...body } = await readBody(c, REPLACEMENT)
      const caller = c.get('caller')
      const site = chooseSite(caller, body.site)
      requireAct(caller, 'replace', site)
      const { authority } = issuer
      const order = body.order as JsonValue
      const asked = { ...body, site, order, purpose: 'keeping' } as const
      await requireAvailable(authority, asked, form)
      const old = await findTokenOf(replaces, authority, now(), 'replaces')
      let kept: KeptAnswer | undefined = held
      const successor: Successor = {
        find: () => held?.receipt,
        async hold() {
          const issued = await issueOne(issuer, asked)
          const { receipt } = issued
          if (!receipt) throw new Error('unreachable: what is kept has a place on a list')
          kept = {
            status: 201,
            headers: { 'Content-Type': form },
            body: await toForm(issued, form, page),
          }
          await hold({ ...kept, receipt })
          return receipt
        },
        give() {},
        drop,
      }
      await replaceByToken({ ...issuer, now }, old, successor)
      if (!kept) throw new Error('unreachable: a successor was found or made')
      const act = {
        act: 'replace',
        operator: caller.id,
        site,
        count: 1,
        reason: 'replaced',
      } as const
      await finish(kept, (trx) => countIssued(trx, act, now()))
      metrics.countIssued(1)
      return kept
    })
  })
}
