/**
 * Errors by their code.
 *
 * @module
 */

/**
 * Tells whether an error has a code. Not by its class, as a bundled program and a package beside it
 * have each a class of their own.
 */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
