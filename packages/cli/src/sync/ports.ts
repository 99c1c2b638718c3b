/**
 * What fetching has of this process.
 *
 * @module
 */

import { setTimeout } from 'node:timers/promises'
import { readVersion } from '../version.ts'
import type { FetchPorts } from './fetch-file.ts'
import { createHttpPort } from './http.ts'

/** Makes the ports. */
export function createFetchPorts(): FetchPorts {
  const { NODE_USE_ENV_PROXY } = process.env
  return {
    // As Node's own agents do.
    ask: createHttpPort(NODE_USE_ENV_PROXY === '1' ? { proxyEnv: process.env } : {}),
    sleep: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(ignoreAbort),
    random: () => Math.random(),
    now: () => Date.now(),
    userAgent: `pratique/${readVersion()}`,
  }
}

/** Who waits looks at the signal afterwards. */
function ignoreAbort(error: unknown): undefined {
  if (error instanceof Error && error.name === 'AbortError') return undefined
  throw error
}
