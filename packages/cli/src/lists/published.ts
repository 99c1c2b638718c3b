/**
 * The lists that an issuer has published: files beside its state, to be put on any server as they are.
 *
 * @module
 */

import { join } from 'node:path'
import { PUBLISHED } from '@pratique/node/list-store'
import { readOwnEdition } from '@pratique/node/own-edition'
import { toSignerId } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import {
  type ListFile,
  openListFile,
  type PublishedEdition,
  readListFile,
  type TokenListContent,
  UPDATE_WORDS,
} from 'pratique/revocation'
import type { Bytes, PublicKey } from 'pratique/verify'
import { fs } from '../builtins.ts'
import { named } from '../bundle/named.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { quote } from '../output/visible.ts'

const LIST_NAME = /^list-(\d{1,5})\.cbor$/

const OTHER_KEY =
  'is signed by another key: if it was yours before, name it with --previous-certificate FILE'

/** What a list's newest edition is called, and what came since an earlier one. */
export function listName(list: number): string {
  return `list-${list}.cbor`
}

export function deltaName(list: number, number: number): string {
  return `delta-${list}-${number}.cbor`
}

/** Tells a signed list or delta by its first bytes: nothing else is written over. */
export function isListFile(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd2
}

/**
 * Reads the newest edition of every list that was published, and makes sure that one of the issuer's own
 * keys has signed it: today's, or an earlier one.
 *
 * @throws {UsageError} `usage.lists` if one is damaged, or somebody else's
 */
export async function readPublished(
  folder: string,
  own: readonly PublicKey[],
  now: number,
): Promise<ReadonlyMap<number, PublishedEdition>> {
  const published = new Map<number, PublishedEdition>()
  if (!fs.existsSync(folder)) return published
  for (const name of fs.readdirSync(folder).toSorted()) {
    const [, list] = LIST_NAME.exec(name) ?? []
    if (list === undefined) continue
    const path = join(folder, name)
    const edition = await readOwn(path, readFileBytes(path), own, now)
    const { content } = edition
    if (listName(content.list) !== name) throw foreign(path, 'has the name of another list')
    published.set(content.list, edition)
  }
  return published
}

/**
 * Reads the newest editions in a folder of lists, as they were published from there.
 *
 * @throws {UsageError} `usage.lists` if one is damaged
 */
export function readPublishedFiles(folder: string): readonly TokenListContent[] {
  return readFiles(folder).flatMap((file) => (file.kind === 'list' ? [file.content] : []))
}

/**
 * Makes sure that a key that is to sign certificates has not signed the lists in a folder: a key has one role,
 * and no verifier takes both by it.
 *
 * @throws {UsageError} `usage.issuer` if it has; `usage.lists` if a list is damaged
 */
export function requireOtherKey(folder: string, key: PublicKey): void {
  const id = toSignerId(key)
  if (!readFiles(folder).some(({ signature }) => signature.keyId === id)) return
  throw new UsageError(
    'usage.issuer',
    `the key signs the lists in ${quote(folder)}, and a key has one role: make one for certificates with ` +
      '"keys create"',
  )
}

function readFiles(folder: string): readonly ListFile[] {
  const published = join(folder, PUBLISHED)
  if (!fs.existsSync(published)) return []
  const names = fs.readdirSync(published).filter((name) => LIST_NAME.test(name))
  return names.toSorted().map((name) => {
    const path = join(published, name)
    return named(path, 'usage.lists', () => readListFile(readFileBytes(path)))
  })
}

async function readOwn(
  path: string,
  bytes: Bytes,
  own: readonly PublicKey[],
  now: number,
): Promise<PublishedEdition> {
  const file = named(path, 'usage.lists', () => openListFile(bytes))
  const { held, answer } = await readOwnEdition(file, own, now)
  if (!held) throw foreign(path, answer === 'unknown-key' ? OTHER_KEY : UPDATE_WORDS[answer])
  return held
}

function foreign(path: string, words: string): UsageError {
  return new UsageError('usage.lists', `${quote(path)} ${words}`)
}
