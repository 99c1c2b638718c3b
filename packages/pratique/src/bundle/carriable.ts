/**
 * What a bundle can carry: what is read again as it was written. Lists come from outside, and one name in
 * them must not spoil the keys of all others.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { decodeCbor } from '../cbor/decode.ts'
import { encodeCbor } from '../cbor/encode.ts'
import { PratiqueError } from '../errors.ts'
import { isJsonObject, member } from '../json/read.ts'
import type { JsonValue } from '../json/value.ts'
import type { Framework } from '../model/format.ts'
import { openListFile } from '../revocation/token-list/list-file.ts'
import type { TrustRecord } from '../trust/record.ts'
import type { CarriedRevocations } from './content.ts'
import { readEntry, toEntry } from './entry.ts'
import { toCborValue } from './json-value.ts'

/** Tells whether a record can be carried: no text too long or no text at all, no number out of range. */
export function isCarriable(record: TrustRecord): boolean {
  return isRead(() => readEntry(decodeCbor(encodeCbor(toEntry(record)))))
}

/** Members of a card revocation list that mean something (SMART Health Cards, "Revocation"). */
const MEMBERS = ['kid', 'method', 'ctr', 'rids'] as const

/** The card revocation list of an issuer, without what means nothing; `undefined` if it has no form. */
export function toCarriableList(list: JsonValue): JsonValue | undefined {
  if (!isJsonObject(list)) return undefined
  const members = MEMBERS.flatMap((name) => {
    const value = member(list, name)
    return value === undefined ? [] : [[name, value] as const]
  })
  const trimmed = Object.fromEntries(members)
  const limits = { maxDepth: MAX_DEPTH, maxBytes: MAX_LIST_BYTES, maxItems: MAX_ITEMS }
  return isRead(() => decodeCbor(encodeCbor(toCborValue(trimmed)), limits)) ? trimmed : undefined
}

/** A signed list of revoked tokens as bundles carry it: nothing, if it cannot be read. */
export function toCarriedTokenLists(bytes: Bytes): readonly CarriedRevocations[] {
  let frameworks: readonly Framework[] = []
  const isOne = isRead(() => {
    frameworks = [...openListFile(bytes).head.issuers.keys()]
  })
  return isOne ? frameworks.map((framework) => ({ kind: 'token-list', framework, bytes })) : []
}

const MAX_DEPTH = 4
const MAX_LIST_BYTES = 4 * 1024 * 1024
const MAX_ITEMS = 500_000

function isRead(act: () => unknown): boolean {
  try {
    act()
    return true
  } catch (error) {
    if (error instanceof PratiqueError) return false
    throw error
  }
}
