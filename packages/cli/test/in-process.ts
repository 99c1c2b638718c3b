/**
 * Runs the command in this process, for what a process is not needed: some of each command run as
 * processes, too.
 *
 * @module
 */

import { run } from '../src/run.ts'
import { type Ended, FOLDER } from './pratique.ts'

// As the processes of tests have it: nobody's home, and no folder of lists.
process.env['HOME'] = FOLDER
delete process.env['PRATIQUE_DATA_DIR']
delete process.env['XDG_DATA_HOME']

/** Runs `pratique` with these arguments, without a start of its own. */
export async function pratiqueHere(args: readonly string[]): Promise<Ended> {
  let [stdout, stderr] = ['', '']
  const exitCode = await run(args, {
    out: (text) => {
      stdout += text
    },
    err: (text) => {
      stderr += text
    },
    now: () => Math.floor(Date.now() / 1000),
    isTerminal: false,
    hasColor: false,
  })
  return { exitCode, stdout, stderr }
}
