/**
 * The orders of a file, or why a row of it is none.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import {
  type CsvMapping,
  detectForm,
  INTAKE_FORMS,
  type IntakeForm,
  type IntakeRow,
  MAX_INTAKE_BYTES,
  readCsvMapping,
  readIntake,
} from 'pratique/intake'
import type { Bytes } from 'pratique/verify'
import { readFileBytes, readStdinBytes } from '../inputs/file-bytes.ts'
import { quote } from '../output/visible.ts'
import { refuseIdle } from '../require-option.ts'

/** Values of the options about what comes in. */
export interface IntakeValues {
  readonly from?: string | undefined
  readonly mapping?: string | undefined
  readonly offset?: string | undefined
}

const STDIN = '-'

/**
 * Reads the one input.
 *
 * @throws {UsageError} `usage.input-missing`, `usage.argument`, `usage.option`, and the codes of files
 */
export async function readOrders(
  positionals: readonly string[],
  { from, mapping, offset }: IntakeValues,
): Promise<readonly IntakeRow[]> {
  const [path, ...others] = positionals
  if (path === undefined) {
    throw new UsageError('usage.input-missing', 'name a file of orders, or - for standard input')
  }
  if (others.length > 0) {
    throw new UsageError('usage.argument', 'issue takes one file of orders at a time')
  }
  const form = from === undefined ? undefined : parseForm(from)
  if (form !== undefined && form !== 'csv') refuseIdle({ mapping }, { mapping: '--from csv' })
  const options = {
    ...(mapping !== undefined && { mapping: readMapping(mapping) }),
    ...(offset !== undefined && { offset }),
  }
  const bytes = await readInput(path)
  const found = form ?? (mapping === undefined ? detectForm(bytes) : 'csv')
  if (found !== 'hl7') refuseIdle({ offset }, { offset: 'HL7 messages, and this is none' })
  return readIntake(bytes, { ...options, form: found })
}

/** No more than intake takes. */
async function readInput(path: string): Promise<Bytes> {
  if (path === STDIN) return readStdinBytes(MAX_INTAKE_BYTES)
  return readFileBytes(path, MAX_INTAKE_BYTES)
}

function parseForm(from: string): IntakeForm {
  const form = INTAKE_FORMS.find((each) => each === from)
  if (form) return form
  throw new UsageError('usage.option', `--from takes one of ${INTAKE_FORMS.join(', ')}`)
}

function readMapping(path: string): CsvMapping {
  const { mapping, faults } = readCsvMapping(new TextDecoder().decode(readFileBytes(path)))
  if (mapping) return mapping
  const reasons = faults.map(({ path: at, words }) => (at === '' ? words : `${at}: ${words}`))
  throw new UsageError('usage.argument', `--mapping ${quote(path)}: expected ${reasons.join('; ')}`)
}
