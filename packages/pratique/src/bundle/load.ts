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
import type { BundleManifest } from './content.ts'
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

/** What a verifier is given: `createVerifier({ formats, ...bundle })`. */
export interface LoadedBundle {
  readonly trust: TrustStore
  readonly revocation: readonly RevocationList[]
  readonly manifest: BundleManifest
  /** What the bundle is called: lower-case hex. */
  readonly digest: string
  /** What `trust` was made of, for whoever wants more records beside. */
  readonly records: readonly TrustRecord[]
  readonly lists: readonly TrustList[]
  readonly denied: readonly PublicKey[]
}

/**
 * Loads a bundle.
 *
 * @throws {UsageError} `usage.bundle` if it is none or damaged, and the codes of `acceptBundle`
 */
export async function loadBundle(bytes: Bytes, options: LoadOptions): Promise<LoadedBundle> {
  const { signedBy, crypto = webCrypto, held, leastNumber, frameworks, maxAgeDays } = options
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
    return await toLoaded(file, { crypto, frameworks, maxAgeDays })
  } catch (cause) {
    throw toUsageError(cause)
  }
}

/** What is wrong with a bundle is wrong with a file that somebody gave, not with a certificate. */
export function toUsageError(cause: unknown): unknown {
  if (!(cause instanceof FormatError)) return cause
  return new UsageError(
    'usage.bundle',
    `it is no bundle of Pratique, or damaged: ${cause.message}`,
    {
      cause,
    },
  )
}

async function toLoaded(
  file: BundleFile,
  {
    crypto,
    frameworks,
    maxAgeDays,
  }: {
    readonly crypto: CryptoPort
    readonly frameworks: LoadOptions['frameworks']
    readonly maxAgeDays: LoadOptions['maxAgeDays']
  },
): Promise<LoadedBundle> {
  const { manifest, digest } = file
  const { records, lists: undated, revocations } = readSections(file, frameworks)
  const lists = toDatedLists(undated, maxAgeDays)
  const denied = manifest.denied.map(({ denial }) => denial.key)
  const cards = revocations.flatMap((each) => (each.kind === 'smart-health-card-crl' ? each : []))
  const crls = revocations.flatMap((each) => (each.kind === 'x509-crl' ? each.der : []))
  const ofSigners = crls.length > 0 ? (await readCrlLists(crls, records, crypto)).lists : []
  return {
    trust: createTrustStore({ records, lists, denied }),
    revocation: [
      ...readRevocations({ records, lists, dropped: [], revocations: cards }).lists,
      ...ofSigners,
    ],
    manifest,
    digest,
    records,
    lists,
    denied,
  }
}
