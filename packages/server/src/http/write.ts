/**
 * A write, done once.
 *
 * @module
 */

import type { Context } from 'hono'
import { doOnce, type Run } from './idempotency.ts'
import { type KeptAnswer, type RequestKeys, readRequest } from './kept-answer.ts'
import type { RequestEnv, Services } from './services.ts'

/** Does what a request asks for, or gives the answer that it had. */
export async function answerOnce(
  c: Context<RequestEnv>,
  { database, now }: Pick<Services, 'database' | 'now'>,
  act: (run: Run) => Promise<KeptAnswer>,
): Promise<Response> {
  if (!database) throw new Error('unreachable: what is written needs the database')
  return toResponse(c, await doOnce(database.db, await readKeys(c), now(), act))
}

/** Reads what a request is known by: its key, and all of it that decides what is done. */
export async function readKeys(c: Context<RequestEnv>): Promise<RequestKeys> {
  const { pathname, search } = new URL(c.req.url)
  const request = readRequest({
    key: c.req.header('Idempotency-Key'),
    caller: c.get('caller').id,
    head: [c.req.method, `${pathname}${search}`, c.req.header('Accept') ?? ''].join('\n'),
  })
  request.update(new Uint8Array(await c.req.arrayBuffer()))
  return request.end()
}

/** Sends an answer that is kept. */
export function toResponse(
  c: Context<RequestEnv>,
  { status, headers, body }: KeptAnswer,
): Response {
  const how = { status: status as 200, headers: { ...headers, 'Cache-Control': 'no-store' } }
  return body.length === 0 ? c.body(null, how) : c.body(Uint8Array.from(body), how)
}

/** The answer to what is done, and has nothing to tell. */
export const NO_CONTENT: KeptAnswer = { status: 204, headers: {}, body: new Uint8Array() }

/** An answer in JSON. */
export function jsonAnswer(status: number, value: unknown): KeptAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(value)),
  }
}
