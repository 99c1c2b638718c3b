/**
 * The orders of a file, or why a row of it is none.
 *
 * @module
 */

import { decodeJson } from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'
import {
  INTAKE_FORMS,
  type IntakeForm,
  type IntakeRow,
  parseCsvMapping,
  readIntake,
} from 'pratique/intake'
import { named } from '../bundle/named.ts'
import { readFileBytes, readStdinBytes } from '../inputs/file-bytes.ts'

/** Values of the options about what comes in. */
export interface IntakeValues {
  readonly from?: string | undefined
  readonly mapping?: string | undefined
  readonly offset?: string | undefined
}

const STDIN = '-'
/** What intake reads at most, and then says so by itself. */
const MAX_BYTES = 128 * 1024 * 1024

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
  const options = {
    ...(from !== undefined && { form: parseForm(from) }),
    ...(mapping !== undefined && { mapping: readMapping(mapping) }),
    ...(offset !== undefined && { offset }),
  }
  const bytes = path === STDIN ? await readStdinBytes(MAX_BYTES) : readFileBytes(path, MAX_BYTES)
  return readIntake(bytes, options)
}

function parseForm(from: string): IntakeForm {
  const form = INTAKE_FORMS.find((each) => each === from)
  if (form) return form
  throw new UsageError('usage.option', `--from takes one of ${INTAKE_FORMS.join(', ')}`)
}

function readMapping(path: string) {
  return named(path, 'usage.argument', () => {
    try {
      return parseCsvMapping(decodeJson(readFileBytes(path)).value)
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw cause
      throw new UsageError('usage.argument', `expected a mapping as JSON: ${cause.message}`, {
        cause,
      })
    }
  })
}
