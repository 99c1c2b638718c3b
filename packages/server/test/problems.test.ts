import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Hono } from 'hono'
import { UsageError } from 'pratique/errors'
import { z } from 'zod'
import { requireForm } from '../src/http/body.ts'
import { SITE_SCHEMA } from '../src/http/describe.ts'
import { answerProblem, type Problem } from '../src/http/problem.ts'
import { RequestError } from '../src/request-error.ts'

const SENT = 'Lab 7 of Ada'

async function problemOf(error: unknown, path = '/'): Promise<Problem & { issue?: unknown }> {
  const app = new Hono().get(path, (c) => answerProblem(c, error))
  return JSON.parse(await (await app.request(path)).text())
}

describe('a problem', () => {
  test('says what was expected where, and nothing of what was sent', async () => {
    const form = z.strictObject({ site: SITE_SCHEMA, at: z.iso.datetime() })
    const refused = await Promise.resolve({ site: SENT, at: SENT })
      .then((sent) => requireForm(form, sent))
      .catch(problemOf)
    assert.ok('errors' in refused)
    assert.deepEqual(refused.errors, [
      { path: 'site', words: 'expected 1 to 32 of a-z, 0-9 and -, not - first' },
      { path: 'at', words: 'expected a time such as 2027-01-31T12:00:00Z' },
    ])
  })

  test('tells no caller to run a command', async () => {
    const words = 'its lists were closed, and a new one hands out from the next half hour on'
    const { detail, status } = await problemOf(new UsageError('usage.lists-restored', words))
    assert.deepEqual([detail, status], [words, 422])
    const faults = [{ path: 'order.fact', words: 'expected object' }]
    const order = await problemOf(new RequestError('usage.order', { faults }))
    assert.match(order.detail ?? '', /^Mend the members/)
    assert.deepEqual(order.errors, faults)
  })

  test('of a bug has no code that the registry does not know, in FHIR neither', async () => {
    const bug = await problemOf(new Error(SENT))
    assert.deepEqual([bug.status, bug.code, bug.type], [500, undefined, 'about:blank'])
    assert.doesNotMatch(JSON.stringify(bug), new RegExp(SENT))
    const outcome = await problemOf(new Error(SENT), '/fhir/x')
    assert.doesNotMatch(JSON.stringify(outcome), /coding|Ada/)
  })
})
