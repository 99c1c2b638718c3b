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

import { shuffle } from './statistics.ts'

/** What is measured. Inputs are numbered, and all distinct; `isRight` judges the answer to one. */
export type Candidate = {
  readonly name: string
  /** What it does and what it leaves out, for the table. */
  readonly does: string
  readonly count: number
} & (
  | { readonly kind: 'sync'; readonly isRight: (index: number) => boolean }
  | { readonly kind: 'async'; readonly isRight: (index: number) => Promise<boolean> }
)

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
  /** The input that the next slice begins with. */
  next: number
}

/** How many inputs a candidate was given, and how many of its answers were right. */
export interface Tally {
  readonly done: number
  readonly right: number
}

/**
 * Measures candidates beside a base, which is the first of the result.
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
  const baseRunner = createRunner(base)
  const runners = candidates.map(createRunner)
  for (const runner of [baseRunner, ...runners]) await warmUp(runner, warmUpMs)
  globalThis.gc?.()
  for (let round = 0; round < rounds; round++) {
    for (const runner of shuffle(runners)) await runBeside(baseRunner, runner, sliceMs)
  }
  return [baseRunner, ...runners]
}

function createRunner(candidate: Candidate): Runner {
  return { candidate, cpuMicros: [], baseMicros: [], next: 0 }
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

/** Runs a candidate for a while, and on no input twice. Returns its processor time an input. */
async function runSlice(runner: Runner, sliceMs: number): Promise<number> {
  const { candidate, next } = runner
  const before = process.cpuUsage()
  const tally = await runFor(candidate, next, sliceMs)
  const { user, system } = process.cpuUsage(before)
  requireRight(candidate.name, tally)
  runner.next = (next + tally.done) % candidate.count
  return (user + system) / tally.done
}

/** Gives a candidate one input after the other, until its time is up or it has had them all. */
export async function runFor(candidate: Candidate, first: number, forMs: number): Promise<Tally> {
  const { count } = candidate
  return candidate.kind === 'sync'
    ? answerAtOnce(candidate.isRight, { first, count, forMs })
    : answerLater(candidate.isRight, { first, count, forMs })
}

interface Slice {
  readonly first: number
  readonly count: number
  readonly forMs: number
}

function answerAtOnce(isRight: (index: number) => boolean, { first, count, forMs }: Slice): Tally {
  const endsAt = performance.now() + forMs
  let done = 0
  let right = 0
  do {
    if (isRight((first + done) % count)) right++
    done++
  } while (done < count && performance.now() < endsAt)
  return { done, right }
}

async function answerLater(
  isRight: (index: number) => Promise<boolean>,
  { first, count, forMs }: Slice,
): Promise<Tally> {
  const endsAt = performance.now() + forMs
  let done = 0
  let right = 0
  do {
    if (await isRight((first + done) % count)) right++
    done++
  } while (done < count && performance.now() < endsAt)
  return { done, right }
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
