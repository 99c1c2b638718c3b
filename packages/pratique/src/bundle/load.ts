/**
 * Loading a bundle: from its file to all that a verifier is given.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { FormatError, UsageError } from '../errors.ts'
import type { PublicKey } from '../keys/public-key.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import type { RevocationList } from '../revocation/list.ts'
import type { TrustList } from '../trust/record.ts'
import type { Shelf } from '../trust/shelf-store.ts'
import { createTrustStore, type TrustStore } from '../trust/store.ts'
import { type AcceptOptions, acceptBundle, requireSigned } from './accept.ts'
import { readCarriedRevocations } from './carried.ts'
import type { BundleManifest, CarriedPolicy } from './content.ts'
import { readBundleFile, readSigned } from './file.ts'
import { type OpenOptions, openFile } from './open.ts'
import type { Quorum } from './quorum.ts'

export interface LoadOptions
  extends OpenOptions,
    Partial<Pick<AcceptOptions, 'crypto' | 'held' | 'leastNumber'>> {
  /**
   * Who must have signed it; `nobody` for a bundle that the caller has built, or has accepted before,
   * and that nobody else could have changed since.
   */
  readonly signedBy: Quorum | 'nobody'
}

/** What is in a bundle, for whoever puts it together with other records. */
export interface OpenedBundle {
  readonly manifest: BundleManifest
  /** The records of the networks, each network's in a shelf of its own. */
  readonly shelves: readonly Shelf[]
  readonly lists: readonly TrustList[]
  readonly denied: readonly PublicKey[]
  readonly revocation: readonly RevocationList[]
  /** Entry rules, if they were asked for: `policies: true`. */
  readonly policies: readonly CarriedPolicy[]
}

/** What a verifier is given: `createVerifier({ formats, ...bundle })`. */
export interface LoadedBundle {
  readonly manifest: BundleManifest
  readonly trust: TrustStore
  readonly revocation: readonly RevocationList[]
  /** Entry rules, if they were asked for: `policies: true`. */
  readonly policies: readonly CarriedPolicy[]
}

/**
 * Loads a bundle, with a store of its keys. All of them are read at once, so that each is found without
 * delay.
 *
 * @throws {UsageError} `usage.bundle` if it is none or damaged, and the codes of `acceptBundle`
 */
export async function loadBundle(bytes: Bytes, options: LoadOptions): Promise<LoadedBundle> {
  const { shelves, lists, denied, ...rest } = await openBundle(bytes, options)
  return tellDamage(async () => {
    const records = shelves.flatMap((shelf) => shelf.all())
    return { ...rest, trust: createTrustStore({ records, lists, denied }) }
  })
}

/**
 * Opens a bundle, as {@link loadBundle}, and reads none of its keys before it is asked for: see
 * `createShelfStore`.
 *
 * @throws {UsageError} `usage.bundle` if it is none or damaged, and the codes of `acceptBundle`
 */
export function openBundle(bytes: Bytes, options: LoadOptions): Promise<OpenedBundle> {
  const { signedBy, crypto = webCrypto, held, leastNumber } = options
  return tellDamage(async () => {
    // Before anything of it is read: what nobody has signed may be made to take long.
    if (signedBy !== 'nobody') await requireSigned(readSigned(bytes), signedBy, crypto)
    const file = readBundleFile(bytes, options.inflate)
    if (signedBy !== 'nobody') {
      const rest = { ...(held && { held }), ...(leastNumber !== undefined && { leastNumber }) }
      await acceptBundle(file, { quorum: signedBy, crypto, ...rest })
    }
    const { carried, ...opened } = openFile(file, options)
    const revocation = await readCarriedRevocations({ ...opened, carried }, crypto)
    return { ...opened, manifest: file.manifest, revocation }
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
