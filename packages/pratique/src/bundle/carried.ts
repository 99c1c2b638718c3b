/**
 * The revocation lists that a bundle carries, made ready to be asked.
 *
 * @module
 */

import { readCrlLists } from '../intake/crl-lists.ts'
import { readRevocations } from '../intake/revocations.ts'
import { importTrustFile } from '../intake/trust-file.ts'
import { isJsonObject, stringMember } from '../json/read.ts'
import type { JsonValue } from '../json/value.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import type { RevocationList } from '../revocation/list.ts'
import type { CarriedRevocations } from './content.ts'
import type { OpenedFile } from './open.ts'

type CarriedCardList = Extract<CarriedRevocations, { kind: 'smart-health-card-crl' }>
type Opened = Pick<OpenedFile, 'carried' | 'shelves'>

/** Reads the lists of cards, which need no cryptography, and nothing of the other kinds. */
export function readCarriedCardLists({ carried, shelves }: Opened): readonly RevocationList[] {
  return carried.filter(isCardList).flatMap((each) => {
    const records = shelves.flatMap((shelf) => shelf.find(keyIdOf(each.list)))
    return readRevocations({ records, lists: [], dropped: [], revocations: [each] }).lists
  })
}

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

/** Tells whether a list is one of cards. */
export function isCardList(carried: CarriedRevocations): carried is CarriedCardList {
  return carried.kind === 'smart-health-card-crl'
}

function keyIdOf(list: JsonValue): string {
  return isJsonObject(list) ? (stringMember(list, 'kid') ?? '') : ''
}
