/**
 * The catalogue of products that ICVPs are looked up in, from a file that the user gives.
 *
 * @module
 */

import { decodeJson } from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'
import type { Format } from 'pratique/verify'
import type { ProductCatalogue } from 'pratique/who-icvp'
import { readFileBytes } from './inputs/file-bytes.ts'
import { quote } from './output/visible.ts'

/** WHO's has some 170,000 characters, most of them its narrative. */
const MAX_CHARACTERS = 8 * 1024 * 1024

/**
 * Gives the formats that look products up a catalogue; the others stay as they are.
 *
 * @param path value of `--catalogue`
 * @throws {UsageError} `usage.catalogue-file`, and the codes of files
 */
export async function withCatalogue(
  formats: readonly Format[],
  path: string,
): Promise<readonly Format[]> {
  const catalogue = await readCatalogue(path)
  const { createWhoIcvp } = await import('pratique/who-icvp')
  const icvp = createWhoIcvp({ catalogue })
  return formats.map((format) => (format.id === icvp.id ? icvp : format))
}

/**
 * Reads a catalogue.
 *
 * @param path value of `--catalogue`
 * @throws {UsageError} `usage.catalogue-file`, and the codes of files
 */
export async function readCatalogue(path: string): Promise<ProductCatalogue> {
  const bytes = readFileBytes(path)
  const { parseProductCatalogue } = await import('pratique/who-icvp')
  try {
    return parseProductCatalogue(decodeJson(bytes, { maxCharacters: MAX_CHARACTERS }).value)
  } catch (cause) {
    if (!(cause instanceof UsageError || cause instanceof FormatError)) throw cause
    const message = `--catalogue ${quote(path)}: ${cause.message}`
    throw new UsageError('usage.catalogue-file', message, { cause })
  }
}
