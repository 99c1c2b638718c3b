/**
 * The server as a process. The environment is read here and nowhere else.
 *
 * @module
 */

import { once } from 'node:events'
import type { Config } from './config/config.ts'
import { readConfig } from './config/read-config.ts'
import { createLog } from './operations/log.ts'
import { keepMemorySmall } from './operations/memory.ts'
import { startServer } from './server.ts'

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
 * Serves until the process is interrupted; then what is under way is ended.
 *
 * @param tell is called with the address once it listens
 * @throws what `startServer` throws
 */
export async function serveUntilEnded(
  invocation: Invocation,
  tell: (address: string, config: Config) => void,
): Promise<void> {
  keepMemorySmall()
  const config = loadConfig(invocation)
  const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const server = await startServer(config, { log: createLog(), now: () => Date.now() / 1000 })
  tell(server.address, config)
  await ended
  await server.close()
}
