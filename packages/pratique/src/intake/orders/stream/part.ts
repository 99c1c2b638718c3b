/**
 * How a form is read in pieces.
 *
 * @module
 */

import type { Bytes } from '../../../bytes/bytes.ts'
import type { RefusedRow } from '../row.ts'
import type { IdentifiedRow } from '../siblings.ts'

/** What was read. */
export interface ReadPart {
  readonly rows: readonly IdentifiedRow[]
  /** So many of the bytes are done with. */
  readonly used: number
  /** Why the file cannot be read on. */
  readonly broken?: RefusedRow
}

/** Reads the rows that are whole. It knows where in the file it is. */
export interface Part {
  /**
   * @param bytes what was not used before, and what came since
   * @param isEnd whether nothing more comes: then all is used
   */
  read(bytes: Bytes, isEnd: boolean): ReadPart
}
