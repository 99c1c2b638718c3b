/**
 * The server as a process. The environment is read here and nowhere else.
 *
 * @module
 */

import { once } from 'node:events'
import type { Config } from './config/config.ts'
import { readConfig } from './config/read-config.ts'
import { createLog, toTrace } from './operations/log.ts'
import { startServer } from './server.ts'

/** More than whoever is still asking has. */
const MOST_CLOSING_MS = 30_000

/** What a command says: the file, and what its options set, by the names of the environment. */
export interface Invocation {
  readonly file: string | undefined
  readonly flags: Readonly<Record<string, string | undefined>>
}

/**
 * Reads the configuration of this process.
 *
 * @throws {UsageError} `usage.config` with every fault
 */
export function loadConfig({ file, flags }: Invocation): Config {
  return readConfig({ ...(file !== undefined && { file }), environment: process.env, flags })
}

/**
 * Serves until the process is interrupted, or met an error that nobody caught, after which its state is unknown; then
 * what is under way is ended.
 *
 * @param tell is called with the address once it listens
 * @throws what `startServer` throws
 */
export async function serveUntilEnded(
  invocation: Invocation,
  tell: (address: string, config: Config) => void,
): Promise<void> {
  const config = loadConfig(invocation)
  const log = createLog()
  const broken = once(process, 'uncaughtException').then(([error]) => {
    process.exitCode ??= 1
    log.error('a fault of the server: it ends', toTrace(error))
    // What is broken may never come to its end.
    setTimeout(() => process.exit(), MOST_CLOSING_MS).unref()
  })
  const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), broken])
  const server = await startServer(config, { log, now: () => Date.now() / 1000 })
  tell(server.address, config)
  await ended
  await server.close()
}
