/**
 * The server's routes, with what holds for all of them: limits, errors, the log.
 *
 * @module
 */

import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { routePath } from 'hono/route'
import { timeout } from 'hono/timeout'
import { toTrace } from '../operations/log.ts'
import { isForeseen, RequestError } from '../request-error.ts'
import { limitBody } from './body.ts'
import { liftTimeLimit } from './connections.ts'
import { answerPage } from './page.ts'
import { answerProblem } from './problem.ts'
import { countStrangers } from './rate.ts'
import { addApiKeys } from './routes/api-keys.ts'
import { addAudit } from './routes/audit.ts'
import { addBatches } from './routes/batches.ts'
import { addCertificates } from './routes/certificates.ts'
import { addCodes } from './routes/codes.ts'
import { addDescription } from './routes/description.ts'
import { addFhirCards } from './routes/fhir-cards.ts'
import { addLists } from './routes/lists.ts'
import { addMassRevocations, PATH as MASS_REVOCATIONS } from './routes/mass-revocations.ts'
import { addOperations } from './routes/operations.ts'
import { addProposals } from './routes/proposals.ts'
import { addReplacements } from './routes/replacements.ts'
import { addRevocations } from './routes/revocations.ts'
import { addSessions } from './routes/sessions.ts'
import { addSigningKeys } from './routes/signing-keys.ts'
import { addVerifications, VERIFYING_PATHS } from './routes/verifications.ts'
import type { RequestEnv, Services } from './services.ts'

export type App = OpenAPIHono<RequestEnv>

/** Of any length, and as long as they take: they are never in memory whole, and have limits of their own. */
const BATCHES = '/v1/batches'

type Around = MiddlewareHandler<RequestEnv>

/** Counted by verdict alone, in steps: when somebody was checked, and how long that took, is nobody's business. */
const UNMEASURED: readonly string[] = VERIFYING_PATHS

/** Makes the application of the roles that there are. */
export function createApp(services: Services): App {
  const app: App = new OpenAPIHono<RequestEnv>({ strict: false })
  const { limits, log, metrics } = services
  app.use(async (c, next) => {
    const start = performance.now()
    await next()
    // The pattern of the route: the path that was asked for may be anything.
    const route = routePath(c, -1)
    if (UNMEASURED.includes(route)) return
    const seconds = (performance.now() - start) / 1000
    metrics.countRequest(route === '/*' ? 'none' : route, c.req.method, c.res.status, seconds)
  })
  app.use(
    inOrder(
      countStrangers(services.rate),
      except([BATCHES], timeout(limits.seconds * 1000)),
      // Receipts have a limit of their own, behind the door.
      except([BATCHES, MASS_REVOCATIONS], limitBody(limits.bodyBytes)),
      methodNotAllowed({
        app,
        onMethodNotAllowed: (c, methods) =>
          answerProblem(
            c,
            new RequestError('request.method', { headers: { Allow: methods.join(', ') } }),
          ),
      }),
    ),
  )
  app.use(BATCHES, (c, next) => {
    liftTimeLimit(c)
    return next()
  })
  if (services.issuer) {
    addCertificates(app, services)
    addRevocations(app, services)
    addReplacements(app, services)
    addFhirCards(app, services)
    addMassRevocations(app, services)
    addProposals(app, services)
    addApiKeys(app, services)
    addSigningKeys(app, services)
    addAudit(app, services)
    addSessions(app, services)
    addBatches(app, services)
  }
  if (services.lists) addLists(app, services.lists)
  if (services.verifying) addVerifications(app, services.verifying, services)
  addOperations(app, services)
  addCodes(app)
  addDescription(app)
  const { page } = services
  app.notFound(async (c) => {
    const file = page && c.req.method === 'GET' && (await answerPage(c, page))
    return file || answerProblem(c, new RequestError('request.route'))
  })
  app.onError((error, c) => {
    // Of the time limit alone: all else is ours.
    if (error instanceof HTTPException) return answerProblem(c, new RequestError('request.timeout'))
    if (!isForeseen(error))
      log.error('a fault of the server', { method: c.req.method, ...toTrace(error) })
    return answerProblem(c, error)
  })
  return app
}

function except(paths: readonly string[], handler: Around): Around {
  return (c, next) => (paths.includes(c.req.path) ? next() : handler(c, next))
}

/** Makes one of several: as layers of their own, they would take longer than all that they do. */
function inOrder(...handlers: readonly Around[]): Around {
  return handlers.reduceRight((inner, outer) => (c, next) => {
    return outer(c, async () => {
      const answer = await inner(c, next)
      if (answer) c.res = answer
    })
  })
}
