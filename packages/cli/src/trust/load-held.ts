/**
 * The keys that this machine holds: of the bundle that was installed, of the one made here, and of the
 * one that came with the program.
 *
 * @module
 */

import { nodeCrypto, sha256 } from '@pratique/node/crypto'
import {
  type BundleManifest,
  type Denial,
  type OpenedBundle,
  openBundle,
  readBundleFile,
} from 'pratique/bundle'
import { PratiqueError, UnavailableError } from 'pratique/errors'
import type { RevocationList } from 'pratique/revocation'
import type { Shelf, TrustList } from 'pratique/trust'
import type { Bytes, Framework } from 'pratique/verify'
import { readStarter } from '../built-in.ts'
import { assignNetworks, BUNDLE_FILES, type BundleRole } from './bundles.ts'
import { readDenials } from './denials.ts'

/** What is held, put together. */
export interface HeldTrust {
  readonly shelves: readonly Shelf[]
  readonly lists: readonly TrustList[]
  readonly denied: readonly Denial[]
  readonly revocation: readonly RevocationList[]
  /** Where each network was taken from. */
  readonly bundles: readonly UsedBundle[]
}

/** A bundle, and the networks that are taken from it. */
export interface UsedBundle {
  readonly role: BundleRole
  readonly frameworks: readonly Framework[]
  readonly manifest: BundleManifest
  readonly lists: readonly TrustList[]
}

export interface HeldOptions {
  readonly frameworks: readonly Framework[]
  /** Where the data folder is, if there is one. */
  readonly dataFolder: string | undefined
}

/**
 * Loads what is held of some networks.
 *
 * @throws {UnavailableError} `unavailable.data-folder` if a bundle of the data folder is damaged
 */
export async function loadHeld({ frameworks, dataFolder }: HeldOptions): Promise<HeldTrust> {
  const { files, denied, maxAgeDays } =
    dataFolder === undefined ? NOTHING : await readFolder(dataFolder)
  const all = [...files, { role: 'starter', bytes: readStarter() } as const]
  const assigned = assignNetworks(frameworks, all.map(toNetworks))
  const opened = await Promise.all(
    all.flatMap(({ role, bytes }) => {
      const own = assigned.get(role) ?? []
      return own.length > 0 ? open(role, bytes, own, maxAgeDays) : []
    }),
  )
  return {
    shelves: opened.flatMap(({ shelves }) => shelves),
    lists: opened.flatMap(({ lists }) => lists),
    denied: [
      ...opened.flatMap(({ manifest }) => manifest.denied.map(({ denial }) => denial)),
      ...denied,
    ],
    revocation: opened.flatMap(({ revocation }) => revocation),
    bundles: opened,
  }
}

async function open(
  role: BundleRole,
  bytes: Bytes,
  frameworks: readonly Framework[],
  maxAgeDays: FolderContent['maxAgeDays'],
): Promise<UsedBundle & OpenedBundle> {
  const options = { signedBy: 'nobody', frameworks, maxAgeDays } as const
  const opened = await openBundle(bytes, { ...options, crypto: nodeCrypto, digest: sha256 })
  return { ...opened, role, frameworks }
}

interface FolderContent {
  readonly files: readonly { readonly role: BundleRole; readonly bytes: Bytes }[]
  readonly denied: readonly Denial[]
  readonly maxAgeDays: Readonly<Partial<Record<Framework, number>>>
}

const NOTHING: FolderContent = { files: [], denied: [], maxAgeDays: {} }

/** Loaded when there is a data folder: few machines have one. */
async function readFolder(path: string): Promise<FolderContent> {
  const { openDataFolder } = await import('@pratique/node/data-folder')
  const { loadSources } = await import('../sync/load-sources.ts')
  const folder = openDataFolder(path)
  const roles = ['installed', 'local'] as const
  return {
    files: roles.flatMap((role) => {
      const bytes = folder.readFile(BUNDLE_FILES[role])
      return bytes ? { role, bytes } : []
    }),
    denied: readDenials(folder).map(({ denial }) => denial),
    maxAgeDays: loadSources(folder).limits,
  }
}

function toNetworks({ role, bytes }: FolderContent['files'][number]): {
  readonly role: BundleRole
  readonly networks: ReadonlySet<Framework>
} {
  try {
    return { role, networks: new Set(readBundleFile(bytes).sections.keys()) }
  } catch (cause) {
    if (!(cause instanceof PratiqueError)) throw cause
    const words =
      role === 'installed'
        ? 'install it again'
        : 'run "pratique trust sync", or import a source again'
    throw new UnavailableError(
      'unavailable.data-folder',
      `the ${role} bundle in the data folder is damaged: ${words}`,
      { cause },
    )
  }
}
