/**
 * Loading a bundle: from its file to all that a verifier is given.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { FormatError, UsageError } from '../errors.ts'
import { readCrlLists } from '../intake/crl-lists.ts'
import { readRevocations } from '../intake/revocations.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import type { PublicKey } from '../keys/public-key.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import type { Framework } from '../model/format.ts'
import type { RevocationList } from '../revocation/list.ts'
import type { TrustList, TrustRecord } from '../trust/record.ts'
import { createTrustStore, type TrustStore } from '../trust/store.ts'
import { type AcceptOptions, acceptBundle } from './accept.ts'
import type { BundleManifest, CarriedRevocations } from './content.ts'
import { type BundleFile, readBundleFile, readSections } from './file.ts'
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
}

/** What is in a bundle, for whoever puts it together with other records. */
export interface OpenedBundle {
  readonly manifest: BundleManifest
  /** What the bundle is called: lower-case hex. */
  readonly digest: string
  readonly records: readonly TrustRecord[]
  readonly lists: readonly TrustList[]
  readonly denied: readonly PublicKey[]
  readonly revocation: readonly RevocationList[]
}

/** What a verifier is given: `createVerifier({ formats, ...bundle })`. */
export interface LoadedBundle extends OpenedBundle {
  readonly trust: TrustStore
}

/**
 * Loads a bundle.
 *
 * @throws {UsageError} `usage.bundle` if it is none or damaged, and the codes of `acceptBundle`
 */
export async function loadBundle(bytes: Bytes, options: LoadOptions): Promise<LoadedBundle> {
  const opened = await openBundle(bytes, options)
  return { ...opened, trust: createTrustStore(opened) }
}

/**
 * Opens a bundle, as {@link loadBundle}, without a store of its keys.
 *
 * @throws {UsageError} `usage.bundle` if it is none or damaged, and the codes of `acceptBundle`
 */
export async function openBundle(bytes: Bytes, options: LoadOptions): Promise<OpenedBundle> {
  const { signedBy, crypto = webCrypto, held, leastNumber } = options
  try {
    const file = readBundleFile(bytes)
    if (signedBy !== 'nobody') {
      await acceptBundle(file, {
        quorum: signedBy,
        crypto,
        ...(held && { held }),
        ...(leastNumber !== undefined && { leastNumber }),
      })
    }
    return await toOpened(file, options, crypto)
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    const message = `it is no bundle of Pratique, or damaged: ${cause.message}`
    throw new UsageError('usage.bundle', message, { cause })
  }
}

async function toOpened(
  file: BundleFile,
  { frameworks, maxAgeDays }: LoadOptions,
  crypto: CryptoPort,
): Promise<OpenedBundle> {
  const { manifest, digest } = file
  const { records, lists, revocations } = readSections(file, frameworks)
  return {
    manifest,
    digest,
    records,
    lists: toDatedLists(lists, maxAgeDays),
    denied: manifest.denied.map(({ denial }) => denial.key),
    revocation: await toRevocationLists(records, revocations, crypto),
  }
}

async function toRevocationLists(
  records: readonly TrustRecord[],
  carried: readonly CarriedRevocations[],
  crypto: CryptoPort,
): Promise<readonly RevocationList[]> {
  if (carried.length === 0) return []
  const revocations = carried.flatMap((each) => (each.kind === 'smart-health-card-crl' ? each : []))
  const crls = carried.flatMap((each) => (each.kind === 'x509-crl' ? each.der : []))
  const ofCards = readRevocations({ records, lists: [], dropped: [], revocations })
  const ofSigners = await readCrlLists(crls, records, crypto)
  return [...ofCards.lists, ...ofSigners.lists]
}
