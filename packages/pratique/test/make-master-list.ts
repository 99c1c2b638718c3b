/**
 * Made-up ICAO master lists.
 *
 * @module
 */

import type { KeyObject } from 'node:crypto'
import type { Bytes } from '../src/bytes/bytes.ts'
import { INTEGER, SEQUENCE, SET } from '../src/der/tags.ts'
import { encodeDer } from '../src/der/write.ts'
import { MASTER_LIST } from '../src/trust/master-list/master-list.ts'
import { makeCms } from './make-cms.ts'

/** Who signs a list. */
export interface ListSigner {
  readonly certificate: Bytes
  readonly key: KeyObject
}

/** Encodes the content of a master list: SEQUENCE { version, SET OF Certificate }. */
export function encodeMasterList(...certificates: readonly Bytes[]): Bytes {
  return encodeDer(SEQUENCE, encodeDer(INTEGER, Uint8Array.of(0)), encodeDer(SET, ...certificates))
}

/** Makes a list of authorities, with its signer's certificate inside. */
export function makeMasterList(certificates: readonly Bytes[], signer: ListSigner): Bytes {
  return makeCms({
    content: encodeMasterList(...certificates),
    contentType: MASTER_LIST,
    certificates: [signer.certificate],
    signers: [signer],
  })
}
