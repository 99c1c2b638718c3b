/**
 * For how long the processors were taken from all that runs here, as those of a virtual machine are by others on the same
 * host: on each of them a process that goes before all others looks at the clock every few milliseconds.
 *
 * @module
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

const OWN = fileURLToPath(import.meta.url)
const LOOK_MS = 2
/** Later than this, it was not let onto its processor. */
const LATE_MS = 5

/** Watches the processors. */
export interface Watch {
  /** @returns the part of the time in which one of the processors was away; absent: this machine does not let us look */
  end(): Promise<number | undefined>
}

/** Begins to watch. It takes Linux, and the right to go before others (sched_setscheduler(2), SCHED_FIFO). */
export function watchInterruptions(): Watch {
  const begun = performance.now()
  const watchers = Array.from({ length: availableParallelism() }, (_, processor) => {
    const priority = ['--fifo', '1', 'taskset', '--cpu-list', String(processor)]
    const child = spawn('chrt', [...priority, process.execPath, OWN], {
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    return { child, told: readAll(child) }
  })
  return {
    async end() {
      for (const { child } of watchers) child.stdin?.end()
      const lost = (await Promise.all(watchers.map(({ told }) => told))).map(Number.parseFloat)
      const sum = lost.reduce((all, each) => all + each, 0)
      return Number.isNaN(sum) ? undefined : sum / (performance.now() - begun)
    },
  }
}

async function readAll(child: ChildProcess): Promise<string> {
  let text = ''
  child.stdin?.on('error', () => {})
  child.stdout?.setEncoding('utf8').on('data', (part) => {
    text += part
  })
  await Promise.race([once(child, 'close'), once(child, 'error')])
  return text
}

if (process.argv[1] === OWN) {
  let [last, lost] = [performance.now(), 0]
  setInterval(() => {
    const now = performance.now()
    if (now - last > LATE_MS) lost += now - last - LOOK_MS
    last = now
  }, LOOK_MS)
  process.stdin.resume().on('end', () => {
    process.stdout.write(String(lost))
    process.exit(0)
  })
}
