/**
 * What is published: files in a folder, whose names never mean anything else, and an index that says which are the
 * newest. Any web server can serve the folder as it is.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeJson } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import { type EditionIndex, parseEditionIndex } from 'pratique/revocation'

/** The files that change: what is newest, and the newest bundle by a name that pages can be built with. */
export const INDEX = 'index.json'
export const LATEST_BUNDLE = 'latest.bundle'

/** What a file in the folder may be called. */
export const FILE_NAME: RegExp = /^[a-z0-9][a-z0-9.-]{0,80}\.(cbor|json|zip|bundle)$/

export interface PublishedFile {
  readonly bytes: Uint8Array
  readonly type: string
  /** Strong: SHA-256 of the bytes. */
  readonly tag: string
  readonly isImmutable: boolean
}

export interface PublishedLists {
  /** @returns `undefined` if there is none of this name */
  read(name: string): PublishedFile | undefined
  names(): readonly string[]
}

const TYPES: Readonly<Record<string, string>> = {
  cbor: 'application/cbor',
  json: 'application/json',
  zip: 'application/zip',
  bundle: 'application/octet-stream',
}

/** Every type that a published file may have. */
export const FILE_TYPES: readonly string[] = Object.values(TYPES)

/** So many files whose names never mean anything else are kept ready. */
const MOST_READY = 32

/**
 * Serves a folder. A file is read when it is asked for: publishing needs no restart.
 *
 * @throws {UsageError} `usage.config` if there is no such folder
 */
export function createPublishedLists(folder: string): PublishedLists {
  if (!existsSync(folder)) {
    throw new UsageError(
      'usage.config',
      'lists.folder: there is no such folder: start an issuer first, which makes it',
    )
  }
  const ready = new Map<string, PublishedFile>()
  const names = (): readonly string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && FILE_NAME.test(entry.name))
      .map(({ name }) => name)
      .toSorted()
  return {
    names,
    read(name) {
      const kept = ready.get(name)
      if (kept) return kept
      if (!FILE_NAME.test(name) || !names().includes(name)) return undefined
      const file = readPublished(folder, name)
      if (!file.isImmutable) return file
      const [oldest] = ready.keys()
      if (oldest !== undefined && ready.size >= MOST_READY) ready.delete(oldest)
      ready.set(name, file)
      return file
    },
  }
}

/**
 * Reads the index of a folder. One that was never written is empty; of one that cannot be read nothing is guessed.
 *
 * @throws {UsageError} `usage.lists`
 */
export function readEditionIndex(folder: string): EditionIndex {
  const path = join(folder, INDEX)
  if (!existsSync(path)) return { lists: [] }
  const words = 'the index of published lists cannot be read: put it back'
  try {
    return parseEditionIndex(decodeJson(new Uint8Array(readFileSync(path))).value)
  } catch (cause) {
    throw new UsageError('usage.lists', words, { cause })
  }
}

function readPublished(folder: string, name: string): PublishedFile {
  const bytes = new Uint8Array(readFileSync(join(folder, name)))
  const digest = createHash('sha256').update(bytes).digest('base64url')
  return {
    ...{ bytes, tag: `"${digest}"`, isImmutable: name !== INDEX && name !== LATEST_BUNDLE },
    type: TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
  }
}
