/**
 * A worker: takes chunk after chunk, and gives back what it cannot end. Any number of them work over one database.
 *
 * @module
 */

import type { Kysely } from 'kysely'
import { UnavailableError, UsageError } from 'pratique/errors'
import type { Authority } from '../issuing/authority.ts'
import { type Log, toFields } from '../operations/log.ts'
import type { Tables } from '../storage/tables.ts'
import type { LeasedChunk } from './batch.ts'
import { completeChunk, extendLease, leaseChunk, releaseChunk } from './batch-store.ts'
import { type DayKeys, firstInForce, isOver } from './day-keys.ts'
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
/** A chunk that kills its workers, or fails them each time, is given up. */
const MOST_ATTEMPTS = 8

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
  const { db, dayKeys, now, leaseSeconds = LEASE_SECONDS } = options
  const keys = { dayKeys: dayKeys.ids(), firstInForce: firstInForce(now()) }
  const leased = await leaseChunk(db, { seconds: leaseSeconds, ...keys })
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
    const result = await encryptOutcome(leased, lines)
    const isFirst = await completeChunk(db, leased, { result, ...counts }, now())
    if (isFirst) options.countIssued(counts.issued)
    return true
  } catch (error) {
    // Of any other fault the lease is left to end, so that the try counts towards the most that there are.
    const isRetriedAtOnce = signal.aborted || isOfAuthority(error)
    // If it cannot be given back, its lease ends.
    if (isRetriedAtOnce) await releaseChunk(db, leased).catch(() => {})
    throw error
  } finally {
    clearInterval(heartbeat)
  }
}

/** Whether it is no fault of what was worked on: keys or database are out of reach, lists hand nothing out. */
function isOfAuthority(error: unknown): boolean {
  if (error instanceof UsageError) return error.code.startsWith('usage.lists')
  return error instanceof UnavailableError
}

async function issueOrLose(
  { authority, dayKeys, now }: WorkerOptions,
  leased: LeasedChunk,
  signal: AbortSignal,
): Promise<IssuedChunk> {
  const { batch, chunk, dayKey, wrappedKey, attempts } = leased
  if (attempts > MOST_ATTEMPTS || isOver(dayKey, now())) return loseChunk(leased)
  const day = dayKeys.find(dayKey)
  const input = day && unwrapInputKey(batch, day, wrappedKey)?.open(chunk, leased.input)
  return input ? issueChunk(authority, leased, input, signal) : loseChunk(leased)
}

async function encryptOutcome(
  { batch, chunk, chunks, options, attempts }: LeasedChunk,
  lines: Uint8Array,
): Promise<string> {
  try {
    return await encryptTo(options.recipient, { batch, chunk, chunks }, lines)
  } catch (error) {
    if (attempts <= MOST_ATTEMPTS) throw error
    // Nobody could be told: but it must end, or it would be begun for ever.
    return ''
  }
}

async function sleep(woken: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([woken, over])
  clearTimeout(timer)
}
