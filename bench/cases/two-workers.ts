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

/**
 * A round counts where the floor, right beside it, made so much of the second processor: in another one somebody
 * else had it. What is measured has no say in which rounds count.
 */
const GIVEN = 1.85
/** So many rounds are tried for each that counts. */
const TRIES = 6
/** The floor's share of a slice. */
const FLOOR_SHARE = 0.4

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
        { ...pratique.row, goal: { kind: 'at least', limit: 1.7 } },
        { ...paper.row, goal: { kind: 'at least', limit: 1.8 } },
        floor.row,
      ],
      notes: [
        `processors that Node may use: ${availableParallelism()}`,
        ...[pratique, paper, floor].map(({ note }) => note),
      ],
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

async function compare(
  workers: readonly Worker[],
  what: keyof typeof DOES,
  { rounds, forMs }: WorkerPlan,
): Promise<Compared> {
  for (const worker of workers) await perSecond([worker], { what, forMs })
  const counted: Round[] = []
  let tried = 0
  for (; tried < TRIES * rounds && counted.length < rounds; tried++) {
    const { floor, work } = await runRound(workers, what, forMs)
    if (floor.ratio >= GIVEN) counted.push(work)
  }
  if (counted.length < rounds) {
    throw new Error(`${what}: ${counted.length} of ${tried} rounds had both processors, too few`)
  }
  const row = {
    ...{ name: `two workers, ${what}`, does: DOES[what] },
    cost: median(counted.map(({ both }) => both)),
    ratio: spread(counted.map(({ ratio }) => ratio)),
  }
  return { row, note: `${what}: ${counted.length} of ${tried} rounds had both processors` }
}

interface Compared {
  readonly row: Row
  readonly note: string
}

/** What a team of both did in a second, and how many times that is what one does. */
interface Round {
  readonly both: number
  readonly ratio: number
}

/** Each team in any order, and beside each what the machine allows it. */
async function runRound(
  workers: readonly Worker[],
  what: keyof typeof DOES,
  forMs: number,
): Promise<{ readonly floor: Round; readonly work: Round }> {
  const teams = [...workers.map((worker) => [worker]), workers]
  const speeds = new Map<readonly Worker[], { floor: number; work: number }>()
  for (const team of shuffle(teams)) {
    const floor = await perSecond(team, { what: 'floor', forMs: forMs * FLOOR_SHARE })
    speeds.set(team, { floor, work: await perSecond(team, { what, forMs }) })
  }
  const compareBy = (of: 'floor' | 'work'): Round => {
    const both = speeds.get(workers)?.[of] ?? Number.NaN
    const alone = teams.filter((team) => team !== workers).map((team) => speeds.get(team)?.[of])
    const sum = alone.reduce((sum: number, speed) => sum + (speed ?? Number.NaN), 0)
    return { both, ratio: (both * alone.length) / sum }
  }
  return { floor: compareBy('floor'), work: compareBy('work') }
}

/** Lets workers work at the same time. Returns the texts a second of all of them. */
export async function perSecond(team: readonly Worker[], order: Order): Promise<number> {
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

export async function startWorker(count: number): Promise<Worker> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: { count } })
  await once(worker, 'message')
  return worker
}
