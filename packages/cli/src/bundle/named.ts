/**
 * Errors about a file, with the name that it was given by.
 *
 * @module
 */

import type { UsageCode } from 'pratique/codes'
import { FormatError, UsageError } from 'pratique/errors'
import { quote } from '../output/visible.ts'

/** Does something with a file's content, and says which file it is if that fails. */
export function named<T>(path: string, code: UsageCode, act: () => T): T {
  try {
    return act()
  } catch (cause) {
    if (cause instanceof UsageError) throw rename(path, cause.code, cause)
    if (cause instanceof FormatError) throw rename(path, code, cause)
    throw cause
  }
}

function rename(path: string, code: UsageCode, cause: Error): UsageError {
  return new UsageError(code, `${quote(path)}: ${cause.message}`, { cause })
}
