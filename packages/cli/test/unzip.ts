/**
 * Opening of the archives of the corpus, for tests alone: as loosely as can be.
 *
 * @module
 */

import { inflateRawSync } from 'node:zlib'

/** Where a local file header has its lengths (APPNOTE §4.3.7). */
const NAME_LENGTH = 26
const EXTRA_LENGTH = 28
const HEADER_BYTES = 30

/** The text of the first entry of an archive in Base64. */
export function unzip(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  const start = HEADER_BYTES + bytes.readUInt16LE(NAME_LENGTH) + bytes.readUInt16LE(EXTRA_LENGTH)
  return inflateRawSync(bytes.subarray(start)).toString('utf8')
}
