/**
 * Who must sign bundles: as a file, and as it is pinned in the data folder.
 *
 * @module
 */

import type { DataFolder } from '@pratique/node/data-folder'
import { parseQuorum, type Quorum, toSignerId, writeQuorum } from 'pratique/bundle'
import { decodeJson } from 'pratique/codecs'
import { PratiqueError, UnavailableError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { named } from './named.ts'

/** In the data folder. */
export const QUORUM_FILE = 'quorum.json'

/**
 * Reads a quorum from a file.
 *
 * @throws {UsageError} `usage.quorum`, and the codes of files
 */
export function readQuorum(path: string): Quorum {
  const bytes = readFileBytes(path)
  return named(path, 'usage.quorum', () => parse(bytes))
}

/** Writes a quorum as the content of a file. */
export function encodeQuorum(quorum: Quorum): Bytes {
  return new TextEncoder().encode(`${JSON.stringify(writeQuorum(quorum), undefined, 2)}\n`)
}

/**
 * Reads the quorum that was pinned. One that cannot be read is an error: without it anybody's quorum
 * would do.
 *
 * @returns `undefined` if none was
 * @throws {UnavailableError} `unavailable.data-folder`
 */
export function readPinned(folder: DataFolder): Quorum | undefined {
  const bytes = folder.readFile(QUORUM_FILE)
  try {
    return bytes && parse(bytes)
  } catch (cause) {
    if (!(cause instanceof PratiqueError)) throw cause
    throw new UnavailableError(
      'unavailable.data-folder',
      `${QUORUM_FILE} in the data folder is damaged: put the quorum that was pinned there again`,
      { cause },
    )
  }
}

/** Pins a quorum. Only under the lock. */
export function pin(folder: DataFolder, quorum: Quorum): void {
  folder.writeFile(QUORUM_FILE, encodeQuorum(quorum))
}

/** Tells whether two quorums ask for the same. What their keys are called does not matter. */
export function isSameQuorum(one: Quorum, other: Quorum): boolean {
  const [first, second] = [one, other].map(({ threshold, keys }) =>
    [threshold, ...keys.map(({ key }) => key.spki.toString()).toSorted()].join(' '),
  )
  return first === second
}

/** A quorum in words: `2 of 3: airport (…), ministry (…), port (…)`. */
export function quorumInWords({ threshold, keys }: Quorum): string {
  const names = keys.map(({ name, key }) => `${name} (${toSignerId(key)})`)
  return `${threshold} of ${keys.length}: ${names.join(', ')}`
}

/** The same for JSON. */
export function quorumToJson({ threshold, keys }: Quorum): object {
  return { threshold, signers: keys.map(({ name, key }) => ({ name, signer: toSignerId(key) })) }
}

function parse(bytes: Bytes): Quorum {
  return parseQuorum(decodeJson(bytes).value)
}
