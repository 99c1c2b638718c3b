/**
 * A batch as it comes in: rows are read as they come, and rest sealed, some hundred together. Never more of it than one
 * chunk is in memory.
 *
 * @module
 */

import type { Kysely } from 'kysely'
import {
  createIntakeStream,
  type IdentifiedRow,
  type IntakeStream,
  type IntakeStreamOptions,
} from 'pratique/intake'
import { RequestError } from '../request-error.ts'
import type { Tables } from '../storage/tables.ts'
import { addChunk, keepReceiving } from './batch-store.ts'
import type { InputKey } from './input-key.ts'
import { judgeRows } from './judge.ts'
import { readPieces } from './pieces.ts'
import { encodeRow, encodeRows } from './rows.ts'

/** So many certificates a chunk, unless their orders are large. */
const CHUNK_ROWS = 256
const CHUNK_CHARACTERS = 1024 * 1024
/** How often it is said that it still comes in. */
const HEARTBEAT_MS = 15_000

export interface Receiving {
  readonly db: Kysely<Tables>
  readonly batch: string
  readonly key: InputKey
  readonly intake: IntakeStreamOptions
  /** A body that stands still for so long is given up. */
  readonly patienceMs: number
  readonly now: () => number
}

/** How much came in. */
export interface Received {
  readonly chunks: number
  readonly rows: number
}

/**
 * Takes a body in.
 *
 * @param see sees each of its pieces, once
 * @throws {RequestError} `request.body` if the file as a whole is none that can be read; `request.timeout`
 */
export async function receiveRows(
  receiving: Receiving,
  body: ReadableStream<Uint8Array> | null,
  see: (piece: Uint8Array) => void,
): Promise<Received> {
  const { db, batch, key, intake, patienceMs, now } = receiving
  const chunks = createChunks(receiving)
  const stream = createIntakeStream(intake)
  const heartbeat = setInterval(() => {
    // Whoever cannot be told now learns it with the next chunk.
    keepReceiving(db, batch, now()).catch(() => {})
  }, HEARTBEAT_MS)
  try {
    for await (const piece of readPieces(body, patienceMs)) {
      see(piece)
      await chunks.add(stream.write(Uint8Array.from(piece)))
      refuseBroken(stream)
    }
    await chunks.add(stream.end())
    refuseBroken(stream)
    const received = await chunks.end()
    if (!stream.isClear) await judgeRows({ db, batch, key, chunks: received.chunks }, stream)
    return received
  } finally {
    clearInterval(heartbeat)
  }
}

function createChunks({ db, batch, key }: Receiving) {
  let lines: string[] = []
  let characters = 0
  let chunk = 0
  let rows = 0
  const flush = async (): Promise<void> => {
    if (lines.length === 0) return
    const firstRow = rows - lines.length + 1
    const own = chunk++
    const input = key.seal(own, encodeRows(lines))
    const part = { chunk: own, firstRow, rows: lines.length, input }
    lines = []
    characters = 0
    await addChunk(db, batch, part)
  }
  return {
    async add(list: readonly IdentifiedRow[]): Promise<void> {
      for (const row of list) {
        const line = encodeRow(row)
        lines.push(line)
        rows++
        characters += line.length
        if (lines.length === CHUNK_ROWS || characters >= CHUNK_CHARACTERS) await flush()
      }
    },
    async end(): Promise<Received> {
      await flush()
      if (rows > 0) return { chunks: chunk, rows }
      throw new RequestError('request.body', { faults: [{ path: '', words: 'at least one row' }] })
    },
  }
}

function refuseBroken({ broken }: IntakeStream): void {
  if (!broken) return
  const faults = broken.faults.map(({ path, words }) => ({
    path: [broken.place, path].filter((each) => each !== '').join(' '),
    words,
  }))
  throw new RequestError('request.body', { faults })
}
