/**
 * Finds the command that the first argument names.
 *
 * @module
 */

import { COMMANDS, type Command } from './command-table.ts'

const ALL: readonly Command[] = [
  ...COMMANDS,
  { name: 'help', load: () => import('./commands/help.ts') },
]

/** Options that stand for a command. */
const ALIASES: ReadonlyMap<string, readonly string[]> = new Map([
  ['--help', ['help']],
  ['-h', ['help']],
  ['--version', ['help', '--version']],
  ['-V', ['help', '--version']],
])

/** A command, and the arguments after its name. */
export interface FoundCommand {
  readonly command: Command
  readonly rest: readonly string[]
}

/** @throws {UsageError} `usage.command` */
export async function findCommand(args: readonly string[]): Promise<FoundCommand> {
  const [first = '', ...others] = args
  const [name = '', ...rest] = [...(ALIASES.get(first) ?? [first]), ...others]
  const command = ALL.find((each) => each.name === name)
  if (command) return { command, rest }
  const { explainCommand } = await import('./explain.ts')
  const names = ALL.map((each) => each.name)
  throw explainCommand(name, names)
}
