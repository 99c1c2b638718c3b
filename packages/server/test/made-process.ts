/**
 * A server as a process of its own, as its users run it, with all it writes in one folder.
 *
 * @module
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const COMMAND = fileURLToPath(new URL('../../cli/bin/pratique.js', import.meta.url))
const PATIENCE_MS = 60_000

/** A server that runs. */
export interface ServerProcess {
  readonly address: string
  readonly child: ChildProcess
  /** Everything that it had in its environment. */
  readonly environment: Readonly<Record<string, string>>
  /** @returns its exit code, or the signal's name */
  end(signal?: NodeJS.Signals): Promise<number | string>
}

/**
 * Starts `pratique serve` by the configuration in a folder. Its log is `log/NAME.jsonl` there, and its temporary files are
 * in `tmp`.
 */
export async function startServerProcess(
  folder: string,
  name: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const tmp = join(folder, 'tmp')
  const log = join(folder, 'log', `${name}.jsonl`)
  for (const path of [tmp, join(folder, 'log')]) mkdirSync(path, { recursive: true })
  const environment = {
    ...{
      PATH: process.env['PATH'] ?? '',
      TMPDIR: tmp,
      HOME: folder,
      NODE_DISABLE_COMPILE_CACHE: '1',
    },
    ...{ PRATIQUE_PORT: '0', ...settings },
  }
  const output = openSync(log, 'a')
  const errors = openSync(`${log}.err`, 'a')
  const child = spawn(process.execPath, [COMMAND, 'serve'], {
    ...{ cwd: folder, env: environment },
    stdio: ['ignore', output, errors],
  })
  closeSync(output)
  closeSync(errors)
  const ended = once(child, 'exit')
  const before = Date.now()
  let address: string | undefined
  while (address === undefined) {
    if (child.exitCode !== null || Date.now() - before > PATIENCE_MS) {
      child.kill('SIGKILL')
      throw new Error(`the server did not start: ${readFileSync(`${log}.err`, 'utf8')}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
    address = findAddress(readFileSync(log, 'utf8'))
  }
  return {
    ...{ address, child, environment },
    async end(signal = 'SIGTERM') {
      child.kill(signal)
      const [code, by] = await ended
      return code ?? by
    },
  }
}

/** Of the newest start. */
function findAddress(log: string): string | undefined {
  return /"address":"([^"]+)"/.exec(log)?.[1]
}
