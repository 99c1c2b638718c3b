/**
 * A passcode or a passphrase: typed without being shown, or read from standard input. It is never an
 * argument, which others on the machine can see, and it is in no message.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { Io } from '../io.ts'
import { isStdinTerminal, readStdinBytes } from './file-bytes.ts'

const MAX_LENGTH = 1000
const END_OF_TEXT = '\u0003'
const END_OF_TRANSMISSION = '\u0004'
const ENDS: ReadonlySet<string> = new Set(['\r', '\n', END_OF_TEXT, END_OF_TRANSMISSION])
const ERASERS: ReadonlySet<string> = new Set(['\b', '\u007f'])

/**
 * Asks for a secret.
 *
 * @param name what it is, for whoever is asked
 * @returns `''` if none is typed, or one that is too long to be any
 */
export async function readSecret(io: Io, name: string): Promise<string> {
  const secret = isStdinTerminal() ? await readHidden(io, name) : await readFirstLine()
  return secret.length <= MAX_LENGTH ? secret : ''
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
function readHidden(io: Io, name: string): Promise<string> {
  const { stdin } = process
  io.err(`${name} (not shown): `)
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
