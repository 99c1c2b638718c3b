/**
 * The keys that this machine holds: of the bundle that was installed, of the one made here, and of the
 * one that came with the program.
 *
 * @module
 */

import { nodeCrypto, sha256 } from '@pratique/node/crypto'
import { inflateRaw as inflate } from '@pratique/node/inflate'
import {
  type BundleFile,
  type BundleManifest,
  type CarriedPolicy,
  type Denial,
  inOrder,
  isCardList,
  type OpenedFile,
  type OpenOptions,
  openFile,
  readBundleFile,
  readCarriedCardLists,
} from 'pratique/bundle'
import { PratiqueError, UnavailableError } from 'pratique/errors'
import type { RevocationList } from 'pratique/revocation'
import type { Shelf, TrustList } from 'pratique/trust'
import { type Bytes, FRAMEWORKS, type Framework } from 'pratique/verify'
import { readStarter, STARTER_NETWORKS } from '../built-in.ts'
import { BUNDLE_FILES, type BundleRole } from './bundles.ts'
import { readDenials } from './denials.ts'

/** What is held, put together. */
export interface HeldTrust {
  readonly shelves: readonly Shelf[]
  readonly lists: readonly TrustList[]
  readonly denied: readonly Denial[]
  readonly revocation: readonly RevocationList[]
  /** Signed lists of revoked tokens that were fetched: they are read when all keys are known. */
  readonly tokenLists: readonly Bytes[]
  /** Entry rules, if they were asked for: of those of one kind and name, those of the first bundle. */
  readonly policies: readonly HeldPolicy[]
  /** What there is, in the order in which it is asked. */
  readonly bundles: readonly UsedBundle[]
}

/** A bundle, and the lists that are taken from it. */
export interface UsedBundle {
  readonly role: BundleRole
  readonly manifest: BundleManifest
  readonly lists: readonly TrustList[]
}

/** Entry rules, and the bundle that they are taken from. */
export interface HeldPolicy extends CarriedPolicy {
  readonly role: BundleRole
}

export interface HeldOptions {
  readonly frameworks: readonly Framework[]
  /** Where the data folder is, if there is one. */
  readonly dataFolder: string | undefined
  /** Whether the entry rules of the bundles are read, too. Default: they are not. */
  readonly policies?: boolean
}

/**
 * Loads what is held of some networks.
 *
 * @throws {UnavailableError} `unavailable.data-folder` if a bundle of the data folder is damaged
 */
export async function loadHeld({
  frameworks,
  dataFolder,
  policies = false,
}: HeldOptions): Promise<HeldTrust> {
  const { files, denied, maxAgeDays, tokenLists } =
    dataFolder === undefined ? NOTHING : await readFolder(dataFolder)
  // One bundle says all of a key in the section of each of its networks; several say it together.
  const asked = files.length > 0 ? FRAMEWORKS : frameworks
  const isStarterAsked = asked.some((framework) => STARTER_NETWORKS.has(framework))
  const starter =
    isStarterAsked || policies
      ? [{ role: 'starter', file: readOwn('starter', readStarter()) } as const]
      : []
  const opened = inOrder(
    await Promise.all(
      [...files, ...starter].map(({ role, file }) => {
        const own = role === 'starter' && !isStarterAsked ? [] : asked
        return open(role, file, { frameworks: own, maxAgeDays, policies })
      }),
    ),
  )
  return {
    shelves: opened.flatMap(({ shelves }) => shelves),
    lists: opened.flatMap(({ lists }) => lists),
    denied: [
      ...opened.flatMap(({ manifest }) => manifest.denied.map(({ denial }) => denial)),
      ...denied,
    ],
    revocation: opened.flatMap(({ revocation }) => revocation),
    tokenLists,
    policies: firstOfEach(opened),
    bundles: opened,
  }
}

function firstOfEach(
  opened: readonly (Pick<OpenedFile, 'policies'> & { readonly role: BundleRole })[],
): readonly HeldPolicy[] {
  const all = opened.flatMap(({ role, policies }) => policies.map((each) => ({ ...each, role })))
  const first = new Map<string, HeldPolicy>()
  for (const policy of all) {
    const id = `${policy.kind} ${policy.name}`
    if (!first.has(id)) first.set(id, policy)
  }
  return [...first.values()]
}

async function open(
  role: BundleRole,
  file: BundleFile,
  options: Pick<OpenOptions, 'frameworks' | 'maxAgeDays' | 'policies'>,
): Promise<UsedBundle & OpenedFile & Pick<HeldTrust, 'revocation'>> {
  const opened = tellDamage(role, () => openFile(file, { ...options, digest: sha256, inflate }))
  const revocation = opened.carried.every(isCardList)
    ? readCarriedCardLists(opened)
    : await readRevocations(opened)
  return { ...opened, revocation, role, manifest: file.manifest }
}

/** Loaded when there are any: few bundles carry lists that need more than to be read. */
async function readRevocations(opened: OpenedFile): Promise<readonly RevocationList[]> {
  const { readCarriedRevocations } = await import('pratique/bundle')
  return readCarriedRevocations(opened, nodeCrypto)
}

interface FolderContent {
  readonly files: readonly { readonly role: BundleRole; readonly file: BundleFile }[]
  readonly denied: readonly Denial[]
  readonly maxAgeDays: Readonly<Partial<Record<Framework, number>>>
  readonly tokenLists: readonly Bytes[]
}

const NOTHING: FolderContent = { files: [], denied: [], maxAgeDays: {}, tokenLists: [] }

/** Loaded when there is a data folder: few machines have one. */
async function readFolder(path: string): Promise<FolderContent> {
  const { openDataFolder } = await import('@pratique/node/data-folder')
  const { loadSources } = await import('../sync/load-sources.ts')
  const { readHeldLists } = await import('../lists/held-lists.ts')
  const folder = openDataFolder(path)
  const roles = ['installed', 'local'] as const
  return {
    files: roles.flatMap((role) => {
      const bytes = folder.readFile(BUNDLE_FILES[role])
      return bytes ? { role, file: readOwn(role, bytes) } : []
    }),
    denied: readDenials(folder).map(({ denial }) => denial),
    maxAgeDays: loadSources(folder).limits,
    tokenLists: readHeldLists(folder).flatMap(({ files: lists }) => [...lists.values()]),
  }
}

/** @throws {UnavailableError} `unavailable.data-folder` if it is damaged */
function readOwn(role: BundleRole, bytes: Bytes): BundleFile {
  return tellDamage(role, () => readBundleFile(bytes, inflate))
}

function tellDamage<T>(role: BundleRole, act: () => T): T {
  try {
    return act()
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
