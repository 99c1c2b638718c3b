/**
 * What this device holds: the keys that come with the page.
 *
 * @module
 */

import { openFile, readBundleFile, readCarriedRevocations } from 'pratique/bundle'
import type { RevocationList } from 'pratique/revocation'
import { createShelfStore, importRecords, type TrustStore } from 'pratique/trust'
import { webCrypto } from 'pratique/verify'
import loadSpecimens from '#data/specimen-trust.json?embedded'
import loadStarter from '#data/starter.bundle?embedded'

export interface HeldTrust {
  readonly store: TrustStore
  readonly revocation: readonly RevocationList[]
}

export async function loadHeldTrust(): Promise<HeldTrust> {
  const [starter, specimenFile] = await Promise.all([loadStarter(), loadSpecimens()])
  const opened = openFile(readBundleFile(starter), { policies: true })
  const specimens = importRecords(JSON.parse(new TextDecoder().decode(specimenFile)), {
    maxEvidence: 'local',
  })
  const store = createShelfStore({
    records: specimens.records,
    shelves: opened.shelves,
    lists: [...specimens.lists, ...opened.lists],
    denied: opened.denied,
  })
  return { store, revocation: await readCarriedRevocations(opened, webCrypto) }
}
