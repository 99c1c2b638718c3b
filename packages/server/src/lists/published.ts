/**
 * What is published: files in a folder, whose names never mean anything else, and an index that says which are the
 * newest. Any web server can serve the folder as it is.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The one file that changes. */
export const INDEX = 'index.json'

/** What a file in the folder may be called. */
export const FILE_NAME: RegExp = /^[a-z0-9][a-z0-9.-]{0,80}\.(cbor|json|zip)$/

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
}

/** Serves a folder. A file is read when it is asked for: publishing needs no restart. */
export function createPublishedLists(folder: string): PublishedLists {
  const names = (): readonly string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && FILE_NAME.test(entry.name))
      .map(({ name }) => name)
      .toSorted()
  return {
    names,
    read(name) {
      if (!FILE_NAME.test(name) || !names().includes(name)) return undefined
      const bytes = new Uint8Array(readFileSync(join(folder, name)))
      const digest = createHash('sha256').update(bytes).digest('base64url')
      return {
        ...{ bytes, tag: `"${digest}"`, isImmutable: name !== INDEX },
        type: TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      }
    },
  }
}
