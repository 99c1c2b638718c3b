/**
 * `POST /fhir/Patient/$health-cards-issue`: SMART Health Cards of a Bundle that is in the request (SMART Health Cards and
 * Links IG 1.0.0, `$health-cards-issue`). Of one patient by an address it is never done: an address would name a person.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import type { JsonValue } from 'pratique/codecs'
import { chooseSite, requireAct } from '../../identity/acts.ts'
import { issueBundle } from '../../issuing/issue-bundle.ts'
import { RequestError } from '../../request-error.ts'
import type { App } from '../app.ts'
import { readBody } from '../body.ts'
import { describe, IDEMPOTENCY_KEY, keyFor, SITE_SCHEMA } from '../describe.ts'
import { BODY, ISSUING, ONCE, outcomes } from '../describe-problems.ts'
import { FHIR_BASE, FHIR_TYPE } from '../fhir.ts'
import { createIssuing } from '../issuing.ts'
import { chooseForm } from '../negotiate.ts'
import type { Services } from '../services.ts'

const MOST_PARAMETERS = 16

const PARAMETERS = z
  .strictObject({
    resourceType: z.literal('Parameters'),
    id: z.string().max(64).optional(),
    parameter: z
      .array(
        z.discriminatedUnion('name', [
          z.strictObject({ name: z.literal('credentialType'), valueUri: z.string().max(200) }),
          z.strictObject({
            name: z.literal('bundle'),
            resource: z.record(z.string(), z.unknown()),
          }),
          z.strictObject({ name: z.literal('site'), valueString: SITE_SCHEMA }),
        ]),
      )
      .max(MOST_PARAMETERS),
  })
  .openapi('HealthCardsIssueRequest')

const CARDS = z
  .strictObject({
    resourceType: z.literal('Parameters'),
    parameter: z
      .array(z.strictObject({ name: z.literal('verifiableCredential'), valueString: z.string() }))
      .optional(),
  })
  .openapi('HealthCardsIssueResponse')

const ROUTE = createRoute({
  method: 'post',
  path: `${FHIR_BASE}/Patient/$health-cards-issue`,
  operationId: 'issueHealthCards',
  summary: 'Issue SMART Health Cards of a FHIR Bundle',
  description:
    '`credentialType` once or more: every card is of all of them. `bundle` once: the Patient with Observations and ' +
    'Immunizations. `site`, if the key is for several.',
  security: keyFor('issue'),
  request: {
    headers: IDEMPOTENCY_KEY,
    body: { required: true, content: { [FHIR_TYPE]: { schema: PARAMETERS } } },
  },
  responses: {
    200: {
      description: 'A JWS for each result and dose of the types; nothing of them is kept here',
      content: { [FHIR_TYPE]: { schema: CARDS } },
    },
    ...outcomes(...ONCE, ...BODY, ...ISSUING, 'request.accept'),
  },
})

/** Adds the route. */
export function addFhirCards(app: App, services: Services): void {
  const { database, issuer } = services
  if (!database || !issuer) return
  describe(app, 'Certificates', ROUTE)
  const { door, answer } = createIssuing(services)
  app.post(ROUTE.path, door, async (c) => {
    chooseForm(c.req.header('Accept'), [FHIR_TYPE, 'application/json'])
    return answer(c, async () => {
      const { parameter } = await readBody(c, PARAMETERS)
      const caller = c.get('caller')
      const named = parameter.flatMap((each) => (each.name === 'site' ? [each.valueString] : []))
      const site = chooseSite(caller, takeOne('site', named))
      requireAct(caller, 'issue', site)
      const types = parameter.flatMap((each) =>
        each.name === 'credentialType' ? [each.valueUri] : [],
      )
      if (types.length === 0) throw missing('credentialType')
      const bundle = takeOne(
        'bundle',
        parameter.flatMap((each) => (each.name === 'bundle' ? [each.resource] : [])),
      )
      if (bundle === undefined) throw missing('bundle')
      const asked = { site, types, bundle: bundle as JsonValue }
      const cards = await issueBundle(issuer.authority, asked)
      const answer = toAnswer(cards)
      const count = cards.length
      if (count === 0) return { answer }
      return { answer, act: { act: 'issue', operator: caller.id, site, count } }
    })
  })
  app.all(`${FHIR_BASE}/Patient/:id/$health-cards-issue`, () => {
    throw new RequestError('request.method', { headers: { Allow: '' } })
  })
}

function toAnswer(cards: readonly string[]) {
  const parameter = cards.map((valueString) => ({ name: 'verifiableCredential', valueString }))
  // FHIR has no empty lists (R4 §2.6.2).
  const parameters = { resourceType: 'Parameters', ...(cards.length > 0 && { parameter }) }
  const body = new TextEncoder().encode(JSON.stringify(parameters))
  return { status: 200, headers: { 'Content-Type': FHIR_TYPE }, body }
}

function takeOne<Value>(name: string, [value, ...more]: readonly Value[]): Value | undefined {
  if (more.length === 0) return value
  throw new RequestError('request.body', { faults: [{ path: name, words: 'at most once' }] })
}

function missing(name: string): RequestError {
  return new RequestError('request.body', {
    faults: [{ path: name, words: 'expected a parameter of this name' }],
  })
}
