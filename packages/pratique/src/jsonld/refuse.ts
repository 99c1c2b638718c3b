/**
 * How documents and contexts are refused.
 *
 * @module
 */

import { FormatError } from '../errors.ts'

/** @throws {FormatError} `format.context` */
export function refuseContext(reason: string): never {
  throw new FormatError('format.context', reason)
}

/** @throws {FormatError} `format.document` */
export function refuseDocument(reason: string): never {
  throw new FormatError('format.document', reason)
}
