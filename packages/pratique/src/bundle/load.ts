/**
 * Loading a bundle: from its file to all that a verifier is given.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { FormatError, UsageError } from '../errors.ts'
import { readCrlLists } from '../intake/crl-lists.ts'
import { readRevocations } from '../intake/revocations.ts'
import { importTrustFile } from '../intake/trust-file.ts'
import { isJsonObject, stringMember } from '../json/read.ts'
import type { JsonValue } from '../json/value.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import type { PublicKey } from '../keys/public-key.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import { FRAMEWORKS, type Framework } from '../model/format.ts'
import type { RevocationList } from '../revocation/list.ts'
import type { TrustList } from '../trust/record.ts'
import { type Shelf, takeRecords } from '../trust/shelf-store.ts'
import { createTrustStore, type TrustStore } from '../trust/store.ts'
import { type AcceptOptions, acceptBundle } from './accept.ts'
import type { BundleManifest, CarriedRevocations } from './content.ts'
import { type Digest, readBundleFile, readSection } from './file.ts'
import { toDatedLists } from './freshness.ts'
import type { Quorum } from './quorum.ts'

export interface LoadOptions
  extends Partial<Pick<AcceptOptions, 'crypto' | 'held' | 'leastNumber'>> {
  /**
   * Who must have signed it; `nobody` for a bundle that the caller has built, or has accepted before,
   * and that nobody else could have changed since.
   */
  readonly signedBy: Quorum | 'nobody'
  /** Only these networks. Their keys come to the same as with all. Default: all. */
  readonly frameworks?: readonly Framework[]
  /** How long lists may be relied on, in days, by network. Default: `MAX_AGE_DAYS`. */
  readonly maxAgeDays?: Readonly<Partial<Record<Framework, number>>>
  /** SHA-256 of the platform, if it answers at once; ours is slower. */
  readonly digest?: Digest
}

/** What is in a bundle, for whoever puts it together with other records. */
export interface OpenedBundle {
  readonly manifest: BundleManifest
  /** The records of the networks, each network's in a shelf of its own. */
  readonly shelves: readonly Shelf[]
  readonly lists: readonly TrustList[]
  readonly denied: readonly PublicKey[]
  readonly revocation: readonly RevocationList[]
}

/** What a verifier is given: `createVerifier({ formats, ...bundle })`. */
export interface LoadedBundle {
  readonly manifest: BundleManifest
  readonly trust: TrustStore
  readonly revocation: readonly RevocationList[]
}

/**
 * Loads a bundle, with a store of its keys. All of them are read at once, so that each is found without
 * delay.
 *
 * @throws {UsageError} `usage.bundle` if it is none or damaged, and the codes of `acceptBundle`
 */
export async function loadBundle(bytes: Bytes, options: LoadOptions): Promise<LoadedBundle> {
  const { manifest, shelves, lists, denied, revocation } = await openBundle(bytes, options)
  return tellDamage(async () => {
    const records = takeRecords(shelves, (shelf) => shelf.all())
    return { manifest, revocation, trust: createTrustStore({ records, lists, denied }) }
  })
}

/**
 * Opens a bundle, as {@link loadBundle}, and reads none of its keys before it is asked for: see
 * `createShelfStore`.
 *
 * @throws {UsageError} `usage.bundle` if it is none or damaged, and the codes of `acceptBundle`
 */
export function openBundle(bytes: Bytes, options: LoadOptions): Promise<OpenedBundle> {
  const { signedBy, crypto = webCrypto, held, leastNumber, frameworks = FRAMEWORKS } = options
  return tellDamage(async () => {
    const file = readBundleFile(bytes)
    if (signedBy !== 'nobody') {
      const rest = { ...(held && { held }), ...(leastNumber !== undefined && { leastNumber }) }
      await acceptBundle(file, { quorum: signedBy, crypto, ...rest })
    }
    const sections = frameworks.flatMap((each) => readSection(file, each, options.digest) ?? [])
    const lists = sections.flatMap((section) => section.lists)
    const shelves = sections.map(({ shelf }) => shelf)
    const carried = sections.flatMap(({ revocations }) => revocations)
    return {
      manifest: file.manifest,
      shelves,
      lists: toDatedLists(lists, options.maxAgeDays),
      denied: file.manifest.denied.map(({ denial }) => denial.key),
      revocation: await toRevocationLists(carried, shelves, crypto),
    }
  })
}

/** What is wrong with a bundle is wrong with a file that somebody gave, not with a certificate. */
async function tellDamage<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    const message = `it is no bundle of Pratique, or damaged: ${cause.message}`
    throw new UsageError('usage.bundle', message, { cause })
  }
}

async function toRevocationLists(
  carried: readonly CarriedRevocations[],
  shelves: readonly Shelf[],
  crypto: CryptoPort,
): Promise<readonly RevocationList[]> {
  const lists = await Promise.all(
    carried.map(async (each): Promise<readonly RevocationList[]> => {
      switch (each.kind) {
        case 'smart-health-card-crl': {
          const records = takeRecords(shelves, (shelf) => shelf.find(keyIdOf(each.list)))
          const revocations = [each]
          return readRevocations({ records, lists: [], dropped: [], revocations }).lists
        }
        case 'x509-crl': {
          const records = takeRecords(shelves, (shelf) => shelf.all())
          return (await readCrlLists([each.der], records, crypto)).lists
        }
        case 'eu-hash-batches':
          return (await importTrustFile(each.bytes, { crypto })).revocationLists
      }
    }),
  )
  return lists.flat()
}

function keyIdOf(list: JsonValue): string {
  return isJsonObject(list) ? (stringMember(list, 'kid') ?? '') : ''
}
