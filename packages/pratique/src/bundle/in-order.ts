/**
 * Several bundles of one machine, in the order in which they are asked.
 *
 * @module
 */

import type { Framework } from '../model/format.ts'
import type { TrustList, TrustRecord } from '../trust/record.ts'
import type { Shelf } from '../trust/shelf-store.ts'

/** What of a bundle matters for the order. */
interface Ordered {
  readonly shelves: readonly Shelf[]
  readonly lists: readonly TrustList[]
}

/**
 * Puts bundles in order. The first that has a list of a network says which keys it has. Of those after it
 * only what speaks against a key counts: that it is withdrawn, or a specimen's.
 */
export function inOrder<T extends Ordered>(bundles: readonly T[]): readonly T[] {
  const covered = new Set<Framework>()
  return bundles.map((bundle) => {
    const before = new Set(covered)
    for (const { framework } of bundle.lists) covered.add(framework)
    return {
      ...bundle,
      shelves: bundle.shelves.map((shelf) => (before.size > 0 ? without(shelf, before) : shelf)),
      lists: bundle.lists.filter(({ framework }) => !before.has(framework)),
    }
  })
}

function without(shelf: Shelf, covered: ReadonlySet<Framework>): Shelf {
  const speaksAgainst = ({ framework, status, environment }: TrustRecord) =>
    !covered.has(framework) || status === 'withdrawn' || environment === 'test'
  return {
    framework: shelf.framework,
    find: (keyId) => shelf.find(keyId).filter(speaksAgainst),
    findKey: (key) => shelf.findKey(key).filter(speaksAgainst),
    all: () => shelf.all().filter(speaksAgainst),
  }
}
