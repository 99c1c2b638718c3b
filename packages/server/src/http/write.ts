/**
 * A write, done once.
 *
 * @module
 */

import type { Context } from 'hono'
import { doOnce, type KeptAnswer, type Progress } from './idempotency.ts'
import type { RequestEnv, Services } from './services.ts'

/** Does what a request asks for, or gives the answer that it had. */
export async function answerOnce(
  c: Context<RequestEnv>,
  { database, now }: Pick<Services, 'database' | 'now'>,
  act: (progress: Progress) => Promise<KeptAnswer>,
): Promise<Response> {
  if (!database) throw new Error('unreachable: what is written needs the database')
  const request = {
    key: c.req.header('Idempotency-Key'),
    caller: c.get('caller').id,
    head: [c.req.method, c.req.path, c.req.header('Accept') ?? ''].join('\n'),
    body: new Uint8Array(await c.req.arrayBuffer()),
  }
  const { status, headers, body } = await doOnce(database.db, request, now(), act)
  const how = { status: status as 200, headers: { ...headers, 'Cache-Control': 'no-store' } }
  return body.length === 0 ? c.body(null, how) : c.body(Uint8Array.from(body), how)
}

/** An answer in JSON. */
export function jsonAnswer(status: number, value: unknown): KeptAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(value)),
  }
}
