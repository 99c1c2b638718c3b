/**
 * Revocation batches of the EU gateway: hashes of revoked certificates (dgc-gateway,
 * RevocationBatchDto).
 *
 * @module
 */

import { decodeBase64 } from '../../bytes/base64url.ts'
import { encodeHex } from '../../bytes/hex.ts'
import { FormatError } from '../../errors.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { isCountry } from '../../model/countries.ts'
import { readInstant } from '../../model/dates.ts'
import type { RevocationIdKind } from '../../model/format.ts'
import type { RevocationList } from '../list.ts'
import { ANY_KEY, HASH_BYTES, KEY_ID_BYTES, MAX_ENTRIES } from './names.ts'

/** The batches that could be read, and why the others could not. */
export interface HashBatches {
  readonly lists: readonly RevocationList[]
  readonly dropped: readonly { readonly keyId: string; readonly reason: string }[]
}

/** What entries of a type are hashes of (RevocationHashTypeDto). */
const KINDS: ReadonlyMap<string, RevocationIdKind> = new Map([
  ['UCI', 'uci'],
  ['COUNTRYCODEUCI', 'country-uci'],
  ['SIGNATURE', 'signature'],
])

/** More than the gateway ever had: a guard for memory. */
const MAX_BATCHES = 20_000

/** Tells whether JSON has the shape of a batch, or of several, without reading it. */
export function isHashBatches(json: JsonValue): boolean {
  if (isArray(json)) return json.some(isLikeBatch)
  return isLikeBatch(json) || (isJsonObject(json) && isArray(member(json, 'batches')))
}

/**
 * Reads one batch, an array of them, or an object with `batches`. One that cannot be read hides no other.
 *
 * @throws {FormatError} `format.json` if none can be read
 */
export function readHashBatches(json: JsonValue): HashBatches {
  const batches = isJsonObject(json) ? (member(json, 'batches') ?? [json]) : json
  if (!isArray(batches) || batches.length === 0) refuse('expected batches of hashes')
  if (batches.length > MAX_BATCHES) refuse(`more than ${MAX_BATCHES} batches`)
  const lists: RevocationList[] = []
  const dropped: HashBatches['dropped'][number][] = []
  for (const batch of batches) {
    try {
      lists.push(readHashBatch(batch))
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      const keyId = isJsonObject(batch) ? (stringMember(batch, 'kid') ?? '') : ''
      dropped.push({ keyId, reason: `its revocation batch cannot be read: ${error.message}` })
    }
  }
  const [fault] = dropped
  if (lists.length === 0 && fault) refuse(fault.reason)
  return { lists, dropped }
}

/**
 * Reads a batch. Entries that are no hash are left out, and the batch is not complete. `expires` says
 * when a batch may be deleted: from then on its country no longer looks after it, and what is on it
 * still counts.
 *
 * @throws {FormatError} `format.json` if it does not say whose certificates it revokes, or none
 */
export function readHashBatch(batch: JsonValue): RevocationList {
  if (!isJsonObject(batch)) refuse('expected { country, expires, kid, hashType, entries }')
  const issuer = stringMember(batch, 'country') ?? ''
  if (!isCountry(issuer)) refuse('expected a country, two capital letters')
  const names = KINDS.get(stringMember(batch, 'hashType') ?? '')
  if (!names) refuse(`expected a hashType: ${[...KINDS.keys()].join(', ')}`)
  const keyId = readKeyId(member(batch, 'kid') ?? ANY_KEY)
  const { hashes, isComplete } = readEntries(member(batch, 'entries'))
  return {
    framework: 'hcert',
    issuer,
    ...(keyId !== undefined && { keyId }),
    names,
    freshUntil: readEnd(batch),
    isPart: true,
    isComplete,
    // Whenever it was issued.
    isRevoked: (hash) => hashes.has(hash),
  }
}

/** A batch that does not say how long it lasts is over. */
function readEnd(batch: JsonObject): number {
  return readInstant(stringMember(batch, 'expires') ?? '')?.seconds ?? Number.NEGATIVE_INFINITY
}

function readKeyId(kid: JsonValue): string | undefined {
  if (kid === ANY_KEY) return undefined
  const bytes = typeof kid === 'string' ? decodeBase64(kid) : undefined
  if (bytes?.length === KEY_ID_BYTES) return encodeHex(bytes)
  return refuse(`expected a kid of ${KEY_ID_BYTES} bytes, or ${ANY_KEY}`)
}

/** Strict Base64 has one text for each hash, so that texts can be compared. */
function readEntries(entries: JsonValue | undefined): {
  readonly hashes: ReadonlySet<string>
  readonly isComplete: boolean
} {
  if (!isArray(entries) || entries.length === 0 || entries.length > MAX_ENTRIES) {
    refuse(`expected 1 to ${MAX_ENTRIES} entries`)
  }
  const hashes = new Set<string>()
  let isComplete = true
  for (const entry of entries) {
    const hash = isJsonObject(entry) ? (stringMember(entry, 'hash') ?? '') : ''
    if (isHash(hash)) hashes.add(hash)
    else isComplete = false
  }
  if (hashes.size === 0) refuse(`expected hashes of ${HASH_BYTES} bytes`)
  return { hashes, isComplete }
}

function isHash(text: string): boolean {
  try {
    return decodeBase64(text).length === HASH_BYTES
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

function isLikeBatch(value: JsonValue): boolean {
  return isJsonObject(value) && ['hashType', 'entries'].some((name) => Object.hasOwn(value, name))
}

function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function refuse(reason: string): never {
  throw new FormatError('format.json', reason)
}
