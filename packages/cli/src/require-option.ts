/**
 * What a command cannot do without, and what it would do nothing with.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'

/**
 * Requires an option.
 *
 * @param what what to give, for whoever left it out
 * @throws {UsageError} `usage.option`
 */
export function requireOption(name: string, value: string | undefined, what: string): string {
  if (value !== undefined && value !== '') return value
  throw new UsageError('usage.option', `--${name} is missing: ${what}`)
}

/**
 * Refuses options that the rest of the command would leave without effect.
 *
 * @param what what each goes with
 * @throws {UsageError} `usage.option`
 */
export function refuseIdle(
  values: Readonly<Record<string, unknown>>,
  what: Readonly<Record<string, string>>,
): void {
  for (const [name, words] of Object.entries(what)) {
    if (values[name] === undefined) continue
    throw new UsageError('usage.option', `--${name} goes with ${words}: leave it out`)
  }
}
