/**
 * The keys that this machine holds, or that a file holds, as a list to look at and to compare.
 *
 * @module
 */

import { basename } from 'node:path'
import { nodeCrypto } from '@pratique/node/crypto'
import { findDataFolder, openDataFolder } from '@pratique/node/data-folder'
import { type Denial, isBundleFile, readBundleFile, readRecords } from 'pratique/bundle'
import { FormatError, UsageError } from 'pratique/errors'
import { createTrustStore, importSource, type TrustRecord } from 'pratique/trust'
import { FRAMEWORKS, type PublicKey } from 'pratique/verify'
import { readSpecimens } from '../built-in.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { collectSources, SOURCES_FOLDER } from './collect.ts'
import { findExistingDataFolder } from './data-dir.ts'
import { loadHeld, type UsedBundle } from './load-held.ts'
import { type PinOptions, readPins } from './pinned.ts'
import { recogniseSource } from './recognise.ts'

/** What is held. */
export interface HeldRecords {
  /** What is denied here is `withdrawn`, whatever its list says. */
  readonly records: readonly TrustRecord[]
  readonly denied: readonly Denial[]
  /** What there is, in the order in which it is asked. */
  readonly bundles: readonly UsedBundle[]
}

/** Reads all keys that a verification would find. */
export async function readHeldRecords(dataDir: string | undefined): Promise<HeldRecords> {
  const dataFolder = findExistingDataFolder(dataDir)
  const held = await loadHeld({ frameworks: FRAMEWORKS, dataFolder })
  const all = [...readSpecimens().records, ...held.shelves.flatMap((shelf) => shelf.all())]
  const denied = toDistinct(held.denied)
  return { records: withDenials(all, denied), denied, bundles: held.bundles }
}

/** One that was made here is in the bundle of this machine, too. */
function toDistinct(denied: readonly Denial[]): readonly Denial[] {
  return [
    ...new Map(
      denied.map((each) => [JSON.stringify([each.at, each.keyId, each.reason]), each]),
    ).values(),
  ]
}

/** As a store has it: a denied key, and what a denied authority has issued. Each record once. */
function withDenials(
  records: readonly TrustRecord[],
  denied: readonly Denial[],
): readonly TrustRecord[] {
  const store = createTrustStore({ records, denied: denied.map(({ key }) => key) })
  const distinct = new Map(records.map((record) => [toText(record), record]))
  return [...distinct.values()].map((record) => {
    const { framework, keyId, role = 'signer', key } = record
    if (role === 'revoker') {
      return store.isDenied(key) ? { ...record, status: 'withdrawn' } : record
    }
    const found =
      role === 'authority'
        ? store.findAuthorities(framework, keyId)
        : store.findKeys(framework, keyId)
    const own = found.find(({ trusted }) => isSameKey(trusted.key, key))
    return own?.trusted.isWithdrawn ? { ...record, status: 'withdrawn' } : record
  })
}

function toText({ key, ...record }: TrustRecord): string {
  return JSON.stringify([Buffer.from(key.spki).toString('base64'), record])
}

function isSameKey(a: PublicKey, b: PublicKey): boolean {
  return Buffer.compare(a.spki, b.spki) === 0
}

/** What stands for all that is held, in place of a file. */
const HELD = 'held'

/** Keys of a list. */
export interface ReadRecords {
  readonly records: readonly TrustRecord[]
  /** Whether it is a list without what its trust anchor has signed, so that its evidence says little. */
  readonly isBare: boolean
}

function whole(records: readonly TrustRecord[]): ReadRecords {
  return { records, isBare: false }
}

/**
 * Reads the keys of a bundle, of a file of keys, of a source that is held by its name, or of all that
 * is held.
 *
 * @throws {UsageError} if there is no such thing, or it cannot be read
 */
export async function readRecordsOf(
  argument: string,
  options: PinOptions & { readonly dataDir: string | undefined },
): Promise<ReadRecords> {
  if (argument === HELD) return whole((await readHeldRecords(options.dataDir)).records)
  const ofSource = await readSource(argument, options.dataDir)
  if (ofSource) return whole(ofSource)
  const bytes = readFileBytes(argument)
  try {
    if (isBundleFile(bytes)) return whole(readRecords(readBundleFile(bytes)))
    const given = [{ name: basename(argument), bytes }]
    const { kind, files } = recogniseSource(given, options.signers.length > 0)
    const { records } = await importSource(kind, files, {
      ...readPins(kind, options),
      crypto: nodeCrypto,
    })
    return { records, isBare: kind === 'gdhcn' }
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new UsageError('usage.trust-file', `it cannot be read: ${cause.message}`, { cause })
  }
}

/** @returns `undefined` if no source of this name is held */
async function readSource(
  name: string,
  dataDir: string | undefined,
): Promise<readonly TrustRecord[] | undefined> {
  const path = findExistingDataFolder(dataDir)
  if (path === undefined) return undefined
  const folder = openDataFolder(findDataFolder(path))
  if (!folder.list(SOURCES_FOLDER).includes(name)) return undefined
  const { sources, faults } = await collectSources(folder, [name])
  const [fault] = faults
  if (fault) throw new UsageError('usage.trust-file', fault.reason)
  return sources.flatMap(({ imported }) => imported.records)
}
