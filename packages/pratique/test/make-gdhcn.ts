/**
 * Made-up lists of the GDHCN, signed by a key of our own: no real list may lie here.
 *
 * @module
 */

import { createHash, sign } from 'node:crypto'
import type { Bytes } from '../src/bytes/bytes.ts'
import type { JsonObject, JsonValue } from '../src/json/value.ts'
import { hashForProof, toProofOptions } from '../src/jsonld/proof.ts'
import { readSpki } from '../src/keys/spki.ts'
import { findNetwork, GDHCN_CONTEXTS, type GdhcnNetwork } from '../src/trust/gdhcn/networks.ts'
import type { GdhcnSigner } from '../src/trust/gdhcn/proof.ts'
import {
  basicConstraints,
  COMMON_NAME,
  COUNTRY,
  type KeyPair,
  keyUsage,
  makeCertificate,
  makeKeys,
  type NameSpec,
  NOT_AFTER,
  type SignedWith,
  spkiOf,
} from './make-certificate.ts'

/** An entry to be. */
export interface MadeEntry {
  readonly certificate: Bytes
  readonly usage: 'SCA' | 'DSC' | 'DECA' | 'DESC'
  /** Default: `FRA`. */
  readonly participant?: string
  /** Default: `DCC`. */
  readonly domain?: string
  /** Default: that of the certificate. */
  readonly kid?: string
  /** In place of made-up coordinates. */
  readonly jwk?: JsonObject
}

/** An authority or a signer to be. */
export interface MadeCertificate {
  readonly keys?: KeyPair
  readonly country?: string
  readonly name?: string
  readonly issuerName?: string
  readonly signer?: KeyPair
  readonly signedWith?: SignedWith
  readonly notAfter?: number
  readonly isCa?: boolean
  /** Beside the usual ones. */
  readonly extensions?: readonly Bytes[]
}

const HOSTS: Readonly<Record<GdhcnNetwork, string>> = {
  prod: 'tng-cdn.who.int',
  uat: 'tng-cdn-uat.who.int',
  dev: 'tng-cdn-dev.who.int',
}

export const LIST_KEYS: KeyPair = makeKeys()

/** 2026-01-01. */
export const SIGNED_AT = 1767225600

/** The signer of the made-up lists. */
export function toSigner(network: GdhcnNetwork, isOriginRecorded = true): GdhcnSigner {
  return { network, key: readSpki(spkiOf(LIST_KEYS)), isOriginRecorded }
}

/** Makes a certificate of a participant; self-signed without a signer. */
export function makeParticipant({
  keys = makeKeys(),
  country = 'FR',
  name = 'France SCA',
  issuerName = name,
  signer = keys,
  signedWith = 'ecdsa-sha256',
  notAfter = NOT_AFTER,
  isCa = false,
  extensions = [],
}: MadeCertificate): Bytes {
  return makeCertificate({
    keys,
    subject: nameOf(country, name),
    issuer: nameOf(country, issuerName),
    signer: signer.privateKey,
    signedWith,
    notAfter,
    extensions: [
      ...(isCa ? [basicConstraints(true, 0), keyUsage(5)] : [keyUsage(0)]),
      ...extensions,
    ],
  })
}

/** The document without its proof. */
export function makeDocument(network: GdhcnNetwork, entries: readonly MadeEntry[]): JsonObject {
  const did = `did:web:${HOSTS[network]}:v2:trustlist`
  return {
    '@context': [...(findNetwork(did)?.contexts ?? [])],
    id: did,
    controller: did,
    verificationMethod: entries.map((entry) => makeEntry(did, entry)),
  }
}

/** Signs a document as the gateway does: in DER, unless told otherwise. */
export function signDocument(
  document: JsonObject,
  network: GdhcnNetwork,
  dsaEncoding: 'der' | 'ieee-p1363' = 'der',
  signedAt: number = SIGNED_AT,
): JsonObject {
  const options = {
    type: 'JsonWebSignature2020',
    created: new Date(signedAt * 1000).toISOString().replace('.000', ''),
    nonce: 'bm9uY2U',
    proofPurpose: 'assertionMethod',
    verificationMethod: `did:web:raw.githubusercontent.com:WorldHealthOrganization:tng-participants-${network}:main:WHO:signing:DID`,
  }
  const contexts: JsonValue = document['@context'] ?? null
  const hash = hashForProof(document, toProofOptions(options, contexts), GDHCN_CONTEXTS)
  const header = base64Url('{"b64":false,"crit":["b64"],"alg":"ES256"}')
  const data = Buffer.concat([Buffer.from(`${header}.`), hash])
  const signature = sign('sha256', data, { key: LIST_KEYS.privateKey, dsaEncoding })
  return { ...document, proof: { ...options, jws: `${header}..${base64Url(signature)}` } }
}

/** A whole list, as JSON. */
export function makeList(network: GdhcnNetwork, entries: readonly MadeEntry[]): JsonObject {
  return signDocument(makeDocument(network, entries), network)
}

export function toBytes(json: JsonValue): Bytes {
  return new TextEncoder().encode(JSON.stringify(json))
}

/** SHA-256 as hex. */
export function fingerprintOf(certificate: Bytes): string {
  return createHash('sha256').update(certificate).digest('hex')
}

function makeEntry(did: string, entry: MadeEntry): JsonObject {
  const { certificate, usage, participant = 'FRA', domain = 'DCC', jwk } = entry
  const digest = createHash('sha256').update(certificate).digest()
  const kid = entry.kid ?? digest.subarray(0, 8).toString('base64')
  const coordinate = base64Url(Buffer.alloc(32, 7))
  return {
    id: `${did}:${domain}:${participant}:${usage}#${kid}`,
    type: 'JsonWebKey2020',
    controller: did,
    publicKeyJwk: {
      kty: 'EC',
      kid,
      x5c: [Buffer.from(certificate).toString('base64')],
      ...(jwk ?? { crv: 'P-256', x: coordinate, y: coordinate }),
    },
    domain: { code: `#${domain}` },
    participant: { code: `#${participant}` },
    keyusage: { code: usage === 'SCA' ? '#CSCA' : `#${usage}` },
  }
}

function nameOf(country: string, name: string): NameSpec {
  return [
    [COUNTRY, country],
    [COMMON_NAME, name],
  ]
}

function base64Url(data: string | Buffer): string {
  return Buffer.from(data).toString('base64url')
}
