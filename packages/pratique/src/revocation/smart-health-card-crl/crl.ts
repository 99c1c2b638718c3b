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

/** What is longer than any identifier may be is no card's: one with it is refused before this. */
const TOO_LONG = /^[A-Za-z0-9_-]{25,}(?:\.\d{1,12})?$/

export interface CardRevocationOptions {
  /** The issuer whose address the list came from. */
  readonly issuer: string
  /** `crlVersion` of the key that the list is about, if known: a list must have the same. */
  readonly version?: number
}

/**
 * Reads a card revocation list. Faulty parts are left out, and what can be read of it counts, because a
 * list with a slip in it must not set revoked cards free. Where a faulty part may hide that a card is
 * revoked, the list is not complete.
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
  const { revoked, isComplete, hasSlips } = readEntries(rids)
  // There is one method, and what stands in `rids` is identifiers, whatever the method is called.
  const isKnownMethod = member(list, 'method') === 'rid'
  const age = compareVersion(member(list, 'ctr'), version)
  return {
    framework: 'smart-health-card',
    issuer,
    keyId,
    isComplete: isComplete && age !== 'unknown',
    ...(age === 'older' && { isSuperseded: true }),
    ...((hasSlips || !isKnownMethod || age === 'newer') && { hasSlips: true }),
    // With a time: revoked if issued strictly before it. Fractions of a second count.
    isRevoked: (rid, issuedAt) => issuedAt < (revoked.get(rid) ?? Number.NEGATIVE_INFINITY),
  }
}

/** A list may be newer than the keys that were loaded. Production lists write numbers and strings. */
function compareVersion(
  counter: JsonValue | undefined,
  version: number | undefined,
): 'announced' | 'older' | 'newer' | 'unknown' {
  if (version === undefined || counter === version || counter === String(version)) {
    return 'announced'
  }
  const number = typeof counter === 'string' && /^\d{1,15}$/.test(counter) ? +counter : counter
  if (typeof number !== 'number') return 'unknown'
  return number < version ? 'older' : 'newer'
}

function readEntries(rids: readonly JsonValue[]): {
  readonly revoked: ReadonlyMap<string, number>
  readonly isComplete: boolean
  readonly hasSlips: boolean
} {
  const revoked = new Map<string, number>()
  let isComplete = true
  let hasSlips = false
  for (const entry of rids) {
    const text = typeof entry === 'string' ? entry : ''
    const [, rid, before] = ENTRY.exec(text) ?? []
    if (rid === undefined) {
      if (TOO_LONG.test(text)) hasSlips = true
      else isComplete = false
      continue
    }
    // Twice the same: as much is revoked as either says.
    if (revoked.has(rid)) hasSlips = true
    const time = before === undefined ? Number.POSITIVE_INFINITY : Number(before)
    revoked.set(rid, Math.max(time, revoked.get(rid) ?? 0))
  }
  return { revoked, isComplete, hasSlips }
}
