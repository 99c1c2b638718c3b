/**
 * The keys that this machine holds: of the bundle that was installed, of the one made here, and of the
 * one that came with the program.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { type OpenedBundle, openBundle, readBundleFile } from 'pratique/bundle'
import { PratiqueError, UnavailableError } from 'pratique/errors'
import type { RevocationList } from 'pratique/revocation'
import type { TrustList, TrustRecord } from 'pratique/trust'
import type { Bytes, Framework, PublicKey } from 'pratique/verify'
import { assignNetworks, BUNDLE_FILES, type BundleRole, readStarter } from './bundles.ts'
import { readDenials } from './denials.ts'

/** What is held, put together. */
export interface HeldTrust {
  readonly records: readonly TrustRecord[]
  readonly lists: readonly TrustList[]
  readonly denied: readonly PublicKey[]
  readonly revocation: readonly RevocationList[]
  /** Where each network was taken from. */
  readonly bundles: readonly (OpenedBundle & { readonly role: BundleRole })[]
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
  const ofFolder = dataFolder === undefined ? NOTHING : await readFolder(dataFolder)
  const files = [...ofFolder.files, { role: 'starter' as const, bytes: readStarter() }]
  const assigned = assignNetworks(frameworks, files.map(toHeld))
  const bundles = await Promise.all(
    files.map(async ({ role, bytes }) => {
      const options = { crypto: nodeCrypto, maxAgeDays: ofFolder.maxAgeDays }
      // Specimens come with the program, whatever else there is.
      const own = role === 'starter' ? frameworks : (assigned.get(role) ?? [])
      const opened = await openBundle(bytes, { signedBy: 'nobody', frameworks: own, ...options })
      return { role, ...(role === 'starter' ? keep(opened, assigned.get(role) ?? []) : opened) }
    }),
  )
  return {
    records: bundles.flatMap(({ records }) => records),
    lists: bundles.flatMap(({ lists }) => lists),
    denied: [...bundles.flatMap(({ denied }) => denied), ...ofFolder.denied],
    revocation: bundles.flatMap(({ revocation }) => revocation),
    bundles,
  }
}

interface FolderContent {
  readonly files: readonly { readonly role: BundleRole; readonly bytes: Bytes }[]
  readonly denied: readonly PublicKey[]
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
    denied: readDenials(folder).map(({ denial }) => denial.key),
    maxAgeDays: loadSources(folder).limits,
  }
}

function toHeld({ role, bytes }: FolderContent['files'][number]): {
  readonly role: BundleRole
  readonly networks: ReadonlySet<Framework>
} {
  try {
    return { role, networks: new Set(readBundleFile(bytes).sections.keys()) }
  } catch (cause) {
    if (!(cause instanceof PratiqueError)) throw cause
    const words = role === 'installed' ? 'install it again' : 'run "pratique trust sync"'
    throw new UnavailableError(
      'unavailable.data-folder',
      `the ${role} bundle in the data folder is damaged: ${words}`,
      { cause },
    )
  }
}

/** Of a network that another bundle has, only the specimens stay. */
function keep(opened: OpenedBundle, own: readonly Framework[]): OpenedBundle {
  const isOwn = ({ framework }: { readonly framework: Framework }) => own.includes(framework)
  return {
    ...opened,
    records: opened.records.filter((record) => record.environment === 'test' || isOwn(record)),
    lists: opened.lists.filter(isOwn),
    revocation: opened.revocation.filter(isOwn),
  }
}
