/**
 * The formats that can be issued, loaded as they are needed.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { FormatId } from 'pratique/verify'
import { refuseIdle } from '../require-option.ts'

/** In the order in which they are named. */
const ISSUED: readonly FormatId[] = ['eu-dcc', 'who-icvp', 'smart-health-card', 'vds-nc']

/** @throws {UsageError} `usage.option` */
export function parseIssueFormat(id: string | undefined): FormatId {
  const found = ISSUED.find((each) => each === id)
  if (found) return found
  const words = id === undefined ? '--format is missing: name' : '--format takes'
  throw new UsageError('usage.option', `${words} one of ${ISSUED.join(', ')}`)
}

/** Options that one format alone has a use for. */
const OF_FORMATS: readonly (readonly [option: string, format: FormatId])[] = [
  ['authority', 'vds-nc'],
  ['catalogue', 'who-icvp'],
  ['url', 'smart-health-card'],
]

/** @throws {UsageError} `usage.option` if an option is of another format */
export function refuseOthersOptions(
  format: FormatId,
  values: Readonly<Record<string, unknown>>,
): void {
  const others = OF_FORMATS.filter(([, of]) => of !== format)
  refuseIdle(values, Object.fromEntries(others.map(([name, of]) => [name, `--format ${of}`])))
}
