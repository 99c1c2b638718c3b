/**
 * The index of an authority's published files: which editions are the newest, and by which files whoever holds an
 * earlier one goes on. Nobody has signed it: it proposes files, and their signatures decide.
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonValue } from '../../json/value.ts'
import type { HeldList } from './update.ts'

/** What is newest. */
export interface EditionIndex {
  readonly lists: readonly EditionEntry[]
  /** Absent: this authority publishes none. */
  readonly bundle?: BundleEntry
}

/** The newest edition of a list. */
export interface EditionEntry {
  readonly list: number
  readonly number: number
  readonly file: string
  /** SHA-256 of the file, lower-case hex. */
  readonly digest: string
  /** What came with each of the last editions, the oldest first: by them who holds an earlier one goes on. */
  readonly deltas: readonly string[]
}

/** The newest bundle. */
export interface BundleEntry {
  readonly number: number
  readonly file: string
  /** SHA-256 of the file, lower-case hex. */
  readonly digest: string
}

/** A name in the folder of the index: it leads nowhere else. */
const NAME = /^[a-z0-9][a-z0-9.-]{0,80}\.(cbor|bundle)$/
const DIGEST = /^[0-9a-f]{64}$/
const MAX_LISTS = 1024
const MAX_DELTAS = 64

/**
 * Parses an index. Members that are not known are passed over.
 *
 * @throws {FormatError} `format.json` if it is of another form
 */
export function parseEditionIndex(json: JsonValue): EditionIndex {
  const lists = isJsonObject(json) ? member(json, 'lists') : undefined
  if (!Array.isArray(lists) || lists.length > MAX_LISTS) return refuse()
  const bundle = isJsonObject(json) ? member(json, 'bundle') : undefined
  return {
    lists: lists.map(parseEntry),
    ...(bundle !== undefined && { bundle: parseBundle(bundle) }),
  }
}

function parseEntry(json: JsonValue): EditionEntry {
  const deltas = isJsonObject(json) ? member(json, 'deltas') : undefined
  if (!isJsonObject(json) || !Array.isArray(deltas) || deltas.length > MAX_DELTAS) return refuse()
  return {
    ...parseBundle(json),
    list: readCount(member(json, 'list')),
    deltas: deltas.map(readName),
  }
}

function parseBundle(json: JsonValue): BundleEntry {
  if (!isJsonObject(json)) return refuse()
  const digest = stringMember(json, 'digest') ?? ''
  if (!DIGEST.test(digest)) return refuse()
  return { number: readCount(member(json, 'number')), file: readName(member(json, 'file')), digest }
}

function readCount(value: JsonValue | undefined): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : refuse()
}

function readName(value: JsonValue | undefined): string {
  return typeof value === 'string' && NAME.test(value) ? value : refuse()
}

function refuse(): never {
  throw new FormatError('format.json', 'expected an index of published lists')
}

/**
 * The files by which what is held comes to the newest edition: none, the deltas between, or the whole list where there
 * are not all of them.
 *
 * @param held of that list; absent: nothing is
 */
export function findNeededFiles(
  { number, file, deltas }: EditionEntry,
  held: HeldList | undefined,
): readonly string[] {
  const behind = number - (held?.content.number ?? Number.NEGATIVE_INFINITY)
  if (behind <= 0) return []
  const isChain = behind <= deltas.length && held?.missing === undefined
  return isChain ? deltas.slice(-behind) : [file]
}
