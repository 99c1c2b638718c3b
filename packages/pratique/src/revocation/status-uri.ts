/**
 * Where a status list is: a URI, compared character by character (RFC 3986 §6.2.1).
 *
 * @module
 */

import { FormatError, UsageError } from '../errors.ts'

/** A scheme, and nothing that a URI cannot have (RFC 3986 §2, §3). */
const URI = /^[A-Za-z][A-Za-z\d+.-]*:[\w.~:/?#[\]@!$&'()*+,;=%-]+$/

/** @throws {FormatError} `format.claims` */
export function requireStatusUri(uri: unknown): string {
  if (typeof uri === 'string' && URI.test(uri)) return uri
  throw new FormatError('format.claims', 'expected a URI')
}

/** @throws {UsageError} `usage.argument` */
export function checkStatusUri(uri: string): void {
  if (URI.test(uri)) return
  throw new UsageError('usage.argument', 'expected the URI that certificates name the list by')
}
