/**
 * What is published: files in a folder, whose names never mean anything else, and an index that says which are the
 * newest. Any web server can serve the folder as it is.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeJson } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import { type EditionIndex, parseEditionIndex } from 'pratique/revocation'
import type { Bytes } from 'pratique/verify'

/** The files that change: what is newest, and the newest bundle by a name that pages can be built with. */
export const INDEX = 'index.json'
export const LATEST_BUNDLE = 'latest.bundle'

/** What a file in the folder may be called. */
export const FILE_NAME: RegExp = /^[a-z0-9][a-z0-9.-]{0,80}\.(cbor|json|zip|bundle)$/

export interface PublishedFile {
  readonly bytes: Bytes
  readonly type: string
  /** Strong: SHA-256 of the bytes. */
  readonly tag: string
  readonly isImmutable: boolean
}

export interface PublishedLists {
  /** @returns `undefined` if there is none of this name */
  read(name: string): PublishedFile | undefined
}

const TYPES: Readonly<Record<string, string>> = {
  cbor: 'application/cbor',
  json: 'application/json',
  zip: 'application/zip',
  bundle: 'application/octet-stream',
}

/** Every type that a published file may have. */
export const FILE_TYPES: readonly string[] = Object.values(TYPES)

/** So many bytes of files are kept ready. */
const MAX_READY_BYTES = 64 * 1024 * 1024

/**
 * Serves a folder. A file is read when it is asked for and has changed: publishing needs no restart.
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
  const ready = new Map<string, { readonly state: string; readonly file: PublishedFile }>()
  const keep = (name: string, state: string, file: PublishedFile): void => {
    ready.delete(name)
    let bytes = file.bytes.length
    for (const [other, kept] of [...ready].toReversed()) {
      bytes += kept.file.bytes.length
      if (bytes > MAX_READY_BYTES) ready.delete(other)
    }
    ready.set(name, { state, file })
  }
  return {
    read(name) {
      if (!FILE_NAME.test(name)) return undefined
      const stat = lstatSync(join(folder, name), { throwIfNoEntry: false })
      if (!stat?.isFile()) return undefined
      const state = `${stat.ino} ${stat.mtimeMs} ${stat.size}`
      const kept = ready.get(name)
      if (kept?.state === state) return kept.file
      const file = readPublished(folder, name)
      keep(name, state, file)
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
