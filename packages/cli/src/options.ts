/**
 * Options of a command, with errors that help.
 *
 * @module
 */

import type { ParseArgsConfig, parseArgs } from 'node:util'
import { util } from './builtins.ts'

/** What options there are, as `parseArgs` of Node takes them. */
export type OptionTable = NonNullable<ParseArgsConfig['options']>

/** What was given: values by option, and the rest. */
export type Options<T extends OptionTable> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true; strict: true }>
>

/**
 * Parses the arguments of a command.
 *
 * @throws {UsageError} `usage.option`
 */
export async function parseOptions<const T extends OptionTable>(
  args: readonly string[],
  options: T,
): Promise<Options<T>> {
  try {
    return util.parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (cause) {
    const { explainOptions } = await import('./explain.ts')
    throw explainOptions(args, options, cause)
  }
}
