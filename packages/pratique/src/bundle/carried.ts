/**
 * The revocation lists that a bundle carries, made ready to be asked.
 *
 * @module
 */

import { encodeHex } from '../bytes/hex.ts'
import { readCrlLists } from '../intake/crl-lists.ts'
import { readTokenLists } from '../intake/token-lists.ts'
import { importTrustFile } from '../intake/trust-file.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import type { RevocationList } from '../revocation/list.ts'
import { createShelfStore } from '../trust/shelf-store.ts'
import { type Opened, readCarriedCardLists } from './carried-cards.ts'
import type { OpenedFile } from './open.ts'

type Carrying = Opened & Partial<Pick<OpenedFile, 'denied'>>

/** Reads all lists. Those that nobody in the bundle vouches for count for nothing. */
export async function readCarriedRevocations(
  opened: Carrying,
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
        case 'token-list':
          return []
      }
    }),
  )
  return [...lists.flat(), ...(await readCarriedTokenLists(opened, crypto))]
}

/** Together: deltas follow on lists, and one that speaks for several networks is carried for each. */
async function readCarriedTokenLists(
  { carried, shelves, denied = [] }: Carrying,
  crypto: CryptoPort,
): Promise<readonly RevocationList[]> {
  const files = new Map(
    carried.flatMap((each) =>
      each.kind === 'token-list' ? [[encodeHex(each.bytes), each.bytes] as const] : [],
    ),
  )
  if (files.size === 0) return []
  const trust = createShelfStore({ records: [], shelves, denied })
  // Whoever signed the bundle has looked at the clock.
  const options = { trust, crypto, now: Number.POSITIVE_INFINITY }
  return (await readTokenLists([...files.values()], options)).lists
}
