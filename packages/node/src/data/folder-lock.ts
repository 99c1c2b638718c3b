/**
 * A folder that is one process's for as long as it runs.
 *
 * @module
 */

import { nodeFiles } from './file-port.ts'
import { acquireLock, createProcessPort } from './lock.ts'

/** More often than anybody takes over a lock that is not renewed. */
const RENEW_MS = 60_000

/**
 * Takes a folder, which is there, until it is given back or the process ends.
 *
 * @param whenLost what to do if another process took it over all the same
 * @returns gives it back
 * @throws {UsageError} `usage.data-folder-locked` if another process has it
 */
export function lockFolder(path: string, whenLost: () => void): () => void {
  const release = acquireLock(nodeFiles, createProcessPort(nodeFiles), path)
  const timer = setInterval(() => {
    try {
      release.renew()
    } catch {
      clearInterval(timer)
      whenLost()
    }
  }, RENEW_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
    release()
  }
}
