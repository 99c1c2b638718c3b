/**
 * A Bundle of FHIR, in pieces: what its entries refer to may stand anywhere in it, so it is read when it is whole.
 *
 * @module
 */

import { type Bytes, joinBytes } from '../../../bytes/bytes.ts'
import { type JsonRowsOptions, readJsonRows } from '../json-rows.ts'
import { refuse } from '../row.ts'
import type { Part } from './part.ts'

/** Of one Bundle. More are written on lines. */
export const MAX_BUNDLE_BYTES: number = 8 * 1024 * 1024

/** Reads one Bundle. */
export function createBundlePart(options: JsonRowsOptions): Part {
  const parts: Bytes[] = []
  let length = 0
  return {
    read(bytes, isEnd) {
      const used = bytes.length
      parts.push(bytes)
      length += used
      if (length > MAX_BUNDLE_BYTES) {
        const words = `at most ${MAX_BUNDLE_BYTES} bytes: write smaller Bundles on lines`
        return { rows: [], used, broken: refuse('file', { path: '', kind: 'too-long', words }) }
      }
      return { rows: isEnd ? readJsonRows(joinBytes(parts), options) : [], used }
    },
  }
}
