/**
 * What comes in, piece by piece: files of any length, in memory that grows with what rows say of one another alone.
 *
 * @module
 */

import { type Bytes, joinBytes } from '../../../bytes/bytes.ts'
import { createTerminology } from '../../../terminology/terminology.ts'
import { type IntakeOptions, requireIntakeOptions, WIDE_MARKS, WIDE_WORDS } from '../read-intake.ts'
import { type IntakeRow, type RefusedRow, refuse } from '../row.ts'
import type { IdentifiedRow } from '../siblings.ts'
import { withoutMark } from '../text.ts'
import { createBundlePart } from './bundle.ts'
import { createCsvPart } from './csv.ts'
import { createHl7Part } from './hl7.ts'
import { createLedger } from './ledger.ts'
import { createLinesPart } from './lines.ts'
import type { Part } from './part.ts'

/** Forms that are read as they come. `fhir` is one Bundle or resource, `fhir-lines` one a line. */
export const STREAM_FORMS = ['ndjson', 'csv', 'fhir', 'fhir-lines', 'hl7'] as const

export type StreamForm = (typeof STREAM_FORMS)[number]

export interface IntakeStreamOptions extends Omit<IntakeOptions, 'form'> {
  /** It is not told by what is in the file, as that may be all of it. */
  readonly form: StreamForm
}

/** A file that is read as it comes. */
export interface IntakeStream {
  /** Takes what comes next. @returns the rows that are whole with it, in the order of the file */
  write(bytes: Bytes): readonly IdentifiedRow[]
  /** Takes that nothing more comes. */
  end(): readonly IdentifiedRow[]
  /** Why the file cannot be read on, if it cannot: then none of its rows is to be used. */
  readonly broken: RefusedRow | undefined
  /** Whether no row leaves another in doubt. Otherwise each is to be judged, when all are read. */
  readonly isClear: boolean
  /** @param at which row of the file it is, from 0 */
  judge(row: IdentifiedRow, at: number): IntakeRow
}

const NOTHING: Bytes = new Uint8Array()
/** As long as a byte order mark. */
const MARK_BYTES = 3
/** Of what rows say of one another: some 200 MB. */
const MAX_SAID = 8_000_000

/**
 * Reads a file as it comes, as `readIntake` reads one whole.
 *
 * @throws {UsageError} `usage.argument` for an offset that is none, or a mapping for another form than CSV
 */
export function createIntakeStream(options: IntakeStreamOptions): IntakeStream {
  const { form } = options
  requireIntakeOptions({ ...options, form: form === 'fhir-lines' ? 'fhir' : form })
  const part = createPart(options)
  const ledger = createLedger()
  let pending = NOTHING
  let isBegun = false
  let broken: RefusedRow | undefined
  const begin = (): void => {
    isBegun = true
    const isWide = WIDE_MARKS.some((mark) => mark.every((byte, at) => pending[at] === byte))
    if (isWide) broken = refuse('file', { path: '', kind: 'encoding', words: WIDE_WORDS })
    pending = withoutMark(pending)
  }
  const read = (isEnd: boolean): readonly IdentifiedRow[] => {
    if (!isBegun && pending.length < MARK_BYTES && !isEnd) return []
    if (!isBegun) begin()
    if (broken) return []
    const { rows, used, broken: found } = part.read(pending, isEnd)
    pending = pending.subarray(used)
    for (const row of rows) ledger.note(row)
    broken = found ?? (ledger.size > MAX_SAID ? refuseMuch() : undefined)
    return broken ? [] : rows
  }
  return {
    write(bytes) {
      pending = pending.length === 0 ? bytes : joinBytes([pending, bytes])
      return read(false)
    },
    end: () => read(true),
    get broken() {
      return broken
    },
    get isClear() {
      return ledger.isClear
    },
    judge: (row, at) => ledger.judge(row, at),
  }
}

function createPart({
  form,
  mapping,
  offset,
  terminology = createTerminology(),
}: IntakeStreamOptions): Part {
  switch (form) {
    case 'ndjson':
      return createLinesPart({ terminology, isFhirOnly: false })
    case 'fhir-lines':
      return createLinesPart({ terminology, isFhirOnly: true })
    case 'fhir':
      return createBundlePart({ terminology, isFhirOnly: true })
    case 'csv':
      return createCsvPart(mapping)
    case 'hl7':
      return createHl7Part({ terminology, ...(offset !== undefined && { offset }) })
  }
}

function refuseMuch(): RefusedRow {
  const words = `rows that say at most ${MAX_SAID} things of others: part the file, the rows of one holder together`
  return refuse('file', { path: '', kind: 'too-long', words })
}
