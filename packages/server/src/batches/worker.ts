/**
 * A worker: takes chunk after chunk, and gives back what it cannot end. Any number of them work over one database.
 *
 * @module
 */

import type { Kysely } from 'kysely'
import type { Authority } from '../issuing/authority.ts'
import { type Log, toTrace } from '../operations/log.ts'
import { isForeseen } from '../request-error.ts'
import type { Tables } from '../storage/tables.ts'
import type { LeasedChunk } from './batch.ts'
import { completeChunk, extendLease, leaseChunk, releaseChunk } from './batch-store.ts'
import { type DayKeys, isOver } from './day-keys.ts'
import { unwrapInputKey } from './input-key.ts'
import { type IssuedChunk, issueChunk, loseChunk } from './issue-chunk.ts'
import { encryptTo } from './recipient.ts'

export interface WorkerOptions {
  readonly db: Kysely<Tables>
  readonly authority: Authority
  readonly dayKeys: DayKeys
  readonly log: Log
  /** Seconds since the epoch. */
  readonly now: () => number
  countIssued(count: number): void
  /** A chunk of a worker that was killed is another's after so long. */
  readonly leaseSeconds?: number
  /** Without work, it looks for some so often. */
  readonly pollMs?: number
}

/** A worker at work. */
export interface BatchWorker {
  /** There may be work: it need not wait to look. */
  wake(): void
  /** Ends it. The chunk that it has is given back. */
  end(): Promise<void>
}

const LEASE_SECONDS = 30
const POLL_MS = 1000
/** A chunk that kills its workers is given up. */
const MOST_ATTEMPTS = 8

/** What can be worked on later, or elsewhere: the key of the day is not in this folder. */
class NotHere extends Error {}

/** Starts a worker. */
export function startWorker(options: WorkerOptions): BatchWorker {
  const { log, pollMs = POLL_MS } = options
  const ending = new AbortController()
  let wake = () => {}
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      let hasWorked = false
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      try {
        hasWorked = await workOnce(options, ending.signal)
      } catch (error) {
        if (!ending.signal.aborted)
          log.error('work on a batch stopped, and is tried again', toFields(error))
      }
      if (!hasWorked && !ending.signal.aborted) await sleep(woken, pollMs)
    }
  }
  const running = run()
  return {
    wake: () => wake(),
    async end() {
      ending.abort()
      wake()
      await running
    },
  }
}

/** @returns whether there was something to do */
async function workOnce(options: WorkerOptions, signal: AbortSignal): Promise<boolean> {
  const { db, leaseSeconds = LEASE_SECONDS } = options
  const leased = await leaseChunk(db, leaseSeconds)
  if (!leased) return false
  const heartbeat = setInterval(
    () => {
      // Without it the chunk is another's too, and whoever comes second writes nothing.
      extendLease(db, leased, leaseSeconds).catch(() => {})
    },
    (leaseSeconds * 1000) / 3,
  )
  try {
    const { lines, ...counts } = await issueOrLose(options, leased, signal)
    const { batch, chunk, chunks, options: asked } = leased
    const result = await encryptTo(asked.recipient, { batch, chunk, chunks }, lines)
    const isFirst = await completeChunk(db, leased, { result, ...counts }, options.now())
    if (isFirst) options.countIssued(counts.issued)
    return true
  } catch (error) {
    // Whoever is killed here does not come to this: then the lease ends.
    const isOurs = !signal.aborted && !isForeseen(error) && !(error instanceof NotHere)
    if (!isOurs) await releaseChunk(db, leased)
    throw error
  } finally {
    clearInterval(heartbeat)
  }
}

async function issueOrLose(
  { authority, dayKeys, now }: WorkerOptions,
  leased: LeasedChunk,
  signal: AbortSignal,
): Promise<IssuedChunk> {
  const { batch, chunk, dayKey, wrappedKey, attempts } = leased
  if (attempts > MOST_ATTEMPTS || isOver(dayKey, now())) return loseChunk(leased)
  const day = dayKeys.find(dayKey)
  if (!day) throw new NotHere('the key of the day is not in the folder of the secrets')
  const input = unwrapInputKey(batch, day, wrappedKey)?.open(chunk, leased.input)
  return input ? issueChunk(authority, leased, input, signal) : loseChunk(leased)
}

function toFields(error: unknown) {
  if (isForeseen(error)) return { code: error.code }
  return toTrace(error)
}

async function sleep(woken: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([woken, over])
  clearTimeout(timer)
}
