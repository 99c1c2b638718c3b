/**
 * What comes in, of any form → orders.
 *
 * Nothing is guessed: a result, a date or a name that is not plainly mapped is refused with the reason,
 * and the other rows go on. What is written in an order is not checked here but where it is carried out.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { UsageError } from '../../errors.ts'
import { createTerminology, type Terminology } from '../../terminology/terminology.ts'
import { refuseContradictions } from './contradictions.ts'
import type { CsvMapping } from './csv/mapping.ts'
import { readCsv } from './csv/read-csv.ts'
import { detectForm, FORM_WORDS, INTAKE_FORMS, type IntakeForm } from './detect-form.ts'
import { readHl7 } from './hl7/read-hl7.ts'
import { readJsonLines, readJsonRows } from './json-rows.ts'
import { type IntakeRow, MAX_INTAKE_BYTES, refuse } from './row.ts'
import { type IdentifiedRow, refuseSiblings } from './siblings.ts'
import { withoutMark } from './text.ts'
import { isOffset } from './times.ts'

export interface IntakeOptions {
  /** Default: told by what is in the file. */
  readonly form?: IntakeForm
  /** What the columns of a CSV file mean. Without it they are named by paths of an order. */
  readonly mapping?: CsvMapping
  /** Of times in HL7 v2 that have none, in a message whose own time has none: `Z`, `+02:00`. */
  readonly offset?: string
  /** With the catalogues of a laboratory whose own codes count. Default: the library's own tables. */
  readonly terminology?: Terminology
}

/** UTF-16, in either order of bytes. */
export const WIDE_MARKS: readonly (readonly number[])[] = [
  [0xff, 0xfe],
  [0xfe, 0xff],
]
export const WIDE_WORDS = 'UTF-8: this is UTF-16, save it anew'

/**
 * Reads a file of any form into rows, in the order of the file: each an order in JSON, or why it is none.
 * Time and memory grow with the file alone; it may have 128 MiB
 * and 500 000 rows.
 *
 * @throws {UsageError} `usage.argument` for a form that is none, a mapping for another form than CSV, or
 *   an offset that is none
 */
export function readIntake(bytes: Bytes, options: IntakeOptions = {}): readonly IntakeRow[] {
  requireIntakeOptions(options)
  if (bytes.length > MAX_INTAKE_BYTES) {
    const words = `at most ${MAX_INTAKE_BYTES} bytes: part the file`
    return [refuse('file', { path: '', kind: 'too-long', words })]
  }
  if (WIDE_MARKS.some((mark) => mark.every((byte, at) => bytes[at] === byte))) {
    return [refuse('file', { path: '', kind: 'encoding', words: WIDE_WORDS })]
  }
  const body = withoutMark(bytes)
  if (body.every((byte) => byte <= 0x20)) {
    return [refuse('file', { path: '', kind: 'form', words: `${FORM_WORDS}; the file is empty` })]
  }
  return refuseContradictions(refuseSiblings(readRows(body, options)))
}

/** @throws {UsageError} `usage.argument` */
export function requireIntakeOptions({ form, mapping, offset }: IntakeOptions): void {
  if (form !== undefined && !INTAKE_FORMS.includes(form)) {
    throw new UsageError('usage.argument', `the form must be one of: ${INTAKE_FORMS.join(', ')}`)
  }
  if (offset !== undefined && !isOffset(offset)) {
    throw new UsageError(
      'usage.argument',
      'the offset must be Z, or hours and minutes as in +02:00',
    )
  }
  if (mapping && form !== undefined && form !== 'csv') {
    throw new UsageError('usage.argument', 'a mapping of columns goes with CSV')
  }
}

function readRows(bytes: Bytes, options: IntakeOptions): readonly IdentifiedRow[] {
  const { form, mapping, offset, terminology = createTerminology() } = options
  switch (form ?? (mapping ? 'csv' : detectForm(bytes))) {
    case 'json':
      return readJsonRows(bytes, { terminology, isFhirOnly: false })
    case 'ndjson':
      return readJsonLines(bytes, { terminology, isFhirOnly: false })
    case 'fhir': {
      const isLines = detectForm(bytes) === 'ndjson'
      return (isLines ? readJsonLines : readJsonRows)(bytes, { terminology, isFhirOnly: true })
    }
    case 'csv':
      return readCsv(bytes, mapping).map((row) => ({ row }))
    case 'hl7':
      return readHl7(bytes, { terminology, ...(offset !== undefined && { offset }) })
  }
}
