/**
 * Who must sign a bundle: a number of independent keys out of several, so that no one can add an issuer
 * unseen (DESIGN §8).
 *
 * @module
 */

import { decodeBase64, encodeBase64 } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { readTyped, type TypedSignature, verifyTyped } from '../cose/typed-signature.ts'
import { FormatError, UsageError } from '../errors.ts'
import { isJsonObject, member, stringMember } from '../json/read.ts'
import type { JsonValue } from '../json/value.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { type PublicKey, toIdentity } from '../keys/public-key.ts'
import { toSignerId } from '../keys/signer-id.ts'
import { readSpki } from '../keys/spki.ts'

/** One of those who sign. */
export interface QuorumKey {
  readonly name: string
  readonly key: PublicKey
}

/** Those who sign, and how many of them must. */
export interface Quorum {
  readonly threshold: number
  readonly keys: readonly QuorumKey[]
}

/** What one signature came to. */
export interface QuorumSignature {
  /** As the signature calls its signer. */
  readonly keyId: string
  /** Of a signer of the quorum. */
  readonly name?: string
  readonly status: 'good' | 'bad' | 'unsaid' | 'not of the quorum'
}

/** What all signatures came to. */
export interface QuorumResult {
  readonly isMet: boolean
  /** Different signers of the quorum whose signature is good. */
  readonly good: number
  readonly signatures: readonly QuorumSignature[]
}

/** Says what a file is. */
export const QUORUM_TYPE = 'pratique-quorum'

const VERSION = 1
const MAX_KEYS = 32
/** Each is verified; nobody needs more. */
const MAX_SIGNATURES = 64

/**
 * Reads a quorum: `{ type, version, threshold, keys: [{ name, spki }] }`, with `spki` as Base64 of DER.
 *
 * @throws {UsageError} `usage.quorum`
 */
export function parseQuorum(json: JsonValue): Quorum {
  const object = isJsonObject(json) ? json : {}
  const isKnown = stringMember(object, 'type') === QUORUM_TYPE
  if (!isKnown || member(object, 'version') !== VERSION) {
    refuse(`expected { "type": "${QUORUM_TYPE}", "version": ${VERSION}, … }`)
  }
  const others = Object.keys(object).filter((name) => !MEMBERS.includes(name))
  if (others.length > 0) refuse('has members that are not known')
  const threshold = member(object, 'threshold')
  const keys = member(object, 'keys')
  if (typeof threshold !== 'number' || !Array.isArray(keys)) refuse('expected threshold and keys')
  return requireQuorum({ threshold, keys: keys.map(parseKey) })
}

const MEMBERS = ['type', 'version', 'threshold', 'keys']

function parseKey(json: JsonValue): QuorumKey {
  const object = isJsonObject(json) ? json : {}
  const [name, spki] = [stringMember(object, 'name'), stringMember(object, 'spki')]
  if (!name || spki === undefined) refuse('expected a name and an spki of every key')
  try {
    return { name, key: readSpki(decodeBase64(spki)) }
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    return refuse('an spki is no public key in Base64', cause)
  }
}

/** Writes a quorum. Inverse of {@link parseQuorum}. */
export function writeQuorum({ threshold, keys }: Quorum): JsonValue {
  return {
    type: QUORUM_TYPE,
    version: VERSION,
    threshold,
    keys: keys.map(({ name, key }) => ({ name, spki: encodeBase64(key.spki) })),
  }
}

/**
 * Refuses a quorum that is none: one that nobody can meet, or that one key meets twice.
 *
 * @throws {UsageError} `usage.quorum`
 */
export function requireQuorum(quorum: Quorum): Quorum {
  const { threshold, keys } = quorum
  const identities = new Set(keys.map(({ key }) => toIdentity(key)))
  if (keys.length > MAX_KEYS || identities.size !== keys.length) {
    refuse(`expected up to ${MAX_KEYS} different keys`)
  }
  if (!keys.every(({ key: { kind } }) => kind === 'P-256' || kind === 'Ed25519')) {
    refuse('expected keys on P-256 or Ed25519')
  }
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > keys.length) {
    refuse('the threshold must be at least 1, and at most the number of keys')
  }
  return quorum
}

/** Tells which signatures over a bundle are good, and whether they are enough. Never throws for them. */
export async function verifyQuorum(
  signatures: readonly Bytes[],
  payload: Bytes,
  quorum: Quorum,
  crypto: CryptoPort,
): Promise<QuorumResult> {
  const results = await Promise.all(
    signatures
      .slice(0, MAX_SIGNATURES)
      .map((bytes) => verifyOne(readIfAny(bytes), payload, quorum, crypto)),
  )
  const good = new Set(results.flatMap(({ status, at }) => (status === 'good' ? [at] : [])))
  return {
    isMet: good.size >= quorum.threshold,
    good: good.size,
    signatures: results.map(({ at: _, ...result }) => result),
  }
}

async function verifyOne(
  signature: TypedSignature | undefined,
  payload: Bytes,
  { keys }: Quorum,
  crypto: CryptoPort,
): Promise<QuorumSignature & { readonly at?: number }> {
  if (!signature) return { keyId: '', status: 'bad' }
  const { keyId } = signature
  const at = keys.findIndex(({ key }) => toSignerId(key) === keyId)
  const signer = keys[at]
  if (!signer) return { keyId, status: 'not of the quorum' }
  const status = await verifyTyped(signature, payload, signer.key, crypto)
  return { keyId, name: signer.name, status, at }
}

function readIfAny(bytes: Bytes): TypedSignature | undefined {
  try {
    const signature = readTyped(['bundle'], bytes)
    // A signature that brings what it signs may be one over something else.
    return signature.payload ? undefined : signature
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

function refuse(reason: string, cause?: FormatError): never {
  throw new UsageError('usage.quorum', `no quorum: ${reason}`, { cause })
}
