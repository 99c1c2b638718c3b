/**
 * A candidate in a process of its own: the same program once more, which gets as far as the measuring and
 * then runs one candidate when it is told to. Between its slices it does nothing.
 *
 * @module
 */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { type Candidate, type RanSlice, type Running, runHere } from './running.ts'

/** Set: candidates are measured apart. */
export const APART = 'PRATIQUE_BENCH_APART'
/** Set in a process that runs one candidate: its place, the base being 0. */
const CANDIDATE = 'PRATIQUE_BENCH_CANDIDATE'

/** For so long a slice, or, without, to collect garbage. */
interface Order {
  readonly forMs?: number
}

export function isApart(): boolean {
  return process.env[APART] === '1'
}

/** Runs the candidate that this process is for, and never returns; returns at once if it is for none. */
export async function serveIfAsked(candidates: readonly Candidate[]): Promise<void> {
  const asked = process.env[CANDIDATE]
  if (asked === undefined) return
  const candidate = candidates[Number(asked)]
  if (!candidate) throw new Error('there is no such candidate')
  const running = runHere(candidate)
  process.on('disconnect', () => process.exit(0))
  process.on('message', async ({ forMs }: Order) => {
    if (forMs === undefined) await running.collect()
    process.send?.(forMs === undefined ? {} : await running.run(forMs))
  })
  process.send?.({})
  await new Promise(() => {})
}

/** Starts the process of a candidate, which then stands ready. */
export async function startApart(index: number): Promise<Running> {
  const child = fork(process.argv[1] ?? '', process.argv.slice(2), {
    env: { ...process.env, [CANDIDATE]: String(index) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the process of a candidate ended with ${code}`)
  })
  // It is waited for in each answer; at the end nobody waits.
  ended.catch(() => {})
  const answer = async (): Promise<RanSlice> => {
    const [message] = await Promise.race([once(child, 'message'), ended])
    return message
  }
  const ask = (order: Order): Promise<RanSlice> => {
    child.send(order)
    return answer()
  }
  await answer()
  return {
    run: (forMs) => ask({ forMs }),
    collect: async () => {
      await ask({})
    },
    end: () => child.disconnect(),
  }
}
