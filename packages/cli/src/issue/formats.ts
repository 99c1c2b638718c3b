/**
 * The formats that can be issued, loaded as they are needed.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { FormatId } from 'pratique/verify'

/** In the order in which they are named. */
const ISSUED: readonly FormatId[] = ['eu-dcc', 'who-icvp', 'smart-health-card', 'vds-nc']

/** @throws {UsageError} `usage.option` */
export function parseIssueFormat(id: string | undefined): FormatId {
  const found = ISSUED.find((each) => each === id)
  if (found) return found
  const words = id === undefined ? '--format is missing: name' : '--format takes'
  throw new UsageError('usage.option', `${words} one of ${ISSUED.join(', ')}`)
}
