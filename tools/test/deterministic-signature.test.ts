import assert from 'node:assert/strict'
import { constants, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, test } from 'node:test'
import type { Algorithm } from '../../packages/pratique/src/keys/algorithms.ts'
import { signDeterministically } from '../making/deterministic-signature.ts'

const base64url = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url')
const DATA = new Uint8Array(Buffer.from('sample'))

describe('RFC 6979 appendix A.2.5', () => {
  const key = {
    kty: 'EC',
    crv: 'P-256',
    d: base64url('C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721'),
    x: base64url('60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6'),
    y: base64url('7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299'),
  }

  test('SHA-256, "sample"', () => {
    const signature = Buffer.from(signDeterministically(key, 'ES256', DATA)).toString('hex')
    assert.equal(
      signature,
      'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
        'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    )
  })
})

describe('every algorithm', () => {
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  const cases: readonly {
    readonly algorithm: Algorithm
    readonly pair: ReturnType<typeof generateKeyPairSync>
    readonly hash: string | null
    readonly options: object
  }[] = [
    { algorithm: 'ES256', pair: ec('P-256'), hash: 'sha256', options: p1363() },
    { algorithm: 'ES256', pair: ec('P-384'), hash: 'sha256', options: p1363() },
    { algorithm: 'ES384', pair: ec('P-384'), hash: 'sha384', options: p1363() },
    { algorithm: 'ES512', pair: ec('P-521'), hash: 'sha512', options: p1363() },
    { algorithm: 'PS256', pair: rsa(1024), hash: 'sha256', options: pss },
    { algorithm: 'PS256', pair: rsa(1031), hash: 'sha256', options: pss },
    { algorithm: 'EdDSA', pair: generateKeyPairSync('ed25519'), hash: null, options: {} },
  ]
  for (const [index, { algorithm, pair, hash, options }] of cases.entries()) {
    test(`${algorithm}, case ${index}: OpenSSL takes it, and it comes out the same`, () => {
      const jwk = pair.privateKey.export({ format: 'jwk' })
      const signature = signDeterministically(jwk, algorithm, DATA)
      const key = { key: createPublicKey(pair.privateKey), ...options }
      assert.ok(verify(hash, DATA, key, signature))
      assert.deepEqual(signDeterministically(jwk, algorithm, DATA), signature)
    })
  }
})

function ec(namedCurve: string): ReturnType<typeof generateKeyPairSync> {
  return generateKeyPairSync('ec', { namedCurve })
}

function rsa(modulusLength: number): ReturnType<typeof generateKeyPairSync> {
  return generateKeyPairSync('rsa', { modulusLength })
}

function p1363(): object {
  return { dsaEncoding: 'ieee-p1363' }
}
