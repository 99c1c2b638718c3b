/**
 * Mapping files: what the columns of a laboratory's CSV mean.
 *
 * ```json
 * {
 *   "type": "pratique-csv-mapping",
 *   "delimiter": ";",
 *   "offset": "+01:00",
 *   "constants": { "fact.kind": "test", "fact.disease": "covid-19", "fact.class": "naat" },
 *   "columns": {
 *     "Name": "holder.family",
 *     "Sampled": { "path": "fact.sampledAt", "format": "DD.MM.YYYY HH:mm" },
 *     "Result": { "path": "fact.result", "values": { "neg": "not-detected", "pos": "detected" } },
 *     "Remarks": { "ignore": true }
 *   }
 * }
 * ```
 *
 * @module
 */

import { FormatError } from '../../../errors.ts'
import { parseJson } from '../../../json/parse.ts'
import { isJsonObject, member } from '../../../json/read.ts'
import type { JsonObject, JsonValue } from '../../../json/value.ts'
import { toJsonWords } from '../json-rows.ts'
import { fault, type IntakeFault, inside, type Place, present } from '../row.ts'
import { isOffset } from '../times.ts'
import { type DateFormat, readDateFormat } from './date-format.ts'
import { PATHS } from './paths.ts'
import type { Delimiter } from './records.ts'

/** What a column says. */
export interface CsvColumn {
  /** Absent: it is passed over. */
  readonly path?: string
  /** From the laboratory's words to ours. A word that is not here is refused. */
  readonly values?: ReadonlyMap<string, JsonValue>
  readonly format?: DateFormat
  /** Of times whose format has no offset. */
  readonly offset?: string
  /** The vocabulary of a column of codes. */
  readonly system?: string
}

/** What a CSV file means. Made by {@link readCsvMapping}. */
export interface CsvMapping {
  readonly delimiter?: Delimiter
  readonly constants: ReadonlyMap<string, JsonValue>
  /** By their names in the header. */
  readonly columns: ReadonlyMap<string, CsvColumn>
}

/** A mapping, or what is wrong with the file. */
export interface ReadCsvMapping {
  readonly mapping?: CsvMapping
  readonly faults: readonly IntakeFault[]
}

const TYPE = 'pratique-csv-mapping'
const LIMITS = { maxDepth: 8, maxCharacters: 1024 * 1024 } as const
const MEMBERS = ['type', 'delimiter', 'offset', 'constants', 'columns']
const COLUMN_MEMBERS = ['path', 'values', 'format', 'offset', 'system', 'ignore']
const DELIMITERS: readonly Delimiter[] = [',', ';', '\t']

/** Reads a mapping file, or lists all that is wrong with it. */
export function readCsvMapping(json: string): ReadCsvMapping {
  const faults: IntakeFault[] = []
  const place: Place = { path: '', faults }
  try {
    const value = parseJson(json, LIMITS)
    if (!isJsonObject(value)) fault(place, 'type', 'a mapping, which is an object')
    else {
      const mapping = readMembers(value, place)
      if (faults.length === 0) return { mapping, faults }
    }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    fault(place, 'syntax', toJsonWords(error, json))
  }
  return { faults }
}

function readMembers(object: JsonObject, place: Place): CsvMapping {
  onlyMembers(object, MEMBERS, place)
  if (member(object, 'type') !== TYPE) fault(inside(place, 'type'), 'type', `the text ${TYPE}`)
  const delimiter = DELIMITERS.find((each) => each === member(object, 'delimiter'))
  if (!delimiter && member(object, 'delimiter') !== undefined) {
    fault(inside(place, 'delimiter'), 'type', 'a comma, a semicolon or a tab')
  }
  const offset = readOffset(object, place)
  const constants = new Map<string, JsonValue>()
  for (const [path, value] of entriesOf(object, 'constants', place)) {
    const at = inside(inside(place, 'constants'), path)
    if (!PATHS.has(path)) fault(at, 'unknown-word', 'a path of an order, such as fact.kind')
    else if (isValue(value)) constants.set(path, value)
    else fault(at, 'type', 'a text, a number, or a code with its system')
  }
  const columns = readColumns(object, { place, offset, constants })
  return { ...(delimiter && { delimiter }), constants, columns }
}

interface Around {
  readonly place: Place
  readonly offset: string | undefined
  readonly constants: ReadonlyMap<string, JsonValue>
}

