/**
 * A bundle that keeps all of the one before, and carries entry rules that were tried.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import {
  addSignature,
  type BundleContent,
  type BundleFile,
  buildBundle,
  type CarriedPolicy,
  openBundle,
  openFile,
  readBundleFile,
  requireSeparateRoles,
  type SignPort,
  signTyped,
} from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import type { TrustList } from 'pratique/trust'
import { type Bytes, FRAMEWORKS, type Framework } from 'pratique/verify'

const NO_LIMIT = Number.POSITIVE_INFINITY

/**
 * Builds the next bundle.
 *
 * @param policies all that it carries, those of the bundle before among them
 * @throws {UsageError} the codes of `buildBundle`, and `usage.bundle-role` if a key of it would sign it
 */
export async function buildNext(
  previous: BundleFile | undefined,
  policies: readonly CarriedPolicy[],
  signer: SignPort | undefined,
): Promise<Bytes> {
  const content = previous ? contentOf(previous) : NOTHING
  const bytes = await buildBundle({ ...content, policies }, previous ? { previous } : {})
  // What nobody could open is not to be signed.
  await openBundle(bytes, { signedBy: 'nobody', crypto: nodeCrypto, policies: true })
  const file = readBundleFile(bytes)
  if (previous) requireSame(previous, file)
  if (!signer) return bytes
  requireSeparateRoles(file, [signer.key])
  return addSignature(bytes, await signTyped('bundle', file.signedBytes, signer, 'detached'))
}

const NOTHING: BundleContent = {
  records: [],
  lists: [],
  revocations: [],
  policies: [],
  sources: [],
  denied: [],
}

/** All that stands in a bundle, as it was put in. */
function contentOf(file: BundleFile): BundleContent {
  const days = Object.fromEntries(FRAMEWORKS.map((framework) => [framework, NO_LIMIT]))
  const maxAgeDays: Readonly<Partial<Record<Framework, number>>> = days
  const { shelves, lists, carried } = openFile(file, { maxAgeDays })
  return {
    records: shelves.flatMap((shelf) => shelf.all()),
    lists: lists.map(withoutLimit),
    revocations: carried,
    policies: [],
    sources: file.manifest.sources,
    denied: file.manifest.denied,
  }
}

/** A list that says no end of its own is given none. */
function withoutLimit({ freshUntil, ...list }: TrustList): TrustList {
  return freshUntil === undefined || freshUntil === NO_LIMIT ? list : { ...list, freshUntil }
}

/** Nobody publishes policies and changes keys unseen. */
function requireSame(before: BundleFile, after: BundleFile): void {
  const told = ({ manifest }: BundleFile) =>
    manifest.sections
      .filter(({ name }) => name !== 'policies')
      .map(({ name, sha256 }) => `${name} ${sha256}`)
      .toSorted()
      .join()
  if (told(before) === told(after)) return
  const reason = 'its keys and lists cannot be kept as they are: use "bundle build --policy"'
  throw new UsageError(
    'usage.bundle',
    `the bundle of --previous is of another version, and ${reason}`,
  )
}
