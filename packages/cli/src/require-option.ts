/**
 * What a command cannot do without.
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
