/**
 * The passcode of a link: typed without being shown, or read from standard input. It is never an
 * argument or a variable of the environment, which others on the machine can see, and it is in no
 * message.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { isStdinTerminal, readStdinBytes } from '../inputs/file-bytes.ts'
import type { Io } from '../io.ts'

const MAX_LENGTH = 1000
const END_OF_TEXT = '\u0003'
const END_OF_TRANSMISSION = '\u0004'
const ENDS: ReadonlySet<string> = new Set(['\r', '\n', END_OF_TEXT, END_OF_TRANSMISSION])
const ERASERS: ReadonlySet<string> = new Set(['\b', '\u007f'])

/**
 * Asks for the passcode.
 *
 * @param isStdinTaken whether the link itself came from standard input
 * @throws {UsageError} `usage.passcode` if none is typed, or nobody can be asked
 */
export async function askPasscode(io: Io, isStdinTaken: boolean): Promise<string> {
  if (isStdinTaken) {
    const advice = 'give the link in a file'
    throw new UsageError('usage.passcode', `standard input is taken by the link: ${advice}`)
  }
  const passcode = isStdinTerminal() ? await readHidden(io) : await readFirstLine()
  if (passcode !== '' && passcode.length <= MAX_LENGTH) return passcode
  throw new UsageError('usage.passcode', 'the link asks for a passcode, and none was typed')
}

async function readFirstLine(): Promise<string> {
  try {
    const [line = ''] = new TextDecoder().decode(await readStdinBytes()).split(/\r?\n/, 1)
    return line
  } catch (error) {
    if (error instanceof UsageError && error.code === 'usage.file-empty') return ''
    throw error
  }
}

/** Reads from the terminal what it is kept from showing. */
function readHidden(io: Io): Promise<string> {
  const { stdin } = process
  io.err('Passcode (not shown): ')
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  return new Promise((resolve) => {
    let typed = ''
    const listen = (keys: string): void => {
      for (const key of keys) {
        if (ENDS.has(key)) {
          stdin.off('data', listen).pause().setRawMode(false)
          io.err('\n')
          resolve(key === END_OF_TEXT ? '' : typed)
          return
        }
        typed = ERASERS.has(key) ? typed.slice(0, -1) : typed + key
      }
    }
    stdin.on('data', listen).resume()
  })
}
