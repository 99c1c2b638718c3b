/**
 * Trust files that a user gives: told apart by what is in them, whatever they are called.
 *
 * @module
 */

import { decodeBase64 } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { isCmsSignedData } from '../cms/signed-data.ts'
import { SEQUENCE } from '../der/tags.ts'
import { FormatError, UsageError } from '../errors.ts'
import { parseJson } from '../json/parse.ts'
import { isJsonObject, member } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { isHashBatches, readHashBatches } from '../revocation/eu-hash-batches/hash-batches.ts'
import type { RevocationList } from '../revocation/list.ts'
import { importDidDocument } from '../trust/did-document/did-document.ts'
import { importDivocKeys } from '../trust/divoc-keys/divoc-keys.ts'
import { importEuEntries, importEuList } from '../trust/eu-list/eu-list.ts'
import { importIssuerMap } from '../trust/jwk-set/issuer-map.ts'
import { importJwkSet } from '../trust/jwk-set/jwk-set.ts'
import type { PinnedSigners } from '../trust/master-list/master-list.ts'
import type { Environment, TrustImport } from '../trust/record.ts'
import { importRecords, RECORDS_TYPE } from '../trust/records/records.ts'
import { isCrl } from '../x509/crl.ts'
import { readPemBlocks, readPemCertificates } from '../x509/pem.ts'
import { importCardRevokers, importDerFile, importPemFile } from './certificate-file.ts'
import { readRevocations } from './revocations.ts'
import { isTokenListFile } from './token-lists.ts'

export interface TrustFileOptions {
  readonly crypto: CryptoPort
  /**
   * Whose keys these are. The address of an issuer binds the file to it: a JWK set, a file of that
   * issuer alone, or certificates of the keys that sign its revocation lists. Anything else is a label for a certificate without country.
   */
  readonly issuer?: string
  /** Default: `production`. Records in our own form each say theirs. */
  readonly environment?: Environment
  /** Who must have signed an ICAO master list: then its keys are `listed`. */
  readonly masterListSigners?: PinnedSigners
}

/** What a trust file came to. */
export interface TrustFile extends TrustImport {
  readonly revocationLists: readonly RevocationList[]
  /** X.509 revocation lists as DER, for `readCrlLists` once the keys of all files are known. */
  readonly crls: readonly Bytes[]
  /** Lists of revoked tokens and their deltas, for `readTokenLists` once the keys of all files are known. */
  readonly tokenLists: readonly Bytes[]
}

type Imported = TrustImport & Partial<Pick<TrustFile, 'crls' | 'revocationLists' | 'tokenLists'>>

/** A list of the whole world's keys has 1–2 MB. */
const MAX_CHARACTERS = 16 * 1024 * 1024

/** A length that takes bytes of its own. No certificate is shorter, and no text has such a byte. */
const LONG_LENGTH = 0x80

const FORMS =
  'expected X.509 certificates or revocation lists (PEM or DER), a bundle of certificates (PKCS #7), an ICAO master list, a JWK set, a file of issuers and their JWK sets, an EU trust list (JSON), a DID document, a table of DIVOC keys, revocation batches of the EU (JSON, or signed with CMS), revocation lists or trust records of Pratique'

const OTHERS =
  'a file for one issuer must be its JWK set, or the certificate of the key that signs its revocation lists: this one names other issuers, or is neither'

/** What tells an issuer's address from a label. */
const ADDRESS = /^https?:\/\//i

/** A SEQUENCE of 128 bytes or more. */
const BASE64 = /^MI[A-Za-z0-9+/\s]+={0,2}$/

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Imports a trust file of any form that is known. What a file claims is not evidence: nothing in it
 * counts for more than `local`, but in a master list whose signer is given.
 *
 * @throws {UsageError} `usage.trust-file` if it is of no such form, is damaged, or is a JWK set and no
 *   issuer is given, or is not the key set of the issuer that is given
 */
export async function importTrustFile(
  bytes: Bytes,
  { crypto, issuer, environment = 'production', masterListSigners }: TrustFileOptions,
): Promise<TrustFile> {
  const options = {
    ...{ crypto, environment },
    ...(issuer !== undefined && { issuer }),
    ...(masterListSigners && { masterListSigners }),
  }
  try {
    const imported = await importAny(bytes, options)
    const { crls = [], revocationLists = [], tokenLists = [] } = imported
    const { lists, dropped } = readRevocations(imported)
    return {
      ...imported,
      dropped: [...imported.dropped, ...dropped],
      revocationLists: [...revocationLists, ...lists],
      crls,
      tokenLists,
    }
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new UsageError('usage.trust-file', `${FORMS}: ${cause.message}`, { cause })
  }
}

