/**
 * Running of one candidate: slice after slice, each on the next inputs.
 *
 * @module
 */

/**
 * What is measured. Inputs are numbered, and all distinct; `isRight` judges the answer to one. A batch is given so many
 * at once, and tells how many of the answers were right.
 */
export type Candidate = {
  readonly name: string
  /** What it does and what it leaves out, for the table. */
  readonly does: string
  readonly count: number
} & (
  | { readonly kind: 'sync'; readonly isRight: (index: number) => boolean }
  | { readonly kind: 'async'; readonly isRight: (index: number) => Promise<boolean> }
  | {
      readonly kind: 'batch'
      readonly size: number
      readonly countRight: (indexes: readonly number[]) => Promise<number>
    }
)

/** The same, so many at a time: each step of one is followed by that step of the next. */
export function inBatches(
  { isRight, ...told }: Extract<Candidate, { kind: 'async' }>,
  size: number,
): Candidate {
  const countRight = async (indexes: readonly number[]): Promise<number> => {
    const answers = await Promise.all(indexes.map(isRight))
    return answers.filter(Boolean).length
  }
  return { ...told, kind: 'batch', size, countRight }
}

/** How many inputs a candidate was given, and how many of its answers were right. */
export interface Tally {
  readonly done: number
  readonly right: number
}

/** A slice: what was answered, and the processor time of it, of all threads of the process. */
export interface RanSlice extends Tally {
  readonly cpuMicros: number
}

/** A candidate that runs when it is told to. */
export interface Running {
  run(forMs: number): Promise<RanSlice>
  /** Collects garbage, if Node was started with `--expose-gc`. */
  collect(): Promise<void>
  end(): void
}

/** Runs a candidate in this process. */
export function runHere(candidate: Candidate): Running {
  /** The input that the next slice begins with: none comes twice while there are others. */
  let next = 0
  return {
    async run(forMs) {
      const before = process.cpuUsage()
      const tally = await runFor(candidate, next, forMs)
      const { user, system } = process.cpuUsage(before)
      next = (next + tally.done) % candidate.count
      return { ...tally, cpuMicros: user + system }
    },
    async collect() {
      globalThis.gc?.()
    },
    end() {},
  }
}

/** Gives a candidate one input or batch after the other, until its time is up or it has had them all. */
export async function runFor(candidate: Candidate, first: number, forMs: number): Promise<Tally> {
  const { count } = candidate
  switch (candidate.kind) {
    case 'sync':
      return answerAtOnce(candidate.isRight, { first, count, forMs })
    case 'async':
      return answerLater(candidate.isRight, { first, count, forMs })
    case 'batch':
      return answerInBatches(candidate, { first, count, forMs })
  }
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

async function answerInBatches(
  { size, countRight }: Extract<Candidate, { kind: 'batch' }>,
  { first, count, forMs }: Slice,
): Promise<Tally> {
  const endsAt = performance.now() + forMs
  let done = 0
  let right = 0
  do {
    const start = first + done
    right += await countRight(Array.from({ length: size }, (_, at) => (start + at) % count))
    done += size
  } while (done + size <= count && performance.now() < endsAt)
  return { done, right }
}
