/**
 * Opening of one entry of a small ZIP archive (APPNOTE.TXT 6.3.9).
 *
 * Readers of ZIP differ: some go by the local headers, some by the central directory, some take the
 * first entry of a name and some the last. Here an archive has one meaning or is refused: its parts
 * stand one behind the other without gaps, and both headers of every entry must agree.
 *
 * @module
 */

import { FormatError } from '../errors.ts'
import type { Bytes } from './bytes.ts'
import { crc32 } from './crc32.ts'
import { inflateRaw } from './inflate.ts'
import { readDirectory, type ZipEntry } from './zip-directory.ts'

export interface ZipLimits {
  /** A larger archive is refused unread. */
  readonly maxArchiveBytes: number
  /** A larger entry is refused before it is inflated. */
  readonly maxBytes: number
}

/** DEFLATE can give a thousand times what it takes; no text of use gives a hundred. */
const MAX_RATIO = 100

/**
 * Opens the one entry of that name: stored or deflated, of the announced size and checksum.
 *
 * @throws {FormatError} `format.zip` if there is none, or two, or if the archive is damaged, too
 *   large, encrypted, in the form for large files (ZIP64), or could be read in two ways
 */
export function openZipEntry(archive: Uint8Array, name: string, limits: ZipLimits): Bytes {
  if (archive.length > limits.maxArchiveBytes) {
    throw refusal(`the archive is larger than ${limits.maxArchiveBytes} bytes`)
  }
  const [entry, other] = readDirectory(archive).filter((each) => each.name === name)
  if (!entry) throw refusal(`no entry is named ${name}`)
  if (other) throw refusal(`two entries are named ${name}`)
  if (entry.size > limits.maxBytes) throw refusal(`larger than ${limits.maxBytes} bytes`)
  if (entry.size > MAX_RATIO * entry.compressedSize) throw refusal('compressed beyond belief')
  const bytes = extract(archive, entry)
  if (crc32(bytes) !== entry.crc) throw refusal('the checksum does not match')
  return bytes
}

function extract(
  archive: Uint8Array,
  { isDeflated, start, compressedSize, size }: ZipEntry,
): Bytes {
  const end = start + compressedSize
  if (!isDeflated) {
    if (size !== compressedSize) throw refusal('a stored entry has two sizes')
    return new Uint8Array(archive.subarray(start, end))
  }
  const options = { start, end, maxBytes: size, code: 'format.zip' } as const
  const { bytes, consumed } = inflateRaw(archive, options)
  if (bytes.length !== size || consumed !== compressedSize) {
    throw refusal('the sizes are not those announced')
  }
  return bytes
}

function refusal(reason: string): FormatError {
  return new FormatError('format.zip', reason)
}
