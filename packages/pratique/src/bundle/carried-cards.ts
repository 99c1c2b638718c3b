/**
 * The revocation lists of cards that a bundle carries: they need no cryptography, and few bundles carry others.
 *
 * @module
 */

import { readRevocations } from '../intake/revocations.ts'
import { isJsonObject, stringMember } from '../json/read.ts'
import type { JsonValue } from '../json/value.ts'
import type { RevocationList } from '../revocation/list.ts'
import type { CarriedRevocations } from './content.ts'
import type { OpenedFile } from './open.ts'

type CarriedCardList = Extract<CarriedRevocations, { kind: 'smart-health-card-crl' }>
/** What of a bundle is needed to read them. */
export type Opened = Pick<OpenedFile, 'carried' | 'shelves'>

/** Reads the lists of cards, which need no cryptography, and nothing of the other kinds. */
export function readCarriedCardLists({ carried, shelves }: Opened): readonly RevocationList[] {
  return carried.filter(isCardList).flatMap((each) => {
    const records = shelves.flatMap((shelf) => shelf.find(keyIdOf(each.list)))
    return readRevocations({ records, lists: [], dropped: [], revocations: [each] }).lists
  })
}

/** Tells whether a list is one of cards. */
export function isCardList(carried: CarriedRevocations): carried is CarriedCardList {
  return carried.kind === 'smart-health-card-crl'
}

function keyIdOf(list: JsonValue): string {
  return isJsonObject(list) ? (stringMember(list, 'kid') ?? '') : ''
}
