/**
 * Processes that are killed at a system call, for tests.
 *
 * @module
 */

import nodeFs from 'node:fs'
import type { FilePort, ProcessPort } from '../src/data-folder.ts'
import type { ListStorePorts } from '../src/lists/list-store.ts'

const STEPS: ReadonlySet<string | symbol> = new Set([
  'closeSync',
  'fstatSync',
  'fsyncSync',
  'futimesSync',
  'openSync',
  'readSync',
  'renameSync',
  'unlinkSync',
  'writeSync',
])

export class Killed extends Error {}

/**
 * A process whose system calls go well until one, and then never again: it was killed before it, or in the
 * middle of a write.
 */
export function makeDying(
  dieAt: number,
  pid: number,
  fs: FilePort = nodeFs,
): { ports: ListStorePorts; calls: () => number } {
  let calls = 0
  const handler: ProxyHandler<FilePort> = {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function' || !STEPS.has(name)) return value
      return (...args: unknown[]) => {
        calls++
        if (calls > dieAt) throw new Killed()
        if (calls === dieAt) {
          const [file, data] = args
          if (name === 'writeSync' && typeof file === 'number' && data instanceof Uint8Array) {
            fs.writeSync(file, data.subarray(0, data.length >> 1))
          }
          throw new Killed()
        }
        // The process is killed, not the machine.
        return name === 'fsyncSync' ? undefined : Reflect.apply(value, target, args)
      }
    },
  }
  return { ports: { fs: new Proxy(fs, handler), processes: makeProcess(pid) }, calls: () => calls }
}

/** Others are no more. */
export function makeProcess(pid: number): ProcessPort {
  return {
    pid,
    host: 'here',
    startOf: (other) => (other === pid ? 'now' : undefined),
    now: () => Date.now() + 60_000,
  }
}
