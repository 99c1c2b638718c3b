/**
 * The bundles of this device: the one that was accepted last, then the one that came with the page.
 *
 * @module
 */

import {
  type BundleFile,
  type CarriedPolicy,
  inOrder,
  isCardList,
  type OpenedFile,
  openFile,
  readCarriedCardLists,
} from 'pratique/bundle'
import { FormatError } from 'pratique/errors'
import type { RevocationList } from 'pratique/revocation'
import { createShelfStore, type TrustImport, type TrustList, type TrustStore } from 'pratique/trust'
import { webCrypto } from 'pratique/verify'

/** What a verifier is given of them. */
export interface OpenedBundles {
  readonly store: TrustStore
  readonly revocation: readonly RevocationList[]
  /** Without those of the specimens. */
  readonly lists: readonly TrustList[]
  /** Of the one that was accepted. */
  readonly policies: readonly CarriedPolicy[]
}

/** A bundle, and what is in it. */
export interface OpenBundle extends OpenedFile {
  readonly file: BundleFile
}

/**
 * Opens one that was accepted when it came.
 *
 * @throws {FormatError} codes of `format` if it is damaged
 */
export function openAccepted(file: BundleFile): OpenBundle {
  return { ...openFile(file, { policies: true }), file }
}

/** Lists that need more than to be read are few, and their code is loaded with the first. */
async function readRevocations(opened: OpenedFile): Promise<readonly RevocationList[]> {
  if (opened.carried.every(isCardList)) return readCarriedCardLists(opened)
  const { readCarriedRevocations } = await import('./carried-revocations.ts')
  return readCarriedRevocations(opened, webCrypto)
}

/** @returns `undefined` if what the device kept is damaged */
export function openKept(file: BundleFile): OpenBundle | undefined {
  try {
    return openAccepted(file)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

/** Puts them together. Of several that speak of a network, the first says which keys it has. */
export async function joinBundles(
  bundles: readonly OpenBundle[],
  specimens: TrustImport,
): Promise<OpenedBundles> {
  const opened = inOrder(bundles)
  const revocation = await Promise.all(opened.map(readRevocations))
  const lists = opened.flatMap((each) => each.lists)
  return {
    store: createShelfStore({
      records: specimens.records,
      shelves: opened.flatMap(({ shelves }) => shelves),
      lists: [...specimens.lists, ...lists],
      denied: opened.flatMap(({ denied }) => denied),
    }),
    revocation: revocation.flat(),
    lists: lists.filter((list) => !specimens.lists.some((own) => isSameList(own, list))),
    policies: opened.flatMap(({ policies }) => policies),
  }
}

function isSameList(a: TrustList, b: TrustList): boolean {
  return a.framework === b.framework && a.name === b.name && a.issuer === b.issuer
}
