/**
 * The root list of a network of the GDHCN, as JSON: a DID document (DID Core §5) with a proof.
 *
 * RDF, which the proof is over, drops what it cannot name. So the form is closed: every member is one
 * that is known, has its one type, and says the same wherever it is said twice.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { FormatError } from '../../errors.ts'
import { decodeJson } from '../../json/parse.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { readInstant } from '../../model/dates.ts'
import { findNetwork, type NetworkNames } from './networks.ts'

/** One entry. Nothing of it is verified. */
export interface GdhcnEntry {
  readonly id: string
  /** As its participant writes it, such as `DCC`. */
  readonly domain: string
  /** ISO 3166-1 alpha-3, or a made-up code that begins with X. */
  readonly participant: string
  /** As the path writes it: `DSC`, `SCA`, `DECA`, `DESC`. */
  readonly usage: string
  /** Base64, by the specification of the first 8 bytes of SHA-256 of the certificate. */
  readonly kid: string
  readonly jwk: JsonObject
  /** Base64 of DER: `x5c[0]`. */
  readonly certificate: string
}

export interface GdhcnDocument {
  readonly names: NetworkNames
  readonly json: JsonObject
  readonly proof: JsonObject
  readonly jws: string
  /** When the proof was made, in seconds since the epoch. */
  readonly createdAt: number
  /** By `id`, since the proof does not cover their order. */
  readonly entries: readonly GdhcnEntry[]
}

/** The largest list of today has 1.5 MB and 501 keys. */
const MAX_CHARACTERS = 16 * 1024 * 1024
const MAX_ENTRIES = 10_000
const MAX_DEPTH = 8

/** `<did>:<DOMAIN>:<PARTICIPANT>:<USAGE>#<kid>`; the kid is opaque (reference trust.md §1.4). */
const PATH = /^:([A-Z0-9-]{1,32}):([A-Z]{2,3}):([A-Z]{2,8})#([A-Za-z0-9+/]{1,64}={0,2})$/

const DOCUMENT_MEMBERS = ['@context', 'id', 'controller', 'verificationMethod', 'proof']
const PROOF_MEMBERS = ['type', 'created', 'nonce', 'proofPurpose', 'verificationMethod', 'jws']
const ENTRY_MEMBERS = [
  'id',
  'type',
  'controller',
  'publicKeyJwk',
  'domain',
  'participant',
  'keyusage',
]
const JWK_MEMBERS: readonly string[] = ['kty', 'kid', 'x5c', 'crv', 'x', 'y', 'n', 'e']

/**
 * Reads a root list.
 *
 * @throws {FormatError} `format.json`, `format.context` or `format.document`
 */
export function readGdhcnDocument(bytes: Bytes): GdhcnDocument {
  const { value } = decodeJson(bytes, { maxCharacters: MAX_CHARACTERS, maxDepth: MAX_DEPTH })
  const json = closed(value, DOCUMENT_MEMBERS, 'the document')
  const names = findNetwork(text(json, 'id'))
  if (names === undefined) refuse('the id is of no root list of the network')
  requireContext(member(json, '@context'), names)
  requireText(json, 'controller', names.did)
  const proof = closed(member(json, 'proof'), PROOF_MEMBERS, 'the proof')
  requireText(proof, 'type', 'JsonWebSignature2020')
  requireText(proof, 'proofPurpose', 'assertionMethod')
  requireText(proof, 'verificationMethod', names.signer)
  text(proof, 'nonce')
  const created = readInstant(text(proof, 'created'))
  if (created === undefined) refuse('the proof has no date')
  return {
    names,
    json,
    proof,
    jws: text(proof, 'jws'),
    createdAt: Math.floor(created.seconds),
    entries: readEntries(member(json, 'verificationMethod'), names.did),
  }
}

function readEntries(methods: JsonValue | undefined, did: string): readonly GdhcnEntry[] {
  if (!isArray(methods) || methods.length > MAX_ENTRIES) {
    return refuse(`verificationMethod is no array of up to ${MAX_ENTRIES} keys`)
  }
  const entries = methods.map((method) => readEntry(method, did))
  if (new Set(entries.map(({ id }) => id)).size < entries.length) refuse('an id occurs twice')
  return entries.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function readEntry(method: JsonValue, did: string): GdhcnEntry {
  const entry = closed(method, ENTRY_MEMBERS, 'an entry')
  requireText(entry, 'type', 'JsonWebKey2020')
  requireText(entry, 'controller', did)
  const id = text(entry, 'id')
  const parts = id.startsWith(did) ? PATH.exec(id.slice(did.length)) : null
  const [, domain, participant, usage, kid] = parts ?? []
  if (!domain || !participant || !usage || !kid)
    return refuse('the id of an entry has another form')
  requireCode(entry, 'domain', domain)
  requireCode(entry, 'participant', participant)
  // The path writes SCA for what the member calls CSCA.
  requireCode(entry, 'keyusage', usage === 'SCA' ? 'CSCA' : usage)
  const jwk = readJwkMembers(member(entry, 'publicKeyJwk'))
  requireText(jwk, 'kid', kid)
  return { id, domain, participant, usage, kid, jwk, certificate: readCertificateText(jwk) }
}

/** Which of the numbers there are is not asked: the key is read from the certificate. */
function readJwkMembers(value: JsonValue | undefined): JsonObject {
  if (!isJsonObject(value)) return refuse('an entry has no publicKeyJwk')
  for (const [name, each] of Object.entries(value)) {
    if (!JWK_MEMBERS.includes(name)) refuse('a JWK has a member that is not known')
    if (name !== 'x5c' && typeof each !== 'string') refuse('a member of a JWK is no text')
  }
  return value
}

function readCertificateText(jwk: JsonObject): string {
  const x5c = member(jwk, 'x5c')
  const texts = isArray(x5c) ? x5c.filter((each) => typeof each === 'string') : []
  const [first] = texts
  if (!isArray(x5c) || first === undefined || texts.length !== x5c.length) {
    return refuse('x5c is no list of certificates')
  }
  return first
}

function requireContext(context: JsonValue | undefined, { contexts }: NetworkNames): void {
  const isSame =
    isArray(context) &&
    context.length === contexts.length &&
    contexts.every((url, at) => context[at] === url)
  if (isSame) return
  throw new FormatError('format.context', '@context is not the array of the network')
}

/** `{ code: "#<code>" }` and nothing else. */
function requireCode(entry: JsonObject, name: string, code: string): void {
  const value = closed(member(entry, name), ['code'], `the ${name} of an entry`)
  requireText(value, 'code', `#${code}`)
}

/** An object that has these members, all of them and no other. */
function closed(value: JsonValue | undefined, names: readonly string[], what: string): JsonObject {
  if (!isJsonObject(value)) return refuse(`${what} is no object`)
  const isClosed =
    Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name))
  return isClosed ? value : refuse(`${what} has not exactly the members that are known`)
}

function requireText(object: JsonObject, name: string, expected: string): void {
  if (text(object, name) !== expected) refuse(`${name} is not what it has to be`)
}

function text(object: JsonObject, name: string): string {
  return stringMember(object, name) ?? refuse(`${name} is no text`)
}

function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function refuse(reason: string): never {
  throw new FormatError('format.document', reason)
}
