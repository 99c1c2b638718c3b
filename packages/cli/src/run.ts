/**
 * From the arguments to an exit code: which command it is, and what every error comes to.
 *
 * @module
 */

import { PratiqueError } from 'pratique/errors'
import { BUG, WRONG_USAGE } from './exit-codes.ts'
import { findCommand } from './find-command.ts'
import { createProcessIo, type Io } from './io.ts'
import { visible } from './output/visible.ts'

/** Some list what may be given. */
const MAX_MESSAGE = 2000

/** Runs a command as this process: sets its exit code, and never throws. */
export async function runProcess(args: readonly string[]): Promise<void> {
  const io = createProcessIo(() => {
    process.exitCode = WRONG_USAGE
    process.stderr.write('pratique: the answer could not be written: is the disk full?\n')
  })
  process.on('uncaughtException', (error) => {
    process.exitCode = tellError(error, io)
  })
  const exitCode = await run(args, io)
  process.exitCode ??= exitCode
}

/** Runs a command and says on standard error what went wrong. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    const { command, rest } = await findCommand(args)
    const { run: runCommand } = await command.load()
    return await runCommand(rest, io)
  } catch (error) {
    return tellError(error, io)
  }
}

/** Says what went wrong in one sentence, and answers with the exit code. */
function tellError(error: unknown, io: Io): number {
  if (error instanceof PratiqueError) {
    io.err(`pratique: ${visible(error.message, MAX_MESSAGE)} [${error.code}]\n`)
    return WRONG_USAGE
  }
  io.err(
    'pratique: this is a bug of ours, and says nothing about the certificate: ' +
      'please report the command that you used, without the certificate\n',
  )
  const isDebug = process.env['PRATIQUE_DEBUG'] === '1'
  io.err(isDebug ? `${traceOf(error)}\n` : 'With PRATIQUE_DEBUG=1 it says where.\n')
  return BUG
}

/** Where it happened. The message stays out, however many lines it has: it may quote what was read. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const { name, message, stack = '' } = error
  const end = stack.indexOf(message) + message.length
  const frames = stack
    .slice(end)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
  return [name, ...(frames.length > 0 ? frames : ['    at no known place'])].join('\n')
}