async function importAny(
  bytes: Bytes,
  options: TrustFileOptions & Required<Pick<TrustFileOptions, 'environment'>>,
): Promise<Imported> {
  const { issuer } = options
  const isBound = issuer !== undefined && ADDRESS.test(issuer)
  if (bytes[0] === SEQUENCE && (bytes[1] ?? 0) >= LONG_LENGTH) {
    if (!isBound) return importDerFile(bytes, options)
    if (isCmsSignedData(bytes) || isCrl(bytes)) refuseOthers()
    return importCardRevokers([bytes], { ...options, issuer })
  }
  if (isTokenListFile(bytes)) {
    if (isBound) refuseOthers()
    return { records: [], lists: [], dropped: [], tokenLists: [bytes] }
  }
  const text = decodeText(bytes).trim()
  if (text.startsWith('{') || text.startsWith('[')) {
    const json = parseJson(text, { maxCharacters: MAX_CHARACTERS })
    if (isBound && !isOnlyOf(issuer, json)) refuseOthers()
    return importJson(json, options)
  }
  // After JSON, which may hold PEM in its texts.
  if (text.includes('-----BEGIN ')) {
    return isBound ? importBoundPem(text, { ...options, issuer }) : importPem(text, options)
  }
  if (isBound) refuseOthers()
  if (text.endsWith('}')) return importEuList(text, options)
  // As the EU gateway gives signed messages out.
  const der = BASE64.test(text) ? decodeBase64(text.replace(/\s/g, '')) : undefined
  if (der && isCmsSignedData(der)) return importDerFile(der, options)
  throw new UsageError('usage.trust-file', FORMS)
}

/** Tells whether JSON is a key set that speaks for no issuer but this one. */
function isOnlyOf(issuer: string, json: JsonValue): boolean {
  if (!isJsonObject(json) || member(json, 'type') === RECORDS_TYPE) return false
  if (member(json, 'certificates') !== undefined || isHashBatches(json)) return false
  if (member(json, 'verificationMethod') !== undefined) return false
  const named = member(json, 'issuer')
  const issuers = member(json, 'issuers')
  if (issuers === undefined) return named === undefined || named === issuer
  const maps = [issuers, member(json, 'crls') ?? {}]
  return (
    named === undefined &&
    isJsonObject(issuers) &&
    Object.hasOwn(issuers, issuer) &&
    maps.every((map) => isJsonObject(map) && Object.keys(map).every((iss) => iss === issuer))
  )
}

function refuseOthers(): never {
  throw new UsageError('usage.trust-file', OTHERS)
}

async function importPem(
  text: string,
  options: Parameters<typeof importPemFile>[1],
): Promise<Imported> {
  const imported = await importPemFile(text, options)
  const { records, dropped, crls, revocationLists } = imported
  const found = [records, dropped, crls, revocationLists]
  if (found.some(({ length }) => length > 0)) return imported
  throw new UsageError('usage.trust-file', `${FORMS}; the PEM blocks here are neither`)
}

function importBoundPem(text: string, options: Parameters<typeof importCardRevokers>[1]): Imported {
  const ders = readPemCertificates(text)
  const others = (['revocation-list', 'signed-message'] as const).flatMap((kind) =>
    readPemBlocks(text, kind),
  )
  if (ders.length === 0 || others.length > 0) refuseOthers()
  return importCardRevokers(ders, options)
}

async function importJson(
  json: JsonValue,
  options: Parameters<typeof importPemFile>[1],
): Promise<Imported> {
  const object: JsonObject = isJsonObject(json) ? json : {}
  const has = (name: string) => member(object, name) !== undefined
  const { issuer } = options
  if (member(object, 'type') === RECORDS_TYPE) return importRecords(json, { maxEvidence: 'local' })
  if (has('certificates')) return importEuEntries(json, options)
  if (isHashBatches(json)) {
    const { lists: revocationLists, dropped } = readHashBatches(json)
    return { records: [], lists: [], dropped, revocationLists }
  }
  if (has('id') && has('verificationMethod')) return importDidDocument(json, options)
  if (has('publicKeys') || Array.isArray(member(object, 'issuers'))) {
    return importDivocKeys(json, options)
  }
  if (has('issuers') || (has('issuer') && has('keys'))) return importIssuerMap(json, options)
  if (!has('keys')) throw new UsageError('usage.trust-file', FORMS)
  if (issuer !== undefined) return importJwkSet(json, { ...options, issuer })
  throw new UsageError(
    'usage.trust-file',
    'a JWK set does not say whose keys it holds: give the address of its issuer (iss)',
  )
}

/** A byte order mark is passed over. */
function decodeText(bytes: Bytes): string {
  try {
    return UTF8.decode(bytes)
  } catch (cause) {
    throw new UsageError('usage.trust-file', FORMS, { cause })
  }
}
