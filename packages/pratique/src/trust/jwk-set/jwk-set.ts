/**
 * Trust from JWK sets (RFC 7517 §5): the keys of one SMART Health Card issuer.
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { isJsonObject, member } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { FITTING_ALGORITHMS } from '../../keys/algorithms.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import type { PublicKey } from '../../keys/public-key.ts'
import type { Dropped, Environment, Evidence, TrustImport, TrustRecord } from '../record.ts'
import { readSetKey } from './key-rules.ts'

export interface JwkSetOptions {
  /** The `iss` whose keys these are. A key is looked up under it and under no other. */
  readonly issuer: string
  readonly crypto: CryptoPort
  /** The issuer's name, for people. */
  readonly name?: string
  /** Default: `production`. */
  readonly environment?: Environment
  /** Default: `local`. */
  readonly evidence?: Evidence
}

/** A version is a number; some issuers write it as text. */
const VERSION = /^\d{1,15}$/

/**
 * Imports an issuer's JWK set. A key that breaks a rule is dropped; certificates (`x5c`) must be about
 * the key that they stand beside, and are not judged. Two entries of one key are one record.
 *
 * @throws {FormatError} `format.json` if it is no JWK set
 */
export async function importJwkSet(json: JsonValue, options: JwkSetOptions): Promise<TrustImport> {
  const { issuer } = options
  const records = new Map<string, TrustRecord>()
  const dropped: Dropped[] = []
  for (const jwk of keysOf(json)) {
    const { keyId, key, faults } = await readSetKey(jwk, options.crypto)
    if (!key || faults.length > 0) {
      dropped.push({ keyId, reason: faults.join('; ') })
      continue
    }
    const record = toRecord(jwk, keyId, key, options)
    // The key identifier is the key's digest, so that entries of one identifier are of one key.
    const { crlVersion = -1 } = records.get(keyId) ?? {}
    if (!records.has(keyId) || (record.crlVersion ?? -1) > crlVersion) records.set(keyId, record)
  }
  return {
    records: [...records.values()],
    lists: [{ framework: 'smart-health-card', name: issuer, issuer, isSigned: false }],
    dropped,
  }
}

/**
 * Picks the keys of a JWK set.
 *
 * @throws {FormatError} `format.json` if it is none
 */
export function keysOf(json: JsonValue): readonly JsonObject[] {
  const keys = isJsonObject(json) ? member(json, 'keys') : undefined
  if (!Array.isArray(keys) || !keys.every(isJsonObject)) {
    throw new FormatError('format.json', 'expected { keys: [JWK, …] }')
  }
  return keys
}

function toRecord(
  jwk: JsonObject,
  keyId: string,
  key: PublicKey,
  { issuer, name, environment = 'production', evidence = 'local' }: JwkSetOptions,
): TrustRecord {
  const crlVersion = readCrlVersion(jwk)
  return {
    framework: 'smart-health-card',
    environment,
    issuer,
    ...(name !== undefined && { name }),
    keyId,
    key,
    algorithms: FITTING_ALGORITHMS[key.kind],
    status: 'live',
    evidence,
    list: issuer,
    revocation: member(jwk, 'crlVersion') === undefined ? 'none' : 'smart-health-card-crl',
    ...(crlVersion !== undefined && { crlVersion }),
    remarks: [],
  }
}

function readCrlVersion(jwk: JsonObject): number | undefined {
  const version = member(jwk, 'crlVersion')
  if (Number.isSafeInteger(version)) return Number(version)
  return typeof version === 'string' && VERSION.test(version) ? Number(version) : undefined
}
