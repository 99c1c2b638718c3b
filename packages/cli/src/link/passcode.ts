/**
 * The passcode of a link: typed without being shown, or read from standard input. It is never an
 * argument or a variable of the environment, which others on the machine can see, and it is in no
 * message.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { readSecret } from '../inputs/secret.ts'
import type { Io } from '../io.ts'

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
  const passcode = await readSecret(io, 'Passcode')
  if (passcode !== '') return passcode
  throw new UsageError('usage.passcode', 'the link asks for a passcode, and none was typed')
}
