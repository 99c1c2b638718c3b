/**
 * The measuring: candidates take turns with a base in short slices, and every answer is looked at.
 *
 * A round runs every candidate once, in an order drawn anew, and beside each a slice of the base, so
 * that whatever else the machine does hits both alike. What counts is processor time, of all threads
 * of the process: waiting for the processor is not work. Threads that collect what one candidate left behind
 * may still work in the next one's slice: beside a base that leaves much, times are too long, and never too
 * short.
 *
 * @module
 */

import { isApart, serveIfAsked, startApart } from './apart.ts'
import { type Candidate, type Running, runHere, type Tally } from './running.ts'
import { shuffle } from './statistics.ts'

export { type Candidate, inBatches, runFor, type Tally } from './running.ts'

/** How long to measure. */
export interface Plan {
  readonly rounds: number
  readonly sliceMs: number
  readonly warmUpMs: number
}

/** A candidate's processor time for one input, in microseconds, and the base's beside it. */
export interface Measured {
  readonly candidate: Candidate
  readonly cpuMicros: readonly number[]
  readonly baseMicros: readonly number[]
}

/** A candidate whose answer was wrong: its time means nothing, and neither does the run. */
export class WrongAnswerError extends Error {
  override readonly name = 'WrongAnswerError'
}

interface Runner {
  readonly candidate: Candidate
  readonly cpuMicros: number[]
  readonly baseMicros: number[]
  readonly process: Running
}

/**
 * Measures candidates beside a base, which is the first of the result: here, or each in a process of its own
 * (`apart.ts`), where none has to clear away what others leave behind, or runs code that was compiled for
 * them.
 *
 * Garbage is collected once, before the rounds, if Node was started with `--expose-gc`. Not between
 * slices: what a candidate leaves behind, it shall clear away in its own time.
 *
 * @throws {WrongAnswerError} if any answer was wrong, in the warm-up or in a timed slice
 */
export async function measure(
  base: Candidate,
  candidates: readonly Candidate[],
  { rounds, sliceMs, warmUpMs }: Plan,
): Promise<readonly Measured[]> {
  const all = [base, ...candidates]
  await serveIfAsked(all)
  const runners = await Promise.all(all.map(createRunner))
  const [baseRunner, ...others] = runners
  if (!baseRunner) throw new Error('unreachable: there is a base')
  try {
    for (const runner of runners) await warmUp(runner, warmUpMs)
    for (const { process: running } of runners) await running.collect()
    for (let round = 0; round < rounds; round++) {
      for (const runner of shuffle(others)) await runBeside(baseRunner, runner, sliceMs)
    }
  } finally {
    for (const { process: running } of runners) running.end()
  }
  return runners
}

async function createRunner(candidate: Candidate, index: number): Promise<Runner> {
  const running = isApart() ? await startApart(index) : runHere(candidate)
  return { candidate, cpuMicros: [], baseMicros: [], process: running }
}

/**
 * Runs a candidate until it is compiled. As long for each: who is quick goes through its inputs several
 * times, so that how many there are decides nothing.
 */
async function warmUp(runner: Runner, warmUpMs: number): Promise<void> {
  const endsAt = performance.now() + warmUpMs
  for (let left = warmUpMs; left > 0; left = endsAt - performance.now()) {
    await runSlice(runner, left)
  }
}

async function runBeside(base: Runner, runner: Runner, sliceMs: number): Promise<void> {
  const times = new Map<Runner, number>()
  for (const each of shuffle([base, runner])) times.set(each, await runSlice(each, sliceMs))
  const baseMicros = times.get(base) ?? Number.NaN
  runner.cpuMicros.push(times.get(runner) ?? Number.NaN)
  runner.baseMicros.push(baseMicros)
  base.cpuMicros.push(baseMicros)
  base.baseMicros.push(baseMicros)
}

/** Runs a candidate for a while. Returns its processor time an input. */
async function runSlice({ candidate, process: running }: Runner, forMs: number): Promise<number> {
  const slice = await running.run(forMs)
  requireRight(candidate.name, slice)
  return slice.cpuMicros / slice.done
}

/** @throws {WrongAnswerError} unless all answers were right */
export function requireRight(name: string, { done, right }: Tally): void {
  if (right === done) return
  throw new WrongAnswerError(`${name}: ${done - right} of ${done} answers were wrong`)
}

/**
 * Holds a candidate to saying no: a verifier that finds everything genuine would be fast.
 *
 * @throws {WrongAnswerError} if it takes a certificate whose signature was changed
 */
export async function requireRefusal(name: string, isTaken: Promise<boolean>): Promise<void> {
  if (await isTaken) throw new WrongAnswerError(`${name}: takes a changed signature for genuine`)
}
