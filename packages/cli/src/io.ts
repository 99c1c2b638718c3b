/**
 * What a command has of the world besides its inputs.
 *
 * @module
 */

import { fs } from './builtins.ts'
import { isCode } from './is-code.ts'

/** Where a command writes to, and its clock. */
export interface Io {
  /** Writes to standard output: the answer. */
  readonly out: (text: string) => void
  /** Writes to standard error: warnings, progress, what went wrong. */
  readonly err: (text: string) => void
  /** Seconds since the epoch. */
  readonly now: () => number
  /** Whether somebody looks at standard output. */
  readonly isTerminal: boolean
  /** Whether it takes colours: a terminal may be asked for none. */
  readonly hasColor: boolean
}

/** The process's own. A reader who leaves early is no error: the exit code stays what it is. */
export function createProcessIo(onLostOutput: () => void): Io {
  return {
    out: createWriter(STDOUT, () => process.stdout, onLostOutput),
    err: createWriter(STDERR, () => process.stderr, onLostOutput),
    now: () => Math.floor(Date.now() / 1000),
    get isTerminal() {
      return isDevice(STDOUT) && process.stdout.isTTY === true
    },
    get hasColor() {
      const { NO_COLOR, TERM } = process.env
      return !NO_COLOR && TERM !== 'dumb' && this.isTerminal
    },
  }
}

const STDOUT = 1
const STDERR = 2

/** Whether it may be a terminal: to ask the stream itself would make the stream. */
function isDevice(descriptor: number): boolean {
  return fs.fstatSync(descriptor).isCharacterDevice()
}

/**
 * Writes at once, without a stream, which would take long to make; and through the stream where what
 * reads us is slower than we are.
 */
function createWriter(
  descriptor: number,
  open: () => NodeJS.WriteStream,
  onLostOutput: () => void,
): (text: string) => void {
  let stream: NodeJS.WriteStream | undefined
  let isLost = false

  function lose(error: unknown): void {
    if (!isLost && !isCode(error, 'EPIPE')) onLostOutput()
    isLost = true
  }

  function writeAtOnce(bytes: Uint8Array): Uint8Array {
    let rest = bytes
    try {
      while (rest.length > 0) rest = rest.subarray(fs.writeSync(descriptor, rest))
    } catch (error) {
      if (!isCode(error, 'EAGAIN')) lose(error)
    }
    return rest
  }

  return (text) => {
    if (isLost) return
    const bytes = Buffer.from(text)
    const rest = stream ? bytes : writeAtOnce(bytes)
    if (isLost || rest.length === 0) return
    stream ??= open().on('error', lose)
    stream.write(rest)
  }
}
