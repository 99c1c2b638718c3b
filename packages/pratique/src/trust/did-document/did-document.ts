/**
 * Trust from a DID document (DID Core §5), as issuers of NZ COVID Passes publish theirs (NZCP
 * "Issuer Identifier").
 *
 * @module
 */

import { encodeHex } from '../../bytes/hex.ts'
import { FormatError } from '../../errors.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { hasPrivateMember, readJwk } from '../../keys/jwk.ts'
import type { PublicKey } from '../../keys/public-key.ts'
import type { Dropped, Environment, Evidence, TrustImport, TrustRecord } from '../record.ts'

export interface DidDocumentOptions {
  readonly environment: Environment
  /** Default: `local`. */
  readonly evidence?: Evidence
  /** DIDs that are trusted to issue: keys of any other are dropped. Absent: the document's is. */
  readonly issuers?: readonly string[]
}

const FRAMEWORK = 'nz-pass'
const KEY_TYPE = 'JsonWebKey2020'

/** Members of a JWK that have one value only; the last two may be absent. */
const REQUIRED = { kty: 'EC', crv: 'P-256' } as const
const RESTRICTING = { use: 'sig', alg: 'ES256' } as const

const encoder = /* @__PURE__ */ new TextEncoder()

/** What a document comes to, member by member. */
interface DidDocument {
  readonly did: string
  readonly methods: readonly JsonObject[]
  /** How many keys have an identifier. */
  readonly counts: ReadonlyMap<string, number>
  /** Identifiers of the keys that may sign statements. */
  readonly assertion: ReadonlySet<string>
}

/**
 * Imports the keys that a DID document names for statements (`assertionMethod`). Read as JSON: contexts
 * are not looked at, and identifiers must be written in full.
 *
 * @throws {FormatError} `format.json` if it is no DID document
 */
export function importDidDocument(json: JsonValue, options: DidDocumentOptions): TrustImport {
  const document = readDocument(json)
  const { did, methods, counts, assertion } = document
  if (options.issuers && !options.issuers.includes(did)) return dropAll(document)
  const records: TrustRecord[] = []
  const dropped: Dropped[] = []
  for (const method of methods) {
    const keyId = stringMember(method, 'id') ?? ''
    const key = readMethod(method, document)
    if (typeof key === 'string') dropped.push({ keyId, reason: key })
    else records.push(toRecord(did, keyId.slice(did.length + 1), key, options))
  }
  for (const keyId of assertion) {
    if (counts.has(keyId)) continue
    dropped.push({
      keyId,
      reason: 'assertionMethod names it, and verificationMethod has no such key',
    })
  }
  return {
    records,
    lists: [{ framework: FRAMEWORK, name: did, issuer: did, isSigned: false }],
    dropped,
  }
}

function readDocument(json: JsonValue): DidDocument {
  const object = isJsonObject(json) ? json : {}
  const did = stringMember(object, 'id')
  const methods = member(object, 'verificationMethod')
  const assertion = member(object, 'assertionMethod') ?? []
  if (!did?.startsWith('did:') || !Array.isArray(methods) || !methods.every(isJsonObject)) {
    throw new FormatError('format.json', 'expected { id: DID, verificationMethod: [ … ] }')
  }
  if (!Array.isArray(assertion)) {
    throw new FormatError('format.json', 'assertionMethod is no array')
  }
  const counts = new Map<string, number>()
  for (const method of methods) {
    const id = stringMember(method, 'id') ?? ''
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return { did, methods, counts, assertion: new Set(assertion.filter(isText)) }
}

/**
 * Returns the key, or in words why it is none. A key that somebody else controls (DID Core §5.2) does
 * not speak for the issuer.
 */
function readMethod(method: JsonObject, document: DidDocument): PublicKey | string {
  const { did, counts, assertion } = document
  const id = stringMember(method, 'id')
  if (!id?.startsWith(`${did}#`) || id.length === did.length + 1) {
    return 'its id is not that of the document, # and a name'
  }
  if ((counts.get(id) ?? 0) > 1) {
    return 'its id stands twice, so that it is not clear which key is meant'
  }
  if (!assertion.has(id)) return 'assertionMethod does not name it'
  const controller = member(method, 'controller') ?? did
  if (controller !== did) return 'its controller is not the document’s subject'
  if (stringMember(method, 'type') !== KEY_TYPE) return `its type is not ${KEY_TYPE}`
  const jwk = member(method, 'publicKeyJwk')
  return isJsonObject(jwk) ? readKey(jwk) : 'it has no publicKeyJwk'
}

function readKey(jwk: JsonObject): PublicKey | string {
  if (hasPrivateMember(jwk)) return 'holds a private key'
  for (const [name, value] of Object.entries(REQUIRED)) {
    if (stringMember(jwk, name) !== value) return `${name} is not "${value}"`
  }
  for (const [name, value] of Object.entries(RESTRICTING)) {
    if (Object.hasOwn(jwk, name) && member(jwk, name) !== value) return `${name} is not "${value}"`
  }
  try {
    return readJwk(jwk)
  } catch (error) {
    if (error instanceof FormatError) return `x or y: ${error.message}`
    throw error
  }
}

function toRecord(
  issuer: string,
  fragment: string,
  key: PublicKey,
  { environment, evidence = 'local' }: DidDocumentOptions,
): TrustRecord {
  return {
    framework: FRAMEWORK,
    environment,
    issuer,
    // A `kid` is the name after `#`, as text or as its bytes (NZCP "CWT Headers").
    keyId: encodeHex(encoder.encode(fragment)),
    key,
    algorithms: ['ES256'],
    status: 'live',
    evidence,
    list: issuer,
    revocation: 'none',
    remarks: [],
  }
}

function dropAll({ methods }: DidDocument): TrustImport {
  const dropped = methods.map((method) => ({
    keyId: stringMember(method, 'id') ?? '',
    reason: 'its issuer is not among those that are trusted',
  }))
  return { records: [], lists: [], dropped }
}

function isText(value: JsonValue): value is string {
  return typeof value === 'string'
}
