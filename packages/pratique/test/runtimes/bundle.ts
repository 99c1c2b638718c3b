/**
 * A bundle looked into and made again: what must be the same in every runtime.
 *
 * @module
 */

import { buildBundle, digestOf, loadBundle, readBundleFile, readRecords } from '../../src/bundle.ts'
import type { Bytes } from '../../src/verify.ts'

/** What was seen, as data. */
export interface SeenBundle {
  readonly digest: string
  /** Of the same content, made anew here. */
  readonly rebuilt: string
  readonly networks: readonly (readonly [string, number])[]
  /** How many keys are found under the identifiers of all records. */
  readonly found: number
  readonly revocationLists: number
}

/** @param base64 a bundle's file */
export async function lookInto(base64: string): Promise<SeenBundle> {
  const bytes: Bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const file = readBundleFile(bytes)
  const { sources, denied, number, networks } = file.manifest
  const records = readRecords(file)
  const options = { signedBy: 'nobody', policies: true } as const
  const { trust, revocation, policies } = await loadBundle(bytes, options)
  const frameworks = networks.map(({ framework }) => framework)
  const lists = frameworks.flatMap((framework) => trust.findLists(framework))
  const undated = lists.map(({ freshUntil: _, ...list }) => list)
  const content = { records, lists: undated, revocations: [], policies, sources, denied }
  const rebuilt = readBundleFile(await buildBundle(content, { number }))
  const found = records.map(
    ({ framework, keyId, issuer }) => trust.findKeys(framework, keyId, issuer).length,
  )
  return {
    digest: digestOf(file),
    rebuilt: digestOf(rebuilt),
    networks: networks.map((network) => [network.framework, network.records]),
    found: found.reduce((sum, each) => sum + each, 0),
    revocationLists: revocation.length,
  }
}
