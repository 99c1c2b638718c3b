/**
 * The library alone, in threads of this process: what a server is compared with in the same run.
 *
 * @module
 */

import { perSecond, startWorker } from '../cases/two-workers.ts'

const BARE_MS = 3000
const BARE_COUNT = 4000

/** What it reaches. */
export interface Bare {
  /** A second. */
  readonly rate: number
  /** Processor time of one. */
  readonly cpuMicros: number
}

/** Has it issue certificates, each with its picture, while nothing else is at work. */
export async function measureBare(threads: number): Promise<Bare> {
  const workers = await Promise.all(Array.from({ length: threads }, () => startWorker(BARE_COUNT)))
  const measure = (forMs: number) => perSecond(workers, { what: 'pictured', forMs })
  try {
    await measure(BARE_MS / 3)
    const [cpu, begun] = [process.cpuUsage(), performance.now()]
    const rate = await measure(BARE_MS)
    const { user, system } = process.cpuUsage(cpu)
    const count = (rate * (performance.now() - begun)) / 1000
    return { rate, cpuMicros: (user + system) / count }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}
