/**
 * The bundles of this machine, in the order in which they are asked: one that was installed, then the
 * one that was made of the sources here, then the one that came with the program.
 *
 * @module
 */

import type { Framework } from 'pratique/verify'

/** What a bundle is to this machine. */
export type BundleRole = 'installed' | 'local' | 'starter'

/** Names in the data folder. */
export const BUNDLE_FILES: Readonly<Record<Exclude<BundleRole, 'starter'>, string>> = {
  installed: 'bundles/installed.bundle',
  local: 'bundles/local.bundle',
}

/** Says which bundle each network is taken from: the first that has anything of it. */
export function assignNetworks(
  frameworks: readonly Framework[],
  held: readonly { readonly role: BundleRole; readonly networks: ReadonlySet<Framework> }[],
): ReadonlyMap<BundleRole, readonly Framework[]> {
  const assigned = new Map<BundleRole, Framework[]>()
  for (const framework of frameworks) {
    const first = held.find(({ networks }) => networks.has(framework))
    if (!first) continue
    assigned.set(first.role, [...(assigned.get(first.role) ?? []), framework])
  }
  return assigned
}
