/**
 * Writing revocation batches for the EU gateway: hashes of certificate identifiers (dgc-gateway,
 * RevocationBatchDto), and the CMS message that they are uploaded in.
 *
 * Entries of type SIGNATURE are read and never written: that takes a record of every signature.
 *
 * @module
 */

import { encodeBase64 } from '../../bytes/base64url.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { decodeHex, encodeHex } from '../../bytes/hex.ts'
import { sha256 } from '../../bytes/sha256.ts'
import { signCms } from '../../cms/sign.ts'
import { FormatError, UsageError } from '../../errors.ts'
import type { JsonObject } from '../../json/value.ts'
import type { SignPort } from '../../keys/sign-port.ts'
import { isCountry } from '../../model/countries.ts'
import { type Certificate, readCertificate } from '../../x509/certificate.ts'
import { ANY_KEY, HASH_BYTES, KEY_ID_BYTES, MAX_ENTRIES } from './names.ts'

/** What entries are hashes of, of the kinds that are written. */
export type WrittenHashType = 'UCI' | 'COUNTRYCODEUCI'

/** A certificate that its issuer has revoked. */
export interface RevokedUci {
  /** The identifier as it stands in the certificate, `URN:UVCI:` and all. */
  readonly uci: string
  /** Of the key that signed it, lower-case hex of 8 bytes. Absent: it is not known. */
  readonly keyId?: string
  /** When the certificate expires, seconds since the epoch: until then it must stay revoked. */
  readonly expiresAt: number
}

export interface HashBatchOptions {
  /** Two capital letters: whose certificates they are, and what COUNTRYCODEUCI puts before them. */
  readonly country: string
  readonly hashType: WrittenHashType
}

export interface NamedHashBatch {
  /**
   * Such as `UT-0102030405060708-UCI-01`: country, key or `any`, type, and the bits that all hashes in
   * it begin with. A batch has the same name and the same content until its own entries change.
   */
  readonly name: string
  /** `{ country, expires, kid, hashType, entries }` */
  readonly batch: JsonObject
}

export interface HashBatchSigning {
  readonly signer: SignPort
  /** DER: the upload certificate that the gateway knows, of the signer's key. */
  readonly certificate: Bytes
  /** Seconds since the epoch, whole ones. */
  readonly signedAt: number
}

interface Group {
  /** Hex, which sorts as the bytes do. */
  readonly hashes: Set<string>
  expiresAt: number
}

/** No later than any date that readers have: the end of the year 9999. */
const LAST_SECOND = 253_402_300_799

const ANY_KEY_NAME = 'any'
const UTF8 = new TextEncoder()

/**
 * Puts revoked certificates into batches of 1 to 1,000 entries: those of one key together, parted by the
 * bits that their hashes begin with, and sorted by hash. So neither order nor place tells anything of a
 * certificate. All batches of a key end when the last of its certificates does.
 *
 * @throws {UsageError} `usage.argument` on a country, identifier, key or date that no reader would take
 */
export function createHashBatches(
  revoked: Iterable<RevokedUci>,
  { country, hashType }: HashBatchOptions,
): readonly NamedHashBatch[] {
  if (!isCountry(country)) misuse('expected a country, two capital letters')
  const groups = new Map<string, Group>()
  for (const entry of revoked) {
    checkEntry(entry)
    const { uci, keyId = ANY_KEY_NAME, expiresAt } = entry
    const group = groups.get(keyId) ?? { hashes: new Set(), expiresAt: 0 }
    group.hashes.add(toHash(hashType === 'UCI' ? uci : country + uci))
    group.expiresAt = Math.max(group.expiresAt, Math.ceil(expiresAt))
    groups.set(keyId, group)
  }
  return [...groups].toSorted(byKey).flatMap(([keyId, { hashes, expiresAt }]) => {
    const kid = encodeKeyId(keyId)
    const head = { country, expires: toDateTime(expiresAt), kid, hashType }
    return part([...hashes].toSorted(), '').map(({ bits, entries }) => ({
      name: [country, keyId, hashType, ...(bits === '' ? [] : [bits])].join('-'),
      batch: { ...head, entries: entries.map(toEntry) },
    }))
  })
}

/**
 * Signs a batch as the gateway takes it: JSON in a CMS message, with the upload certificate.
 *
 * @returns DER
 * @throws {UsageError} `usage.key-file` if the certificate cannot be read, or is not of the signer's
 *   key, or the key is not on P-256
 */
export async function signHashBatch(
  batch: JsonObject,
  { signer, certificate, signedAt }: HashBatchSigning,
): Promise<Bytes> {
  const content = UTF8.encode(JSON.stringify(batch))
  return signCms(content, { signer, signedAt, certificate: readUploader(certificate) })
}

function readUploader(der: Bytes): Certificate {
  try {
    return readCertificate(der)
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new UsageError('usage.key-file', 'the upload certificate cannot be read', { cause })
  }
}

function checkEntry({ uci, keyId, expiresAt }: RevokedUci): void {
  if (uci.trim() === '') misuse('expected the identifier of a certificate')
  if (keyId !== undefined && decodeHex(keyId)?.length !== KEY_ID_BYTES) {
    misuse(`expected a key identifier of ${KEY_ID_BYTES} bytes, in lower-case hex`)
  }
  if (!(expiresAt >= 0 && expiresAt <= LAST_SECOND)) misuse('expected seconds since the epoch')
}

/** Splits sorted hashes by their next bit until no part is too large. No two are the same. */
function part(
  hashes: readonly string[],
  bits: string,
): readonly { readonly bits: string; readonly entries: readonly string[] }[] {
  if (hashes.length === 0) return []
  if (hashes.length <= MAX_ENTRIES) return [{ bits, entries: hashes }]
  const first = hashes.findIndex((hash) => isBitSet(hash, bits.length))
  const middle = first < 0 ? hashes.length : first
  return [...part(hashes.slice(0, middle), `${bits}0`), ...part(hashes.slice(middle), `${bits}1`)]
}

function isBitSet(hash: string, bit: number): boolean {
  const digit = Number.parseInt(hash.charAt(bit >> 2), 16)
  return (digit & (8 >> (bit & 3))) !== 0
}

/** The first 128 bits (BatchEntryDto). */
function toHash(text: string): string {
  return encodeHex(sha256(UTF8.encode(text)).subarray(0, HASH_BYTES))
}

function toEntry(hash: string): JsonObject {
  const bytes = decodeHex(hash)
  if (!bytes) throw new Error('unreachable: hashes are written in hexadecimal')
  return { hash: encodeBase64(bytes) }
}

function encodeKeyId(keyId: string): string {
  const bytes = decodeHex(keyId)
  return bytes ? encodeBase64(bytes) : ANY_KEY
}

function toDateTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}

function byKey([a]: readonly [string, Group], [b]: readonly [string, Group]): number {
  return a < b ? -1 : 1
}

function misuse(reason: string): never {
  throw new UsageError('usage.argument', reason)
}
