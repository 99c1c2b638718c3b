/**
 * Tries mutants of one file in a process of its own, which is stopped and begun anew where one never ends.
 *
 * @module
 */

import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const WORKER = fileURLToPath(new URL('./worker.mjs', import.meta.url))
const MAX_MS = 10_000
const MIN_MS = 2000
/** As long as this many times what the tests take by themselves is no longer a matter of load. */
const PATIENCE = 5
const LOADING_MS = 60_000
/** Enough random cases to see a wrong answer, and few enough to be quick. */
const FUZZ_RUNS = '120'

/**
 * Tries mutants one after the other. One whose tests never end is killed.
 *
 * @returns {Promise<{ broken?: string, results: { mutant: any, isKilled: boolean }[] }>}
 */
export async function tryMutants(file, tests, mutants) {
  const results = []
  const left = [...mutants]
  while (left.length > 0) {
    const worker = startWorker()
    try {
      const started = performance.now()
      const opened = await worker.ask({ file, tests }, LOADING_MS)
      if (!opened?.ready) return { broken: opened?.broken ?? 'they never end', results }
      const patience = PATIENCE * (performance.now() - started)
      const timeoutMs = Math.min(MAX_MS, Math.max(MIN_MS, patience))
      await tryAll(worker, left, results, timeoutMs)
    } finally {
      worker.stop()
    }
  }
  return { results }
}

/** Goes on until all are tried, or one has not ended. */
async function tryAll(worker, left, results, timeoutMs) {
  for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
    const answer = await worker.ask({ text: mutant.text }, timeoutMs)
    results.push({ mutant, isKilled: answer?.killedBy !== undefined || answer === undefined })
    if (answer === undefined) return
  }
}

function startWorker() {
  const { NODE_TEST_CONTEXT: _, ...rest } = process.env
  const env = { ...rest, PRATIQUE_FUZZ_RUNS: FUZZ_RUNS, NODE_OPTIONS: '' }
  const child = fork(WORKER, {
    env,
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return {
    stop: () => child.kill('SIGKILL'),
    /** The answer; `undefined` if there is none in time, or the process ended. */
    ask: (message, timeoutMs) =>
      new Promise((done) => {
        const finish = (answer) => {
          clearTimeout(timer)
          child.off('message', finish)
          child.off('exit', end)
          done(answer)
        }
        const end = () => finish(undefined)
        const timer = setTimeout(end, timeoutMs)
        child.once('message', finish)
        child.once('exit', end)
        child.send(message, () => {})
      }),
  }
}
