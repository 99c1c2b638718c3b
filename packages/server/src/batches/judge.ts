/**
 * What rows say of one another, all over a batch: a correction must not leave what it corrects, wherever both stand.
 *
 * @module
 */

import type { Kysely } from 'kysely'
import type { IntakeStream } from 'pratique/intake'
import { RequestError } from '../request-error.ts'
import type { Tables } from '../storage/tables.ts'
import { readInput, replaceInput } from './batch-store.ts'
import type { InputKey } from './input-key.ts'
import { decodeRows, encodeRow, encodeRows } from './rows.ts'

export interface Judging {
  readonly db: Kysely<Tables>
  readonly batch: string
  readonly key: InputKey
  readonly chunks: number
}

/** Refuses the rows that others leave in doubt, chunk by chunk. */
export async function judgeRows(
  { db, batch, key, chunks }: Judging,
  stream: Pick<IntakeStream, 'judge'>,
): Promise<void> {
  let at = 0
  for (let chunk = 0; chunk < chunks; chunk++) {
    const sealed = await readInput(db, batch, chunk)
    const input = sealed && key.open(chunk, sealed)
    // Somebody else has destroyed it meanwhile, as if nobody worked on it.
    if (!input) throw new RequestError('request.timeout')
    const rows = decodeRows(input)
    const judged = rows.map((each) => stream.judge(each, at++))
    if (judged.every((row, own) => row === rows[own]?.row)) continue
    const lines = judged.map((row) => encodeRow({ row }))
    await replaceInput(db, batch, chunk, key.seal(chunk, encodeRows(lines)))
  }
}
