/**
 * Two worker threads against one: does a second processor help.
 *
 * @module
 */

import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { requireRight } from '../harness.ts'
import type { CaseReport, Row } from '../report.ts'
import { median, shuffle, spread } from '../statistics.ts'
import type { Order, Work } from './worker.ts'

/** How long to measure: each round runs one worker, the other, and both, in any order. */
export interface WorkerPlan {
  readonly rounds: number
  readonly forMs: number
}

const DOES = {
  pratique: 'EU DCC, text → verdict; each worker has its own verifier, keys and texts',
  paper:
    'order → signed code on a page, with its own verification; each worker has its own issuer and orders',
  floor: 'crypto.verify alone in the same workers: what this machine allows just now',
} as const

/** Measures the case. */
export async function measureTwoWorkers(plan: WorkerPlan, count: number): Promise<CaseReport> {
  const workers = [await startWorker(count), await startWorker(count)]
  try {
    const pratique = await compare(workers, 'pratique', plan)
    const paper = await compare(workers, 'paper', plan)
    const floor = await compare(workers, 'floor', plan)
    return {
      name: 'two-workers',
      title: 'Two workers, by the clock',
      unit: 'texts a second',
      base: 'one worker',
      rows: [
        { ...pratique, goal: { kind: 'at least', limit: 1.7 } },
        { ...paper, goal: { kind: 'at least', limit: 1.8 } },
        floor,
      ],
      notes: [`processors that Node may use: ${availableParallelism()}`],
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

async function compare(
  workers: readonly Worker[],
  what: Order['what'],
  { rounds, forMs }: WorkerPlan,
): Promise<Row> {
  const teams = [...workers.map((worker) => [worker]), workers]
  for (const worker of workers) await perSecond([worker], { what, forMs })
  const ratios: number[] = []
  const together: number[] = []
  for (let round = 0; round < rounds; round++) {
    const alone: number[] = []
    let both = 0
    for (const team of shuffle(teams)) {
      const speed = await perSecond(team, { what, forMs })
      if (team === workers) both = speed
      else alone.push(speed)
    }
    ratios.push((both * alone.length) / alone.reduce((sum, speed) => sum + speed, 0))
    together.push(both)
  }
  const name = `two workers, ${what}`
  return { name, does: DOES[what], cost: median(together), ratio: spread(ratios) }
}

/** Lets workers work at the same time. Returns the texts a second of all of them. */
async function perSecond(team: readonly Worker[], order: Order): Promise<number> {
  const works = await Promise.all(team.map((worker) => give(worker, order)))
  for (const work of works) requireRight(order.what, work)
  return works.reduce((sum, { done, elapsedMs }) => sum + (done * 1000) / elapsedMs, 0)
}

async function give(worker: Worker, order: Order): Promise<Work> {
  const answered = once(worker, 'message')
  worker.postMessage(order)
  const [work] = await answered
  return work
}

async function startWorker(count: number): Promise<Worker> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: { count } })
  await once(worker, 'message')
  return worker
}
