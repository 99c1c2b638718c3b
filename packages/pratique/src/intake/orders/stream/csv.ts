/**
 * Records of CSV, in pieces.
 *
 * @module
 */

import type { Bytes } from '../../../bytes/bytes.ts'
import type { CsvMapping } from '../csv/mapping.ts'
import { findHeader, type Header, toCsvRow } from '../csv/read-csv.ts'
import { type CsvRecord, MAX_RECORD_BYTES, readRecords } from '../csv/records.ts'
import { refuse } from '../row.ts'
import type { IdentifiedRow } from '../siblings.ts'
import type { Part, ReadPart } from './part.ts'

const LINE_FEED = 0x0a

/** Reads records below a header. A bad header breaks the file. */
export function createCsvPart(mapping: CsvMapping | undefined): Part {
  let header: Header | undefined
  let next = 1
  return {
    read(bytes, isEnd) {
      if (!header) {
        // Its delimiter is told by the whole of it.
        if (!isEnd && bytes.length <= MAX_RECORD_BYTES) return { rows: [], used: 0 }
        const found = findHeader(bytes, mapping)
        if ('faults' in found) return broken({ place: 'row 1', faults: found.faults })
        header = found.header
      }
      const rows: IdentifiedRow[] = []
      let used = 0
      for (const record of readRecords(bytes, header.delimiter, next)) {
        if (!isEnd && !isWhole(record, bytes)) break
        const row = record.number === 1 ? undefined : toCsvRow(record, header, mapping)
        if (row) rows.push({ row })
        used = record.next
        next = record.number + 1
      }
      if (isEnd) return { rows, used: bytes.length }
      if (bytes.length - used <= MAX_RECORD_BYTES) return { rows, used }
      const words = 'a record of at most 64 KiB: a quote that closes a field may be missing'
      return broken(refuse(`row ${next}`, { path: '', kind: 'too-long', words }))
    },
  }
}

function broken(row: ReadPart['broken'] & object): ReadPart {
  return { rows: [], used: 0, broken: row }
}

/** Whether its line end is here, and nothing that comes can change it: a CR may be the half of one. */
function isWhole({ next }: CsvRecord, bytes: Bytes): boolean {
  return next < bytes.length || (next === bytes.length && bytes[next - 1] === LINE_FEED)
}
