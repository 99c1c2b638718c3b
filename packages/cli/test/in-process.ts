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
delete process.env['PRATIQUE_PASSPHRASE']
delete process.env['XDG_DATA_HOME']

export interface HereOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Seconds since the epoch. Default: the machine's. */
  readonly now?: number
  /** Whether it is shown to somebody. Default: no; never in colours. */
  readonly isTerminal?: boolean
  /** Default: the folder of the test. One call at a time, as a process has one. */
  readonly cwd?: string
}

/** Runs `pratique` with these arguments, without a start of its own. */
export async function runHere(
  args: readonly string[],
  {
    env = {},
    now = Math.floor(Date.now() / 1000),
    isTerminal = false,
    cwd = FOLDER,
  }: HereOptions = {},
): Promise<Ended> {
  let [stdout, stderr] = ['', '']
  const before = { ...process.env }
  process.chdir(cwd)
  Object.assign(process.env, env)
  try {
    const exitCode = await run(args, {
      out: (text) => {
        stdout += text
      },
      err: (text) => {
        stderr += text
      },
      now: () => now,
      isTerminal,
      hasColor: false,
    })
    return { exitCode, stdout, stderr }
  } finally {
    for (const name of Object.keys(env)) delete process.env[name]
    Object.assign(process.env, before)
  }
}
