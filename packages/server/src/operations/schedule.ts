/**
 * What is done by the clock: the day's lists, the hour's line of the log, what is a day old forgotten.
 *
 * @module
 */

import { sweepBatches } from '../batches/batch-store.ts'
import type { DayKeys } from '../batches/day-keys.ts'
import { forgetAnswers } from '../http/kept-answer.ts'
import { closeHours, countMissingHeads } from '../identity/audit.ts'
import { forgetProposals } from '../identity/proposals.ts'
import { forgetSessions } from '../identity/sessions.ts'
import type { WithdrawnKeys } from '../identity/withdrawn-keys.ts'
import type { Publisher } from '../lists/publisher.ts'
import type { Database } from '../storage/database.ts'
import { type Log, toTrace } from './log.ts'
import type { Metrics } from './metrics.ts'

/** The clock is looked at so often, at least. */
const TICK_MS = 60_000
/** And so often while an edition is the newest. */
const TICKS = 6
const DAY = 86_400
const MINUTE = 60

/** What publishes the day's lists. */
export interface Publishing {
  readonly publisher: Publisher
  readonly withdrawnKeys: Pick<WithdrawnKeys, 'list'>
  /** When they are made: `HH:MM`, UTC. */
  readonly at: string
}

export interface ScheduleOptions {
  readonly database: Database
  readonly dayKeys: DayKeys
  /** Absent: of who only works on batches. */
  readonly publishing?: Publishing | undefined
  /** How long an edition is the newest, in seconds. Default: a day. */
  readonly periodSeconds?: number | undefined
  readonly log: Log
  readonly metrics: Metrics
  readonly now: () => number
}

/** Work by the clock. */
export interface Schedule {
  /** Does all that is due. What fails is tried again with the next tick. */
  tick(): Promise<void>
  /** Ends it; what is under way is waited for. */
  end(): Promise<void>
}

/** Begins to work by the clock: what is due is done at once. */
export function startSchedule(options: ScheduleOptions): Schedule {
  const { database, dayKeys, publishing, now, log, metrics, periodSeconds = DAY } = options
  const { db } = database
  let running: Promise<void> = Promise.resolve()
  let published: string | undefined
  const publish = async (): Promise<void> => {
    if (!publishing) return
    const { publisher, withdrawnKeys, at } = publishing
    // A key that was withdrawn does not wait for tomorrow: until the bundle says so, others take what it signs.
    const { size } = await withdrawnKeys.list()
    const due = `${periodOf(now(), at, periodSeconds)} ${size}`
    if (due === published) return
    const missing = await countMissingHeads(db, await publisher.readHeads())
    if (missing > 0) {
      log.error('lines of the log of acts that were published are gone', { count: missing })
    }
    const count = await publisher.publish()
    published = due
    metrics.publishedAt(Math.floor(now()))
    log.info('lists published', { count })
  }
  // One that fails keeps none of the others from being done.
  const work: readonly (() => Promise<void> | void)[] = [
    () => closeHours(db, now()),
    publish,
    () => forgetAnswers(db, now()),
    () => forgetProposals(db, now()),
    () => forgetSessions(db, now()),
    () => dayKeys.destroy(now()),
    () => sweepBatches(db, now()),
  ]
  const tick = (): Promise<void> => {
    running = running.then(async () => {
      for (const each of work) {
        try {
          await each()
        } catch (error) {
          log.error('work by the clock failed, and is tried again', toTrace(error))
        }
      }
    })
    return running
  }
  const timer = setInterval(() => void tick(), Math.min(TICK_MS, (periodSeconds * 1000) / TICKS))
  timer.unref()
  return {
    tick,
    end: async () => {
      clearInterval(timer)
      await running
    },
  }
}

/** The period whose lists are due: of days the one before, until its hour has come. */
function periodOf(now: number, at: string, periodSeconds: number): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number)
  return Math.floor((now - (hours * 60 + minutes) * MINUTE) / periodSeconds)
}
