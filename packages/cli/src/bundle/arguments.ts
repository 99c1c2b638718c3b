/**
 * What the parts of `bundle` are given.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'

/**
 * Requires the one file that a part is about.
 *
 * @throws {UsageError} `usage.argument`
 */
export function requireOneFile(part: string, files: readonly string[]): string {
  const [path, ...others] = files
  if (path !== undefined && others.length === 0) return path
  throw new UsageError('usage.argument', `bundle ${part} takes one file, which is a bundle`)
}
