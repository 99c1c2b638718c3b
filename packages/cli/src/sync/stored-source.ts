/**
 * A source as it lies in the data folder: its files, and beside them what is known of their coming.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import type { DataFolder } from '@pratique/node/data-folder'
import { createObjectReader, decodeJson, type JsonValue, oneOf, text } from 'pratique/codecs'
import { FormatError, UnavailableError } from 'pratique/errors'
import { SOURCE_KINDS, type SourceFiles, type SourceImport, type SourceKind } from 'pratique/trust'
import type { Bytes, Framework } from 'pratique/verify'
import { toTime } from '../output/dates.ts'
import type { Validators } from './fetch-file.ts'
import { type Pins, parsePins, writePins } from './pins.ts'
import { DEFAULT_SOURCES } from './sources.ts'

/** A file of a source, as it was last fetched. */
export interface StoredFile extends Validators {
  readonly name: string
  readonly url: string
  readonly bytes: Bytes
}

/** What is held of a source. Times in seconds since the epoch. */
export interface StoredSource {
  readonly name: string
  readonly kind: SourceKind
  /** When all of it was last found as it is. */
  readonly fetchedAt: number
  /** The oldest date under a signature; absent: nobody signs a date. */
  readonly signedAt?: number
  /** Whether that signature is by a key whose origin is recorded. */
  readonly isSigned: boolean
  readonly frameworks: readonly Framework[]
  /** How many records it came to, and how many of them are anchored. */
  readonly keys: number
  readonly anchored: number
  readonly files: readonly StoredFile[]
  /** What it was verified with: it must come to the same when it is read again. */
  readonly pins: Pins
}

/** Beside the files of the source, none of which is called so. */
const FACTS = 'source.json'

const VERSION = 1

/** Reads what is held of a source: what `importSource` made sense of when it was stored. */
export function toSourceFiles({ files }: Pick<StoredSource, 'files'>): SourceFiles {
  return new Map(files.map(({ name, bytes }) => [name, bytes]))
}

/**
 * Reads a source from the data folder.
 *
 * @returns `undefined` if there is none
 * @throws {UnavailableError} `unavailable.data-folder` if it is damaged
 */
export function readStoredSource(folder: DataFolder, name: string): StoredSource | undefined {
  const files = folder.readFiles(`sources/${name}`)
  if (!files) return undefined
  try {
    const facts = files.get(FACTS)
    return facts && parseFacts(decodeJson(facts).value, files)
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new UnavailableError('unavailable.data-folder', cause.message, { cause })
  }
}

/** Puts a source in the place of what is held of it, all of it at once. Only under the lock. */
export function storeSource(folder: DataFolder, source: StoredSource): void {
  const { files, fetchedAt, signedAt, pins, ...facts } = source
  const json = {
    version: VERSION,
    ...facts,
    fetchedAt: toTime(fetchedAt),
    ...(signedAt !== undefined && { signedAt: toTime(signedAt) }),
    pins: writePins(pins),
    files: files.map(({ bytes, ...file }) => ({ ...file, sha256: sha256Of(bytes) })),
  }
  const stored = new Map(files.map(({ name, bytes }) => [name, bytes]))
  stored.set(FACTS, new TextEncoder().encode(`${JSON.stringify(json, undefined, 2)}\n`))
  folder.replaceFiles(`sources/${source.name}`, stored)
}

/** What is held of a source once it was imported. */
export function toStoredSource(
  imported: SourceImport,
  facts: Pick<StoredSource, 'name' | 'files' | 'fetchedAt'>,
): Omit<StoredSource, 'pins'> {
  const { kind, records, lists, signedAt, isSigned } = imported
  const frameworks = new Set<Framework>([...records, ...lists].map(({ framework }) => framework))
  return {
    ...facts,
    kind,
    ...(signedAt !== undefined && { signedAt }),
    isSigned,
    frameworks: [...frameworks].toSorted(),
    keys: records.length,
    anchored: records.filter(({ evidence }) => evidence === 'anchored').length,
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function parseFacts(json: JsonValue, files: ReadonlyMap<string, Bytes>): StoredSource {
  const issues: string[] = []
  const reader = createObjectReader(json, FACTS, issues)
  reader.required('version', String(VERSION), (value) => (value === VERSION ? value : undefined))
  const name = reader.required('name', 'a text', text)
  const kind = reader.required('kind', 'a kind of source', oneOf(SOURCE_KINDS))
  const fetchedAt = reader.required('fetchedAt', 'a time', time)
  const signedAt = reader.optional('signedAt', 'a time', time)
  const isSigned = reader.required('isSigned', 'true or false', boolean)
  const frameworks = reader.array('frameworks', 'networks', framework)
  const keys = reader.required('keys', 'a number', count)
  const anchored = reader.required('anchored', 'a number', count)
  const pins = reader.required('pins', 'what is pinned', (value) => parsePins(value, issues))
  const stored = reader.array('files', 'files', (value) => parseFile(value, files, issues))
  reader.finish()
  const isWhole =
    name !== undefined &&
    kind !== undefined &&
    fetchedAt !== undefined &&
    isSigned !== undefined &&
    frameworks !== undefined &&
    keys !== undefined &&
    anchored !== undefined &&
    pins !== undefined &&
    stored !== undefined
  if (issues.length > 0 || !isWhole) throw new FormatError('format.json', issues.join('; '))
  const facts = { name, kind, fetchedAt, isSigned, frameworks, keys, anchored, files: stored }
  return { ...facts, ...(signedAt !== undefined && { signedAt }), pins }
}

function parseFile(
  json: JsonValue,
  files: ReadonlyMap<string, Bytes>,
  issues: string[],
): StoredFile | undefined {
  const reader = createObjectReader(json, 'files', issues)
  const name = reader.required('name', 'a text', text) ?? ''
  const url = reader.required('url', 'a text', text) ?? ''
  const etag = reader.optional('etag', 'a text', text)
  const lastModified = reader.optional('lastModified', 'a text', text)
  reader.required('sha256', 'that of the file', (value) => {
    return value === sha256Of(files.get(name) ?? new Uint8Array()) ? value : undefined
  })
  reader.finish()
  const bytes = files.get(name)
  if (!bytes) return undefined
  return {
    name,
    url,
    bytes,
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  }
}

function time(value: JsonValue): number | undefined {
  const milliseconds = Date.parse(text(value) ?? '')
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000
}

function boolean(value: JsonValue): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function count(value: JsonValue): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}

function framework(value: JsonValue): Framework | undefined {
  const isKnown = (name: string): name is Framework => Object.hasOwn(DEFAULT_SOURCES.limits, name)
  return typeof value === 'string' && isKnown(value) ? value : undefined
}
