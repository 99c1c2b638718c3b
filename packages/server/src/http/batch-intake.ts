/**
 * In which form a batch comes, by its headers.
 *
 * @module
 */

import {
  type CsvMapping,
  type IntakeStreamOptions,
  readCsvMapping,
  type StreamForm,
} from 'pratique/intake'
import { RequestError } from '../request-error.ts'

/** What comes in, by its media type. */
const FORMS: ReadonlyMap<string, StreamForm> = new Map([
  ['application/x-ndjson', 'ndjson'],
  ['application/ndjson', 'ndjson'],
  ['application/jsonl', 'ndjson'],
  ['text/csv', 'csv'],
  ['application/fhir+json', 'fhir'],
  ['application/fhir+ndjson', 'fhir-lines'],
  ['application/hl7-v2', 'hl7'],
  ['application/hl7-v2+er7', 'hl7'],
  ['x-application/hl7-v2+er7', 'hl7'],
])

/** The types that are taken. */
export const BATCH_TYPES: readonly string[] = [...FORMS.keys()]

/** Header of a request: what the columns of a CSV file mean, as JSON in base64url. */
export const MAPPING_HEADER = 'Pratique-Csv-Mapping'

/**
 * How a body is to be read.
 *
 * @param offset of times in HL7 v2 that have none
 * @throws {RequestError} `request.media-type`; `request.body` for what goes with another type
 */
export function toIntake(
  type: string | undefined,
  mapping: string | undefined,
  offset: string | undefined,
): IntakeStreamOptions {
  const form = FORMS.get((type ?? '').split(';')[0]?.trim().toLowerCase() ?? '')
  if (!form) throw new RequestError('request.media-type')
  if (mapping !== undefined && form !== 'csv') refuse(MAPPING_HEADER, 'goes with text/csv')
  if (offset !== undefined && form !== 'hl7') refuse('offset', 'goes with application/hl7-v2')
  return {
    form,
    ...(mapping !== undefined && { mapping: readMapping(mapping) }),
    ...(offset !== undefined && { offset }),
  }
}

function readMapping(header: string): CsvMapping {
  const { mapping, faults } = readCsvMapping(Buffer.from(header, 'base64url').toString('utf8'))
  if (mapping) return mapping
  const named = faults.map(({ path, words }) => ({
    path: path === '' ? MAPPING_HEADER : `${MAPPING_HEADER} ${path}`,
    words,
  }))
  throw new RequestError('request.body', { faults: named })
}

function refuse(path: string, words: string): never {
  throw new RequestError('request.body', { faults: [{ path, words }] })
}
