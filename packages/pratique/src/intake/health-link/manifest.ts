/**
 * The manifest of a health link: which files there are ("SMART Health Link Manifest File").
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { parseJson } from '../../json/parse.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonValue } from '../../json/value.ts'
import { type LinkRules, readLinkAddress } from '../../model/link-address.ts'
import { toMediaType } from './link-file.ts'

/** One file of a manifest. */
export interface ManifestEntry {
  /** Without parameters, in lower case. */
  readonly contentType: string
  /** The encrypted file itself. Counts before `location`: what is here need not be asked for. */
  readonly embedded?: string
  /** Where it is, for an hour at most and perhaps for one request: a secret. */
  readonly location?: string
}

/** Enough for a family's; each may take as long as a file may. */
const MAX_FILES = 20
/** All of them embedded, in the size that is asked for, and some that are larger. */
export const MAX_MANIFEST_BYTES: number = 4 * 1024 * 1024

/**
 * Reads a manifest. Members that are not known are ignored.
 *
 * @throws {FormatError} `format.json`, or `format.link` if it is not as prescribed, leads to an
 *   address that no link leads to, or has more files than Pratique takes
 */
export function readManifest(text: string, rules: LinkRules = {}): readonly ManifestEntry[] {
  const manifest = parseJson(text, { maxCharacters: MAX_MANIFEST_BYTES })
  const files = isJsonObject(manifest) ? member(manifest, 'files') : undefined
  if (!Array.isArray(files) || files.length === 0 || files.length > MAX_FILES) {
    throw new FormatError('format.link', `expected 1 to ${MAX_FILES} files`)
  }
  return files.map((file: JsonValue) => readManifestEntry(file, rules))
}

/**
 * Reads one entry of a manifest: `embedded`, `location`, or both.
 *
 * @throws {FormatError} `format.link`
 */
export function readManifestEntry(entry: JsonValue, rules: LinkRules = {}): ManifestEntry {
  if (!isJsonObject(entry)) throw new FormatError('format.link', 'a file is not an object')
  const contentType = stringMember(entry, 'contentType')
  if (!contentType) throw new FormatError('format.link', 'contentType is missing')
  for (const name of ['embedded', 'location']) {
    const value = member(entry, name)
    if (value !== undefined && typeof value !== 'string') {
      throw new FormatError('format.link', `${name} is not text`)
    }
  }
  const embedded = stringMember(entry, 'embedded')
  const location = stringMember(entry, 'location')
  if (embedded === undefined && location === undefined) {
    throw new FormatError('format.link', 'a file has neither embedded nor location')
  }
  if (location !== undefined) readLinkAddress(location, rules)
  return {
    contentType: toMediaType(contentType),
    ...(embedded !== undefined && { embedded }),
    ...(location !== undefined && { location }),
  }
}
