/**
 * A batch is taken in: once for one request, whole or not at all.
 *
 * @module
 */

import type { Kysely } from 'kysely'
import type { IntakeStreamOptions } from 'pratique/intake'
import { doOnce } from '../http/idempotency.ts'
import { isAnswered, type KeptAnswer, type ReadRequest } from '../http/kept-answer.ts'
import { RequestError } from '../request-error.ts'
import type { Tables } from '../storage/tables.ts'
import type { BatchOptions } from './batch.ts'
import { beginBatch, dropBatch, makeName, receiveBatch } from './batch-store.ts'
import type { DayKeys } from './day-keys.ts'
import { makeInputKey } from './input-key.ts'
import { readPieces } from './pieces.ts'
import { receiveRows } from './receive.ts'

/** A batch on its way in. */
export interface Incoming {
  readonly db: Kysely<Tables>
  readonly dayKeys: DayKeys
  readonly operator: string
  readonly options: BatchOptions
  readonly intake: IntakeStreamOptions
  readonly body: ReadableStream<Uint8Array> | null
  /** What decides whether it is the same request as before; its body is read here. */
  readonly request: ReadRequest
  readonly patienceMs: number
  readonly now: () => number
}

/**
 * Takes a batch in, or answers as before.
 *
 * @param toAnswer of a batch's id; its `Location` ends with it
 * @throws {RequestError} `request.in-progress` while the same request comes in, `request.idempotency-reused`,
 *   `request.body`, `request.timeout`
 */
export async function takeIn(
  incoming: Incoming,
  toAnswer: (id: string, rows: number) => KeptAnswer,
): Promise<KeptAnswer> {
  const { db, dayKeys, request, now } = incoming
  if (await isAnswered(db, request.hash, now())) return answerAgain(incoming)
  const id = makeName()
  const day = dayKeys.keyOf(now())
  const { key, wrapped } = makeInputKey(id, day)
  const { operator, options } = incoming
  const begun = {
    id,
    keyHash: request.hash,
    operator,
    options,
    dayKey: day.id,
    wrappedKey: wrapped,
  }
  if (!(await beginBatch(db, begun, now()))) {
    throw new RequestError('request.in-progress', { headers: { 'Retry-After': '5' } })
  }
  let isReceived = false
  try {
    const { body, ...rest } = incoming
    const received = await receiveRows({ ...rest, batch: id, key }, body, request.update)
    return await doOnce(db, request.end(), now(), async ({ finish }) => {
      const answer = await finish(toAnswer(id, received.rows), async (trx) => {
        if (!(await receiveBatch(trx, id, received))) throw new RequestError('request.timeout')
      })
      isReceived = true
      return answer
    })
  } finally {
    if (!isReceived) await dropBatch(db, id)
  }
}

/** What comes is not kept: it is only held against what came before. */
async function answerAgain({ db, request, body, patienceMs, now }: Incoming): Promise<KeptAnswer> {
  for await (const piece of readPieces(body, patienceMs)) request.update(piece)
  return doOnce(db, request.end(), now(), () => {
    throw new RequestError('request.in-progress', { headers: { 'Retry-After': '5' } })
  })
}
