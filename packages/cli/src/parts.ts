/**
 * A command that is several, such as `trust sync`: its first argument names the part.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { Command, CommandModule } from './command-table.ts'
import type { Io } from './io.ts'
import { suggest } from './nearest.ts'
import { quote } from './output/visible.ts'

/** A command with its parts. */
export interface PartedCommand extends Required<Pick<CommandModule, 'USAGE' | 'PARTS'>> {
  readonly name: string
}

/**
 * Runs the part that the first argument names.
 *
 * @throws {UsageError} `usage.command`
 */
export async function runPart(
  { name: above, USAGE, PARTS }: PartedCommand,
  args: readonly string[],
  io: Io,
): Promise<number> {
  const [name = '', ...rest] = args
  if (name === '--help' || name === '-h') {
    io.out(USAGE)
    return 0
  }
  const part = PARTS.find((each) => each.name === name)
  if (!part) throw new UsageError('usage.command', explain(above, name, PARTS))
  return (await part.load()).run(rest, io)
}

function explain(above: string, name: string, parts: readonly Command[]): string {
  const names = parts.map((each) => each.name)
  const near = suggest(name, names)
  const all = names.map((each) => `"${above} ${each}"`).join(', ')
  const advice = near ? `did you mean "${above} ${near}"?` : `use ${all}`
  return name === ''
    ? `a part is missing: ${advice}`
    : `${above} has no part ${quote(name)}: ${advice}`
}
