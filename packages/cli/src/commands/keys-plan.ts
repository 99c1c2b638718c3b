/**
 * `pratique keys plan`: by when the next keys must be there.
 *
 * @module
 */

import { join } from 'node:path'
import { UsageError } from 'pratique/errors'
import { type Certificate, planKeys } from 'pratique/keys'
import { fs } from '../builtins.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { DIFFERENCES } from '../exit-codes.ts'
import { missingFile } from '../inputs/file-bytes.ts'
import { readCertificates } from '../keys/certificate-files.ts'
import { toPlanJson, writePlan } from '../keys/plan-report.ts'
import { quote, toJsonLine } from '../output/visible.ts'
import { parseTime } from '../times.ts'

export const USAGE = `Usage: pratique keys plan PATH… [OPTION…]

Reads the certificates of an issuer's keys, of files or of the folders that they are in, and tells by
when the next key of each role must be there, be published and sign. A key stops to sign when its
signing period ends, or earlier: what it signs last must end before its certificate does.

Options
  --lifetime-days N   how long the longest certificate lasts that is issued. Default: 365
  --lead-days N       from handing a key in until verifiers have it. Default: 30
  --making-days N     from making a key until it is certified. Default: 30
  --per-year N        how many certificates are issued in a year: then it is told how many a key serves
  --at TIME           as if it were then
  --json              one JSON object for each role, a line each, and nothing else
  --help              this text

Exit codes
  0 nothing is overdue   1 something is: act today   2 it could not be planned   70 a bug of ours

Examples
  pratique keys plan .
  pratique keys plan sca.crt dsc-*.crt --lifetime-days 180 --per-year 40000
`

const OPTIONS = {
  'lifetime-days': { type: 'string' },
  'lead-days': { type: 'string' },
  'making-days': { type: 'string' },
  'per-year': { type: 'string' },
  at: { type: 'string' },
  json: { type: 'boolean' },
} as const

const CERTIFICATE_FILE = /\.(?:pem|crt|cer|der)$/i
const MAX_NUMBER = 1_000_000_000

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    if (positionals.length === 0) {
      throw new UsageError('usage.argument', 'keys plan takes files or folders of certificates')
    }
    const now = values.at === undefined ? io.now() : parseTime('--at', values.at)
    const yearly = parseNumber('per-year', values['per-year'])
    const options = {
      now,
      lifetimeDays: parseNumber('lifetime-days', values['lifetime-days']) ?? 365,
      leadDays: parseNumber('lead-days', values['lead-days']) ?? 30,
      makingDays: parseNumber('making-days', values['making-days']) ?? 30,
      ...(yearly !== undefined && { yearly }),
    }
    const certificates = positionals.flatMap(readPath)
    const lines = planKeys(certificates, options)
    if (lines.length === 0) {
      const words = 'there is no certificate of an authority or a signer: name where they are'
      throw new UsageError('usage.certificate', words)
    }
    if (values.json) for (const line of toPlanJson(lines)) io.out(toJsonLine(line))
    else io.out(writePlan(lines, now))
    return lines.some(({ faults }) => faults.length > 0) ? DIFFERENCES : 0
  },
)

/** Of a folder the files that may be of certificates; keys and requests that lie there are passed over. */
function readPath(path: string): readonly Certificate[] {
  const stats = fs.statSync(path, { throwIfNoEntry: false })
  if (!stats) throw missingFile(path)
  if (!stats.isDirectory()) return readNamed(path)
  const names = fs.readdirSync(path).filter((name) => CERTIFICATE_FILE.test(name))
  return names
    .toSorted()
    .map((name) => join(path, name))
    .filter((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true)
    .flatMap(readCertificates)
}

/** A file that is named has a certificate. */
function readNamed(path: string): readonly Certificate[] {
  const certificates = readCertificates(path)
  if (certificates.length > 0) return certificates
  throw new UsageError('usage.certificate', `${quote(path)} holds no certificate`)
}

function parseNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (/^\d+$/.test(text) && number <= MAX_NUMBER) return number
  throw new UsageError('usage.option', `--${name} is a number, such as 30`)
}
