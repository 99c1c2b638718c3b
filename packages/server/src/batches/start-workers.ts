/**
 * The workers of a process.
 *
 * @module
 */

import { type BatchWorker, startWorker, type WorkerOptions } from './worker.ts'

/** Starts so many. They take turns in one thread: more than one helps while the database is waited for. */
export function startWorkers(count: number, options: WorkerOptions): BatchWorker {
  const workers = Array.from({ length: count }, () => startWorker(options))
  return {
    wake() {
      for (const worker of workers) worker.wake()
    },
    async end() {
      await Promise.all(workers.map((worker) => worker.end()))
    },
  }
}
