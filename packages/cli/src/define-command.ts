/**
 * What every command begins with: its options, and `--help`.
 *
 * @module
 */

import type { CommandModule } from './command-table.ts'
import type { Io } from './io.ts'
import { type Options, type OptionTable, parseOptions } from './options.ts'

const HELP = { help: { type: 'boolean', short: 'h' } } as const

/**
 * Makes the `run` of a command's module, which parses its options and answers `--help` with its usage.
 *
 * @param act does the rest, and answers with the exit code; throws `UsageError` of any code
 */
export function defineCommand<const T extends OptionTable>(
  usage: string,
  options: T,
  act: (given: Options<T>, io: Io) => Promise<number>,
): CommandModule['run'] {
  return async (args, io) => {
    const given = await parseOptions(args, { ...options, ...HELP })
    if (Object.hasOwn(given.values, 'help')) {
      io.out(usage)
      return 0
    }
    return act(given as Options<T>, io)
  }
}
