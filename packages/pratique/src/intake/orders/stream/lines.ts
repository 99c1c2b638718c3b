/**
 * Lines of JSON, in pieces.
 *
 * @module
 */

import { type JsonRowsOptions, MAX_LINE_BYTES, readJsonLine, refuseLong } from '../json-rows.ts'
import type { IdentifiedRow } from '../siblings.ts'
import { endOfLines, isBlankLine, linesOf } from '../text.ts'
import type { Part } from './part.ts'

/** Reads orders, or resources, a line each. */
export function createLinesPart(options: JsonRowsOptions): Part {
  let next = 1
  /** The line is longer than any may be: what there was of it is gone. */
  let isTooLong = false
  return {
    read(bytes, isEnd) {
      const used = isEnd ? bytes.length : endOfLines(bytes)
      const rows: IdentifiedRow[] = []
      for (const { number, bytes: line } of linesOf(bytes.subarray(0, used), next)) {
        next = number + 1
        const place = `line ${number}`
        if (isTooLong) rows.push({ row: refuseLong(place) })
        else if (!isBlankLine(line)) rows.push(...readJsonLine(line, place, options))
        isTooLong = false
      }
      if (isEnd && isTooLong) rows.push({ row: refuseLong(`line ${next}`) })
      if (bytes.length - used <= MAX_LINE_BYTES) return { rows, used }
      isTooLong = true
      return { rows, used: bytes.length }
    },
  }
}
