/**
 * The identity document beside a certificate: the machine-readable zone in a file.
 *
 * @module
 */

import { compareWithMrz, readMrz } from 'pratique/document'
import { UsageError } from 'pratique/errors'
import { toText, type VerifyContext } from 'pratique/verify'
import { quote } from '../output/visible.ts'
import { readFileBytes } from './file-bytes.ts'

/** Three lines, and what may stand between them. */
const MAX_BYTES = 1000

/**
 * Reads a zone, and compares holders with it.
 *
 * @param path value of `--mrz`
 * @param now seconds since the epoch
 * @throws {UsageError} `usage.option` with the places of all that is wrong with the zone, and the codes of files
 */
export function readDocument(path: string, now: number): NonNullable<VerifyContext['document']> {
  const text = toText(readFileBytes(path, MAX_BYTES))
  const read = readMrz(text, { year: new Date(now * 1000).getUTCFullYear() })
  if (read.kind === 'refused') {
    const faults = read.faults.map(({ line, from, to, expected }) => {
      const place = from === to ? `character ${from}` : `characters ${from} to ${to}`
      return `line ${line}, ${place}: expected ${expected}`
    })
    throw new UsageError('usage.option', `--mrz ${quote(path)}: ${faults.join('; ')}`)
  }
  return (holder) => compareWithMrz(holder, read.mrz)
}
