/**
 * File systems of which a call fails.
 *
 * @module
 */

import fs from 'node:fs'
import { type FilePort, nodeFiles } from '../src/data-folder.ts'

/** As the machine's, without waiting for its disk. */
export const unwaiting: FilePort = {
  ...nodeFiles,
  fsyncSync: () => undefined,
  fsync: Object.assign((_: number, done: (error: null) => void) => done(null), {
    __promisify__: async () => undefined,
  }),
}

/** A file system whose call of this number fails, and if the process is stopped, all after it. */
export function failingAt(step: number, isStopped: boolean): FilePort {
  let calls = 0
  const wrapped = Object.entries(unwaiting).map(([name, act]) => {
    if (typeof act !== 'function') return [name, act]
    return [
      name,
      (...given: unknown[]): unknown => {
        const call = calls++
        if (call === step || (isStopped && call > step)) {
          if (call === step && name === 'writeSync') writeHalf(given)
          throw Object.assign(new Error('stopped'), { code: 'EIO' })
        }
        return Reflect.apply(act, fs, given)
      },
    ]
  })
  return Object.fromEntries(wrapped)
}

function writeHalf([file, data, offset, length, at]: readonly unknown[]): void {
  if (typeof file !== 'number' || !(data instanceof Uint8Array)) return
  const [from, count] = [Number(offset ?? 0), Number(length ?? data.length)]
  fs.writeSync(file, data, from, count >> 1, typeof at === 'number' ? at : null)
}
