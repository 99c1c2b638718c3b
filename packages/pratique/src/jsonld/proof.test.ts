/**
 * What a proof signs, with jsonld and node:crypto as oracles.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { ALL_CONTEXTS, canonizeElsewhere } from '../../test/json-ld.ts'
import type { JsonObject } from '../json/value.ts'
import { hashForProof, toProofOptions, withoutProof } from './proof.ts'

const SECURITY = 'https://w3id.org/security/v2'
const PROOF = {
  type: 'RsaSignature2018',
  created: '2021-05-31T00:00:00Z',
  verificationMethod: 'did:example',
  proofPurpose: 'assertionMethod',
  jws: 'e30..AA',
}
const DOCUMENT: JsonObject = {
  '@context': 'https://www.w3.org/2018/credentials/v1',
  type: 'VerifiableCredential',
  issuer: 'https://example.com/',
  credentialSubject: { id: 'urn:x' },
  proof: PROOF,
}

describe('the hash of a proof', () => {
  test('is that of the options, and that of the document without its proof', async () => {
    const { jws: _, ...unsigned } = PROOF
    const options = toProofOptions(PROOF, SECURITY)
    assert.deepEqual(options, { '@context': SECURITY, ...unsigned })
    const expected = Buffer.concat([
      await digest(options),
      await digest(withoutProof(DOCUMENT)),
    ]).toString('hex')
    const hash = hashForProof(DOCUMENT, options, ALL_CONTEXTS)
    assert.equal(Buffer.from(hash).toString('hex'), expected)
  })

  test('changes with each member that is signed', () => {
    const hashOf = (document: JsonObject, proof: JsonObject) =>
      Buffer.from(hashForProof(document, toProofOptions(proof, SECURITY), ALL_CONTEXTS)).toString(
        'hex',
      )
    const hashes = [
      hashOf(DOCUMENT, PROOF),
      hashOf({ ...DOCUMENT, issuer: 'https://example.com/other' }, PROOF),
      hashOf(DOCUMENT, { ...PROOF, created: '2021-05-31T00:00:01Z' }),
      hashOf(DOCUMENT, { ...PROOF, type: 'Ed25519Signature2018' }),
      hashOf(DOCUMENT, { ...PROOF, proofPurpose: 'authentication' }),
    ]
    assert.equal(new Set(hashes).size, hashes.length)
    assert.equal(hashOf(DOCUMENT, { ...PROOF, jws: 'other' }), hashes[0])
  })

  test('a proof with a context of its own is refused', () => {
    const proof = { ...PROOF, '@context': 'https://w3id.org/security/v1' }
    assert.throws(() => toProofOptions(proof, SECURITY), { code: 'format.document' })
  })
})

async function digest(document: JsonObject): Promise<Buffer> {
  const text = await canonizeElsewhere(document, { isSafe: true })
  return createHash('sha256').update(text).digest()
}
