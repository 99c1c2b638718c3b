/**
 * Card Revocation Lists of SMART Health Cards (VCI "Revocation").
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonValue } from '../../json/value.ts'
import type { RevocationList } from '../list.ts'

/** An identifier, and optionally the time before which cards with it are revoked. */
const ENTRY = /^([A-Za-z0-9_-]{1,24})(?:\.(\d{1,12}))?$/

export interface CardRevocationOptions {
  /** The issuer whose address the list came from. */
  readonly issuer: string
  /** `crlVersion` of the key that the list is about, if known: a list must have the same. */
  readonly version?: number
}

/**
 * Reads a card revocation list. Faulty parts are left out and make the list incomplete; what can be
 * read of it counts, because a list with a slip in it must not set revoked cards free.
 *
 * @throws {FormatError} `format.json` if it names no key or has no identifiers
 */
export function readCardRevocationList(
  list: JsonValue,
  { issuer, version }: CardRevocationOptions,
): RevocationList {
  const keyId = isJsonObject(list) ? stringMember(list, 'kid') : undefined
  const rids = isJsonObject(list) ? member(list, 'rids') : undefined
  if (!isJsonObject(list) || keyId === undefined || !Array.isArray(rids)) {
    throw new FormatError('format.json', 'expected { kid, method, ctr, rids }')
  }
  const { revoked, isClean } = readEntries(rids)
  // A string or a number: production lists write both.
  const counter = member(list, 'ctr')
  const isKnownMethod = member(list, 'method') === 'rid'
  const isVersion = version === undefined || counter === version || counter === String(version)
  return {
    framework: 'smart-health-card',
    issuer,
    keyId,
    isComplete: isClean && isKnownMethod && isVersion,
    // With a time: revoked if issued strictly before it. Fractions of a second count.
    isRevoked: (rid, issuedAt) => issuedAt < (revoked.get(rid) ?? Number.NEGATIVE_INFINITY),
  }
}

function readEntries(rids: readonly JsonValue[]): {
  readonly revoked: ReadonlyMap<string, number>
  readonly isClean: boolean
} {
  const revoked = new Map<string, number>()
  let isClean = true
  for (const entry of rids) {
    const [, rid, before] = ENTRY.exec(typeof entry === 'string' ? entry : '') ?? []
    if (rid === undefined || revoked.has(rid)) isClean = false
    if (rid === undefined) continue
    const time = before === undefined ? Number.POSITIVE_INFINITY : Number(before)
    revoked.set(rid, Math.max(time, revoked.get(rid) ?? 0))
  }
  return { revoked, isClean }
}
