/**
 * Trust from tables of DIVOC keys: public keys as PEM, by the verification method that proofs name.
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { Algorithm, KeyKind } from '../../keys/algorithms.ts'
import type { PublicKey } from '../../keys/public-key.ts'
import { readSpki } from '../../keys/spki.ts'
import { readPemBlocks } from '../../x509/pem.ts'
import { joinImports } from '../join-imports.ts'
import type { Dropped, Environment, Evidence, TrustImport, TrustRecord } from '../record.ts'

export interface DivocKeysOptions {
  /** Default: `production`. */
  readonly environment?: Environment
  /** Default: `local`. */
  readonly evidence?: Evidence
  /** The `issuer` of certificates by these keys, for a table that names none. */
  readonly issuer?: string
}

/**
 * What keys sign with. DIVOC signs PS256; the suite RsaSignature2018 says RS256, which fits no key
 * unless a record says so.
 */
const ALGORITHMS: Readonly<Partial<Record<KeyKind, readonly Algorithm[]>>> = {
  RSA: ['PS256', 'RS256'],
  Ed25519: ['EdDSA'],
}

const ISSUER = /^(?:https?:\/\/|did:|urn:)[^\s<>"{}|\\^`]+$/

/**
 * Imports `{ issuer?, name?, publicKeys: { <verification method>: PEM } }`, or a table of several
 * issuers, `{ issuers: [{ issuer, name?, publicKeys }, …] }`. Other members are not looked at.
 *
 * A verification method such as `did:india` is a label that anyone can write, so that a key counts
 * for one issuer alone. Keys without an issuer, in the table or in the options, are dropped.
 *
 * @throws {FormatError} `format.json` if it is neither
 */
export function importDivocKeys(json: JsonValue, options: DivocKeysOptions = {}): TrustImport {
  const object = isJsonObject(json) ? json : refuse()
  const issuers = member(object, 'issuers')
  if (issuers === undefined) return importIssuer(object, options)
  if (!Array.isArray(issuers) || !issuers.every(isJsonObject)) return refuse()
  return joinImports(issuers.map((issuer) => importIssuer(issuer, options)))
}

function importIssuer(table: JsonObject, options: DivocKeysOptions): TrustImport {
  const keys = member(table, 'publicKeys')
  if (!isJsonObject(keys)) return refuse()
  const issuer = stringMember(table, 'issuer') ?? options.issuer
  const name = stringMember(table, 'name')
  const records: TrustRecord[] = []
  const dropped: Dropped[] = []
  for (const [keyId, pem] of Object.entries(keys)) {
    const key = readKey(pem, issuer)
    if (typeof key === 'string') dropped.push({ keyId, reason: key })
    else records.push(toRecord(keyId, key, { ...options, issuer: issuer ?? '', name }))
  }
  return { records, lists: [], dropped }
}

/** @returns why it is not taken, in words, if it is not */
function readKey(pem: JsonValue, issuer: string | undefined): PublicKey | string {
  if (issuer === undefined) return 'it is bound to no issuer'
  if (!ISSUER.test(issuer)) return 'its issuer is no URI: http, https, did or urn'
  if (typeof pem !== 'string') return 'it is no text'
  try {
    const [der, other] = readPemBlocks(pem, 'public-key')
    if (!der || other) return 'expected one PEM block, PUBLIC KEY'
    const key = readSpki(der)
    return ALGORITHMS[key.kind] ? key : 'neither RSA nor Ed25519'
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return `it cannot be read: ${error.message}`
  }
}

function toRecord(
  keyId: string,
  key: PublicKey,
  options: DivocKeysOptions & { readonly issuer: string; readonly name: string | undefined },
): TrustRecord {
  const { issuer, name, environment = 'production', evidence = 'local' } = options
  return {
    framework: 'divoc',
    environment,
    issuer,
    ...(name !== undefined && { name }),
    keyId,
    key,
    algorithms: ALGORITHMS[key.kind] ?? [],
    status: 'live',
    evidence,
    revocation: 'none',
    remarks: [],
  }
}

function refuse(): never {
  throw new FormatError('format.json', 'expected { publicKeys: { <method>: PEM } } or { issuers }')
}
