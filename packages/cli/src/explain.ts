/**
 * What was most likely meant by a command or option that is none. Loaded when one is.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { util } from './builtins.ts'
import { looksLikeInput } from './inputs/argument.ts'
import { suggest } from './nearest.ts'
import type { OptionTable } from './options.ts'
import { quote } from './output/visible.ts'

/** What is longer is not the name of a command. */
const MAX_NAME_LENGTH = 30

/** Makes the error for a first argument that names none of the commands. */
export function explainCommand(name: string, names: readonly string[]): UsageError {
  return new UsageError('usage.command', adviseOnCommand(name, names))
}

function adviseOnCommand(name: string, names: readonly string[]): string {
  const advice = `use ${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
  if (name === '') return `a command is missing: ${advice}`
  const near = suggest(name, names)
  if (near) return `there is no command ${quote(name)}: did you mean "${near}"?`
  if (looksLikeInput(name)) return 'a command is missing before the input: use "pratique verify …"'
  // It may be a certificate, so that it is not repeated if it is long.
  const what = name.length > MAX_NAME_LENGTH ? 'of this name' : quote(name)
  return `there is no command ${what}: ${advice}`
}

/** Makes the error for options that `parseArgs` of Node refused. */
export function explainOptions(
  args: readonly string[],
  options: OptionTable,
  cause: unknown,
): UsageError {
  return new UsageError('usage.option', adviseOnOptions(args, options), { cause })
}

function adviseOnOptions(args: readonly string[], options: OptionTable): string {
  const { tokens } = util.parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    const option = options[name]
    if (!option) return adviseOnUnknown(rawName, options)
    if (option.type === 'boolean' && value !== undefined) {
      return `${rawName} takes no value: leave it out`
    }
    const isTaken = !inlineValue && value?.startsWith('-')
    if (option.type === 'string' && (value === undefined || isTaken)) {
      return `${rawName} needs a value after it`
    }
  }
  return 'the options cannot be understood: use --help'
}

function adviseOnUnknown(rawName: string, options: OptionTable): string {
  const near = suggest(rawName.replace(/^-+/, ''), Object.keys(options))
  const advice = near ? `did you mean --${near}?` : 'use --help for those there are'
  return `there is no option ${quote(rawName)}: ${advice}`
}
