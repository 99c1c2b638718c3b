/**
 * What is done by the clock: the day's lists, the hour's line of the log, what is a day old forgotten.
 *
 * @module
 */

import { forgetAnswers } from '../http/idempotency.ts'
import { closeHours } from '../identity/audit.ts'
import type { Publisher } from '../lists/publisher.ts'
import type { Database } from '../storage/database.ts'
import { type Log, toTrace } from './log.ts'
import type { Metrics } from './metrics.ts'

/** The clock is looked at so often. */
const TICK_MS = 60_000
const DAY = 86_400
const MINUTE = 60

export interface ScheduleOptions {
  readonly database: Database
  readonly publisher: Publisher
  /** When the day's lists are made: `HH:MM`, UTC. */
  readonly at: string
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
  let running: Promise<void> = Promise.resolve()
  let publishedDay: number | undefined
  const tick = (): Promise<void> => {
    running = running.then(async () => {
      const { database, publisher, now, log, metrics, at } = options
      try {
        await closeHours(database.db, now())
        await forgetAnswers(database.db, now())
        const day = dayOf(now(), at)
        if (day === publishedDay) return
        const count = await publisher.publish()
        publishedDay = day
        metrics.publishedAt(Math.floor(now()))
        log.info('lists published', { count })
      } catch (error) {
        log.error('work by the clock failed, and is tried again', toTrace(error))
      }
    })
    return running
  }
  const timer = setInterval(() => void tick(), TICK_MS)
  timer.unref()
  return {
    tick,
    end: async () => {
      clearInterval(timer)
      await running
    },
  }
}

/** The day whose lists are due: the one before, until its hour has come. */
function dayOf(now: number, at: string): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number)
  return Math.floor((now - (hours * 60 + minutes) * MINUTE) / DAY)
}
