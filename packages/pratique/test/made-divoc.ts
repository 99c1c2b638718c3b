/**
 * DIVOC certificates made up for tests, and a verifier that knows their signers.
 *
 * @module
 */

import { constants, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { DIVOC_CONTEXTS, PROOF_CONTEXT } from '../src/formats/divoc/contexts.ts'
import { divoc } from '../src/formats/divoc/format.ts'
import type { JsonObject, JsonValue } from '../src/json/value.ts'
import { hashForProof, toProofOptions } from '../src/jsonld/proof.ts'
import { webCrypto } from '../src/keys/web-crypto.ts'
import { importDivocKeys } from '../src/trust/divoc-keys/divoc-keys.ts'
import { createTrustStore } from '../src/trust/store.ts'
import type { Verification } from '../src/verify/verification.ts'
import { createVerifier } from '../src/verify/verifier.ts'

export const ISSUER = 'https://utopia.pratique.example/'
export const METHOD = 'did:utopia'
export const RSA_METHOD = 'did:utopia:rsa'
export const NOW = Date.parse('2022-06-01T00:00:00Z') / 1000

export const ED25519: KeyObject = generateKeyPairSync('ed25519').privateKey
export const RSA: KeyObject = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

const EVIDENCE: JsonObject = {
  id: `${ISSUER}vaccine/92047670169`,
  feedbackUrl: `${ISSUER}?92047670169`,
  infoUrl: `${ISSUER}?92047670169`,
  certificateId: '92047670169',
  type: ['Vaccination'],
  batch: 'UTO-4120Z025',
  vaccine: 'COVISHIELD',
  manufacturer: 'Serum Institute of India',
  icd11Code: 'XM97T2',
  prophylaxis: 'COVID-19 vaccine, non-replicating viral vector',
  date: '2021-04-15T08:00:00.000Z',
  effectiveStart: '2021-04-14',
  effectiveUntil: '2025-04-15',
  dose: 1,
  totalDoses: 2,
  verifier: { name: 'Sister Anemoia' },
  facility: { name: 'Amaurot Hospital', address: { city: 'Amaurot', addressCountry: 'UTO' } },
}

const SUBJECT: JsonObject = {
  type: 'Person',
  id: 'did:utopia:person:1',
  refId: '39791185041847',
  uhid: '',
  name: 'Raphael Hythlodæus',
  gender: 'Male',
  dob: '1976-05-16',
  nationality: 'Utopian',
  address: { streetAddress: '', district: 'Amaurot', postalCode: 176207 },
}

/** A document without its proof. What is not said is as issuers write it. */
export function makeDocument(
  other: {
    readonly root?: JsonObject
    readonly subject?: JsonObject
    readonly evidence?: JsonObject
  } = {},
): JsonObject {
  return {
    '@context': [
      'https://www.w3.org/2018/credentials/v1',
      'https://cowin.gov.in/credentials/vaccination/v2',
    ],
    type: ['VerifiableCredential', 'ProofOfVaccinationCredential'],
    issuer: ISSUER,
    issuanceDate: '2021-04-15T09:00:00.000Z',
    nonTransferable: 'true',
    credentialSubject: { ...SUBJECT, ...other.subject },
    evidence: [{ ...EVIDENCE, ...other.evidence }],
    ...other.root,
  }
}

export interface Signing {
  readonly algorithm?: 'EdDSA' | 'PS256' | 'RS256'
  /** Members of the proof that are other than usual. */
  readonly proof?: JsonObject
  readonly header?: JsonValue
}

/** Signs a document. */
export function signDocument(document: JsonObject, signing: Signing = {}): JsonObject {
  const { algorithm = 'EdDSA' } = signing
  const isRsa = algorithm !== 'EdDSA'
  const proof: JsonObject = {
    type: isRsa ? 'RsaSignature2018' : 'Ed25519Signature2018',
    created: '2021-04-15T09:00:00Z',
    verificationMethod: isRsa ? RSA_METHOD : METHOD,
    proofPurpose: 'assertionMethod',
    ...signing.proof,
  }
  const header = signing.header ?? { alg: algorithm, b64: false, crit: ['b64'] }
  const head = Buffer.from(JSON.stringify(header)).toString('base64url')
  const hash = hashForProof(document, toProofOptions(proof, PROOF_CONTEXT), DIVOC_CONTEXTS)
  const signed = Buffer.concat([Buffer.from(`${head}.`), hash])
  const signature = SIGNERS[algorithm](signed).toString('base64url')
  return { ...document, proof: { ...proof, jws: `${head}..${signature}` } }
}

const SIGNERS: Readonly<Record<'EdDSA' | 'PS256' | 'RS256', (data: Buffer) => Buffer>> = {
  EdDSA: (data) => sign(null, data, ED25519),
  PS256: (data) =>
    sign('sha256', data, { key: RSA, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  RS256: (data) => sign('sha256', data, RSA),
}

/** Puts the proof of a signed document on another one. */
export function withProofOf(signed: JsonObject, document: JsonObject): JsonObject {
  return { ...document, proof: signed['proof'] ?? null }
}

const VERIFIER = createVerifier({
  formats: [divoc],
  trust: createTrustStore(
    importDivocKeys({
      issuer: ISSUER,
      publicKeys: { [METHOD]: toPem(ED25519), [RSA_METHOD]: toPem(RSA) },
    }),
  ),
  crypto: webCrypto,
})

/** Verifies a document, or a text that carries one. */
export function verify(given: JsonObject | string): Promise<Verification> {
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  return VERIFIER.verify(text, { now: NOW, simulated: true })
}

/** The public half, as PEM. */
export function toPem(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString()
}