function readColumns(
  object: JsonObject,
  { place, offset, constants }: Around,
): ReadonlyMap<string, CsvColumn> {
  const columns = new Map<string, CsvColumn>()
  const taken = new Set(constants.keys())
  for (const [name, value] of entriesOf(object, 'columns', place)) {
    const at = inside(inside(place, 'columns'), name)
    const column = readColumn(typeof value === 'string' ? { path: value } : value, offset, at)
    const { path } = column
    if (path !== undefined && taken.has(path)) {
      fault(at, 'ambiguous', 'a path that neither another column nor a constant fills')
    }
    if (path !== undefined) taken.add(path)
    columns.set(name, column)
  }
  if (columns.size === 0) fault(inside(place, 'columns'), 'missing', 'an object of columns')
  return columns
}

function readColumn(value: JsonValue, offset: string | undefined, place: Place): CsvColumn {
  if (!isJsonObject(value)) {
    fault(place, 'type', 'a path of an order, or an object that has one')
    return {}
  }
  onlyMembers(value, COLUMN_MEMBERS, place)
  if (member(value, 'ignore') !== undefined) {
    const isAlone = member(value, 'ignore') === true && Object.keys(value).length === 1
    if (!isAlone) fault(inside(place, 'ignore'), 'type', 'true, and nothing beside it')
    return {}
  }
  const path = member(value, 'path')
  const kind = typeof path === 'string' ? PATHS.get(path) : undefined
  if (typeof path !== 'string' || kind === undefined) {
    fault(inside(place, 'path'), 'unknown-word', 'a path of an order, such as holder.family')
    return {}
  }
  const values = readValues(value, place)
  const system = readSystem(value, place, kind === 'code')
  const format = readFormat(value, place, kind === 'date' ? 'date' : kind === 'time' ? 'time' : '')
  const zone = readOffset(value, place) ?? offset
  if (format?.hasTime && !format.hasOffset && zone === undefined) {
    fault(inside(place, 'offset'), 'no-offset', 'an offset such as +01:00: the format has none')
  }
  return {
    path,
    ...(values && { values }),
    ...(system !== undefined && { system }),
    ...(format && { format }),
    ...(zone !== undefined && { offset: zone }),
  }
}

function readValues(object: JsonObject, place: Place): ReadonlyMap<string, JsonValue> | undefined {
  if (member(object, 'values') === undefined) return undefined
  const entries = entriesOf(object, 'values', place)
  const at = inside(place, 'values')
  if (!entries.every(([, value]) => isValue(value))) {
    fault(at, 'type', 'for each word a text, a number, or a code with its system')
  }
  if (member(object, 'format') !== undefined) fault(at, 'ambiguous', 'either values or a format')
  return new Map(entries)
}

function readFormat(
  object: JsonObject,
  place: Place,
  kind: 'date' | 'time' | '',
): DateFormat | undefined {
  const value = member(object, 'format')
  if (value === undefined) return undefined
  const at = inside(place, 'format')
  const format = typeof value === 'string' ? readDateFormat(value) : undefined
  if (kind === '') return fault(at, 'type', 'no format: here stands no date')
  if (!format) {
    return fault(at, 'type', 'a format made of YYYY MM DD HH mm ss Z, such as DD.MM.YYYY')
  }
  if (format.hasTime === (kind === 'time')) return format
  return fault(
    at,
    'type',
    kind === 'time' ? 'a format with hours and minutes' : 'a format of dates',
  )
}

function readSystem(object: JsonObject, place: Place, isCode: boolean): string | undefined {
  const value = member(object, 'system')
  if (value === undefined) return undefined
  if (isCode && typeof value === 'string' && value !== '') return value
  return fault(inside(place, 'system'), 'type', 'the name of a vocabulary, of a column of codes')
}

function readOffset(object: JsonObject, place: Place): string | undefined {
  const value = member(object, 'offset')
  if (value === undefined) return undefined
  if (typeof value === 'string' && isOffset(value)) return value
  return fault(inside(place, 'offset'), 'type', 'Z, or hours and minutes as in +02:00')
}

function entriesOf(
  object: JsonObject,
  name: string,
  place: Place,
): readonly (readonly [string, JsonValue])[] {
  const value = member(object, name)
  if (value === undefined) return []
  if (isJsonObject(value)) return Object.entries(value)
  fault(inside(place, name), 'type', 'an object')
  return []
}

function onlyMembers(object: JsonObject, names: readonly string[], place: Place): void {
  if (Object.keys(object).every((name) => names.includes(name))) return
  fault(place, 'unknown-word', `no members but ${names.join(', ')}`)
}

/** A text, a number, or a code. */
function isValue(value: JsonValue): boolean {
  if (typeof value === 'string' || typeof value === 'number') return true
  if (!isJsonObject(value)) return false
  const { system, code, display, ...others } = value
  const texts = [system, code, ...(display === undefined ? [] : [display])]
  return (
    texts.every((each) => typeof each === 'string') && Object.keys(present(others)).length === 0
  )
}
