/**
 * DIVOC certificates made up for tests: any document, signed by node:crypto.
 *
 * @module
 */

import { type KeyObject, sign } from 'node:crypto'
import { DIVOC_CONTEXTS } from '../src/formats/divoc/contexts.ts'
import type { JsonObject } from '../src/json/value.ts'
import { hashForProof, toProofOptions } from '../src/jsonld/proof.ts'

const PROOF_CONTEXT = 'https://w3id.org/security/v2'

/** Signs a document with an Ed25519 key (Ed25519Signature2018, detached JWS of RFC 7797). */
export function signDivoc(
  document: JsonObject,
  { key, method }: { readonly key: KeyObject; readonly method: string },
): string {
  const proof: JsonObject = {
    type: 'Ed25519Signature2018',
    created: '2021-05-31T00:00:00Z',
    verificationMethod: method,
    proofPurpose: 'assertionMethod',
  }
  const header = Buffer.from('{"alg":"EdDSA","b64":false,"crit":["b64"]}').toString('base64url')
  const hash = hashForProof(document, toProofOptions(proof, PROOF_CONTEXT), DIVOC_CONTEXTS)
  const signed = Buffer.concat([Buffer.from(`${header}.`), hash])
  const signature = sign(null, signed, key).toString('base64url')
  return JSON.stringify({ ...document, proof: { ...proof, jws: `${header}..${signature}` } })
}
