/**
 * CSV → orders: by a mapping, or by columns that are named by paths of an order.
 *
 * @module
 */

import type { Bytes } from '../../../bytes/bytes.ts'
import type { JsonObject, JsonValue } from '../../../json/value.ts'
import { FORM_WORDS } from '../detect-form.ts'
import {
  fault,
  type IntakeFault,
  type IntakeFaultKind,
  type IntakeRow,
  inside,
  MAX_ROWS,
  type Place,
  present,
  refuse,
  refuseMany,
  toRow,
} from '../row.ts'
import type { CsvColumn, CsvMapping } from './mapping.ts'
import { PATHS } from './paths.ts'
import { type CsvRecord, type Delimiter, type RecordFault, readRecords } from './records.ts'

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t']
const COUNT = /^\d{1,4}$/

const RECORD_FAULTS: Readonly<Record<RecordFault, readonly [IntakeFaultKind, string]>> = {
  quote: ['syntax', 'quotes around a whole field, and doubled within it (RFC 4180 §2)'],
  unclosed: ['syntax', 'the quote that closes a field: all up to the end of the file is lost'],
  encoding: ['encoding', 'text in UTF-8, without NUL'],
  'too-long': ['too-long', 'a record of at most 64 KiB'],
}

/** Reads a file. A bad row is a fault of its own; a bad header is the only row. */
export function readCsv(bytes: Bytes, mapping?: CsvMapping): readonly IntakeRow[] {
  const found = findHeader(bytes, mapping)
  if ('faults' in found) return [{ place: 'row 1', faults: found.faults }]
  const { header } = found
  const rows: IntakeRow[] = []
  for (const record of readRecords(bytes, header.delimiter)) {
    if (record.number === 1) continue
    if (rows.length >= MAX_ROWS) return [refuseMany()]
    const row = toCsvRow(record, header, mapping)
    if (row) rows.push(row)
  }
  if (rows.length > 0) return rows
  const words = 'a row of values below the header'
  return [refuse('file', { path: '', kind: 'missing', words })]
}

/** @returns the row of a record below the header; `undefined` of an empty line */
export function toCsvRow(
  record: CsvRecord,
  header: Header,
  mapping: CsvMapping | undefined,
): IntakeRow | undefined {
  const place = `row ${record.number}`
  if ('reason' in record) {
    const [kind, words] = RECORD_FAULTS[record.reason]
    return refuse(place, { path: '', kind, words })
  }
  return isEmpty(record.fields) ? undefined : readRecord(record.fields, { place, header, mapping })
}

export interface Header {
  readonly delimiter: Delimiter
  readonly columns: readonly CsvColumn[]
}

/** Reads the header by the delimiter with which every column is known, or else the most of them. */
export function findHeader(
  bytes: Bytes,
  mapping: CsvMapping | undefined,
): { readonly header: Header } | { readonly faults: readonly IntakeFault[] } {
  const delimiters = mapping?.delimiter ? [mapping.delimiter] : DELIMITERS
  const tries = delimiters.map((delimiter) => readHeader(bytes, delimiter, mapping))
  const found = tries.find(({ faults }) => faults.length === 0)
  if (found) return { header: found }
  const [best] = tries.toSorted((a, b) => b.known - a.known)
  const form: IntakeFault = { path: '', kind: 'form', words: FORM_WORDS }
  if (best && best.known > 0) return { faults: best.faults }
  return { faults: [form, ...(mapping ? (best?.faults ?? []) : [])] }
}

function readHeader(
  bytes: Bytes,
  delimiter: Delimiter,
  mapping: CsvMapping | undefined,
): Header & { readonly known: number; readonly faults: readonly IntakeFault[] } {
  const faults: IntakeFault[] = []
  const place: Place = { path: '', faults }
  const [first] = readRecords(bytes, delimiter)
  const names = first && 'fields' in first ? first.fields : []
  if (!first || 'reason' in first) fault(place, 'syntax', 'a header: the names of the columns')
  const columns = names.map((name) => findColumn(name, mapping))
  const seen = new Set<string>()
  for (const [i, name] of names.entries()) {
    const at: Place = { path: `column ${i + 1}`, faults }
    if (!columns[i]) fault(at, 'unknown-column', unknownWords(mapping))
    if (seen.has(name)) fault(at, 'ambiguous', 'a name that no other column has')
    seen.add(name)
  }
  for (const [name, { path }] of mapping?.columns ?? []) {
    // Not by its name alone: the mapping is the user's own, and says nothing of a person.
    if (path !== undefined && !seen.has(name)) fault(place, 'missing', `a column for ${path}`)
  }
  const known = columns.flatMap((column) => column ?? [])
  return { delimiter, columns: known, known: known.length, faults }
}

function findColumn(name: string, mapping: CsvMapping | undefined): CsvColumn | undefined {
  if (mapping) return mapping.columns.get(name)
  return PATHS.has(name) ? { path: name } : undefined
}

function unknownWords(mapping: CsvMapping | undefined): string {
  return mapping
    ? 'a column that the mapping names, be it to ignore it'
    : 'a path of an order, such as holder.family: name other columns in a mapping'
}

function isEmpty(fields: readonly string[]): boolean {
  return fields.length === 1 && fields[0] === ''
}

interface Around {
  readonly place: string
  readonly header: Header
  readonly mapping: CsvMapping | undefined
}

function readRecord(
  fields: readonly string[],
  { place, header: { columns }, mapping }: Around,
): IntakeRow {
  if (fields.length !== columns.length) {
    const words = `${columns.length} fields, as the header has`
    return refuse(place, { path: '', kind: 'syntax', words })
  }
  return toRow(place, (at) => {
    const values = new Map<string, JsonValue>(mapping?.constants)
    for (const [i, column] of columns.entries()) {
      const { path } = column
      const value =
        path === undefined ? undefined : readField(fields[i] ?? '', column, inside(at, path))
      if (path !== undefined && value !== undefined) values.set(path, value)
    }
    return toOrder(values)
  })
}

/** Reads a field; an empty one says nothing, unless its column's words have the empty text. */
function readField(text: string, column: CsvColumn, place: Place): JsonValue | undefined {
  const { path = '', values, format, offset = '', system } = column
  if (text === '' && !values?.has('')) return undefined
  if (values && !values.has(text)) {
    return fault(place, 'unknown-word', 'one of the words that the mapping lists for this column')
  }
  const value = values?.get(text) ?? text
  const kind = PATHS.get(path)
  if (format && typeof value === 'string') {
    const date = format.read(value, offset)
    if (date !== undefined) return date
    const isTime = format.hasTime
    return fault(place, isTime ? 'not-a-time' : 'not-a-date', 'the format that the mapping states')
  }
  if (typeof value !== 'string') return value
  if (kind === 'count') {
    return COUNT.test(value) ? Number(value) : fault(place, 'type', 'a whole number, in digits')
  }
  return kind === 'code' && system !== undefined ? { system, code: value } : value
}

function toOrder(values: ReadonlyMap<string, JsonValue>): JsonObject {
  const under = (name: string): JsonObject | undefined => {
    const entries = [...values].filter(([path]) => path.startsWith(`${name}.`))
    if (entries.length === 0) return undefined
    return Object.fromEntries(
      entries.map(([path, value]) => [path.slice(name.length + 1), toMember(path, value)]),
    )
  }
  return present({ mrz: values.get('mrz'), holder: under('holder'), fact: under('fact') })
}

/** Codes of a test are a list of codes, even of one. */
function toMember(path: string, value: JsonValue): JsonValue {
  if (path !== 'fact.codes') return value
  return [typeof value === 'string' ? { code: value } : value]
}
