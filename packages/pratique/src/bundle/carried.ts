/**
 * The revocation lists that a bundle carries, made ready to be asked.
 *
 * @module
 */

import { readCrlLists } from '../intake/crl-lists.ts'
import { importTrustFile } from '../intake/trust-file.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import type { RevocationList } from '../revocation/list.ts'
import { type Opened, readCarriedCardLists } from './carried-cards.ts'

/** Reads all lists. */
export async function readCarriedRevocations(
  opened: Opened,
  crypto: CryptoPort,
): Promise<readonly RevocationList[]> {
  const { carried, shelves } = opened
  const lists = await Promise.all(
    carried.map(async (each): Promise<readonly RevocationList[]> => {
      switch (each.kind) {
        case 'smart-health-card-crl':
          return readCarriedCardLists({ carried: [each], shelves })
        case 'x509-crl': {
          const records = shelves.flatMap((shelf) => shelf.all())
          return (await readCrlLists([each.der], records, crypto)).lists
        }
        case 'eu-hash-batches':
          return (await importTrustFile(each.bytes, { crypto })).revocationLists
      }
    }),
  )
  return lists.flat()
}
