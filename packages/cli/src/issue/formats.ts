/**
 * The formats that can be issued, and what each has a use for.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import {
  type IssuingFormat,
  issueEuDcc,
  issueSmartHealthCard,
  issueVdsNc,
  issueWhoIcvp,
} from 'pratique/issue'
import type { FormatId } from 'pratique/verify'
import { refuseIdle, requireOption } from '../require-option.ts'

/** A format that can be issued. */
export type IssuedFormat = Extract<FormatId, 'eu-dcc' | 'who-icvp' | 'smart-health-card' | 'vds-nc'>

type Load = (catalogue: string | undefined) => Promise<IssuingFormat>

/** How each is had, in the order in which they are named. */
const ISSUED: Readonly<Record<IssuedFormat, Load>> = {
  'eu-dcc': async () => issueEuDcc,
  'who-icvp': loadWhoIcvp,
  'smart-health-card': async () => issueSmartHealthCard,
  'vds-nc': async () => issueVdsNc,
}

/** @throws {UsageError} `usage.option` */
export function parseIssueFormat(id: string | undefined): IssuedFormat {
  if (id !== undefined && isIssued(id)) return id
  const words = id === undefined ? '--format is missing: name' : '--format takes'
  throw new UsageError('usage.option', `${words} one of ${Object.keys(ISSUED).join(', ')}`)
}

function isIssued(id: string): id is IssuedFormat {
  return Object.hasOwn(ISSUED, id)
}

/**
 * Loads a format.
 *
 * @param catalogue value of `--catalogue`
 * @throws {UsageError} `usage.option` if it is missing, `usage.catalogue-file`, and the codes of files
 */
export function loadIssuingFormat(
  format: IssuedFormat,
  catalogue: string | undefined,
): Promise<IssuingFormat> {
  return ISSUED[format](catalogue)
}

async function loadWhoIcvp(catalogue: string | undefined): Promise<IssuingFormat> {
  const words = 'only products of WHO’s catalogue may be stated: name its file'
  const path = requireOption('catalogue', catalogue, words)
  const { readCatalogue } = await import('../load-catalogue.ts')
  return issueWhoIcvp({ catalogue: await readCatalogue(path) })
}

/** Options that one format alone has a use for. */
const OF_FORMATS: readonly (readonly [option: string, format: IssuedFormat])[] = [
  ['authority', 'vds-nc'],
  ['catalogue', 'who-icvp'],
  ['url', 'smart-health-card'],
]

/** @throws {UsageError} `usage.option` if an option is of another format */
export function refuseOthersOptions(
  format: IssuedFormat,
  values: Readonly<Record<string, unknown>>,
): void {
  const others = OF_FORMATS.filter(([, of]) => of !== format)
  refuseIdle(values, Object.fromEntries(others.map(([name, of]) => [name, `--format ${of}`])))
}
