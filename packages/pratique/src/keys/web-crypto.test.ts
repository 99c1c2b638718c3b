import assert from 'node:assert/strict'
import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, test } from 'node:test'
import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { UnavailableError } from '../errors.ts'
import { ALGORITHMS, type Algorithm, isSignatureLength } from './algorithms.ts'
import type { PublicKey } from './public-key.ts'
import { readSpki } from './spki.ts'
import { webCrypto } from './web-crypto.ts'

const DATA = new TextEncoder().encode('the bytes that were signed')

interface Signing {
  readonly name: string
  readonly algorithm: Algorithm
  readonly publicKey: KeyObject
  readonly sign: (data: Uint8Array) => Uint8Array
}

const SIGNINGS: readonly Signing[] = [
  ecdsa('ES256', 'P-256', 'sha256'),
  ecdsa('ES256', 'P-384', 'sha256'),
  ecdsa('ES384', 'P-384', 'sha384'),
  ecdsa('ES512', 'P-521', 'sha512'),
  signRsa('PS256', 'rsa'),
  signRsa('PS256', 'rsa-pss'),
  signRsa('PS384', 'rsa'),
  signRsa('PS512', 'rsa'),
  signRsa('RS256', 'rsa'),
  signRsa('RS384', 'rsa'),
  signRsa('RS512', 'rsa'),
  ed25519(),
]

for (const { name, algorithm, publicKey, sign: signWith } of SIGNINGS) {
  describe(name, () => {
    const key = readSpki(spkiOf(publicKey))
    const signature = new Uint8Array(signWith(DATA))

    test('a good signature, each time, and one of the length that we ask for', async () => {
      const prepared = await webCrypto.prepareKey(key)
      assert.ok(isSignatureLength(key.kind, signature.length, key.modulusBits))
      for (let length = 0; length < 130; length += 43) {
        const data = new Uint8Array(length).fill(length)
        assert.equal(await prepared.verify(algorithm, new Uint8Array(signWith(data)), data), true)
      }
    })

    test('no other bit of the signature, and no other data', async () => {
      const prepared = await webCrypto.prepareKey(key)
      for (let bit = 0; bit < signature.length * 8; bit += Math.ceil(signature.length / 16)) {
        assert.equal(await prepared.verify(algorithm, flip(signature, bit), DATA), false, `${bit}`)
      }
      for (let bit = 0; bit < DATA.length * 8; bit++) {
        assert.equal(await prepared.verify(algorithm, signature, flip(DATA, bit)), false)
      }
    })

    test('under no other algorithm, and nothing thrown', async () => {
      const prepared = await webCrypto.prepareKey(key)
      for (const other of ALGORITHMS) {
        const answer = await prepared.verify(other, signature, DATA)
        assert.equal(answer, other === algorithm, other)
      }
    })

    test('signatures of other lengths: false, and nothing thrown', async () => {
      const prepared = await webCrypto.prepareKey(key)
      const { length } = signature
      for (const other of [0, 1, length - 1, length + 1, length * 2]) {
        assert.equal(isSignatureLength(key.kind, other, key.modulusBits), false)
        for (const fill of [0, 0xff]) {
          const resized = new Uint8Array(other).fill(fill)
          resized.set(signature.subarray(0, other))
          assert.equal(await prepared.verify(algorithm, resized, DATA), false, `${other} bytes`)
        }
      }
      for (const fill of [0, 0xff]) {
        assert.equal(await prepared.verify(algorithm, signature.slice().fill(fill), DATA), false)
      }
    })
  })
}

test('PS256 asks for a salt of 32 bytes (RFC 7518 §3.5)', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = await webCrypto.prepareKey(readSpki(spkiOf(publicKey)))
  for (const saltLength of [0, 20, 31, 33, 64, 222]) {
    const options = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
    const signature = new Uint8Array(sign('sha256', DATA, options))
    assert.equal(await key.verify('PS256', signature, DATA), false, `salt of ${saltLength}`)
  }
  const pkcs1 = new Uint8Array(sign('sha256', DATA, privateKey))
  assert.equal(await key.verify('PS256', pkcs1, DATA), false, 'PKCS #1 v1.5')
})

test('ECDSA in DER is refused (RFC 9053 §2.1)', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = await webCrypto.prepareKey(readSpki(spkiOf(publicKey)))
  const der = new Uint8Array(sign('sha256', DATA, privateKey))
  assert.equal(await key.verify('ES256', der, DATA), false)
})

describe('a key that the platform cannot use is out of reach, not bad', () => {
  const p256 = spkiOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)
  const brainpool = generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }).publicKey
  const offCurve = p256.slice()
  offCurve[p256.length - 1] = (offCurve[p256.length - 1] ?? 0) ^ 1
  const keys: readonly (readonly [string, PublicKey])[] = [
    ['of a curve that WebCrypto lacks', readSpki(spkiOf(brainpool))],
    ['of an unknown kind', { spki: p256, kind: 'unknown' }],
    ['of another kind than stated', { spki: p256, kind: 'P-384' }],
    ['of another type than stated', { spki: p256, kind: 'RSA', modulusBits: 2048 }],
    ['off its curve', { spki: offCurve, kind: 'P-256' }],
    ['that is no key', { spki: Uint8Array.of(0x30, 0x00), kind: 'P-256' }],
    ['that is nothing', { spki: new Uint8Array(), kind: 'Ed25519' }],
  ]
  for (const [name, key] of keys) {
    test(name, async () => {
      await assert.rejects(
        async () => webCrypto.prepareKey(key),
        (error) => error instanceof UnavailableError && error.code === 'unavailable.algorithm',
      )
    })
  }
})

test('SHA-256 (FIPS 180-4, "abc")', async () => {
  const digest = await webCrypto.sha256(new TextEncoder().encode('abc'))
  const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  assert.equal(encodeHex(digest), expected)
})

test('longer digests', async () => {
  for (const [algorithm, name] of [
    ['SHA-384', 'sha384'],
    ['SHA-512', 'sha512'],
  ] as const) {
    const digest = await webCrypto.digest?.(algorithm, DATA)
    assert.ok(digest)
    assert.equal(encodeHex(digest), createHash(name).update(DATA).digest('hex'))
  }
})

function ecdsa(algorithm: Algorithm, namedCurve: string, digest: string): Signing {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve })
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const }
  const name = `${algorithm} with ${namedCurve}`
  return { name, algorithm, publicKey, sign: (data) => sign(digest, data, key) }
}

type RsaAlgorithm = 'PS256' | 'PS384' | 'PS512' | 'RS256' | 'RS384' | 'RS512'

function signRsa(algorithm: RsaAlgorithm, type: 'rsa' | 'rsa-pss'): Signing {
  const options = { modulusLength: 2048 }
  const { publicKey, privateKey } =
    type === 'rsa' ? generateKeyPairSync('rsa', options) : generateKeyPairSync('rsa-pss', options)
  const bits = Number(algorithm.slice(2))
  const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = constants
  const padding = algorithm.startsWith('PS') ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING
  const key = { key: privateKey, padding, saltLength: bits / 8 }
  const signWith = (data: Uint8Array) => sign(`sha${bits}`, data, key)
  return { name: `${algorithm} with ${type}`, algorithm, publicKey, sign: signWith }
}

function ed25519(): Signing {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const signWith = (data: Uint8Array) => sign(null, data, privateKey)
  return { name: 'EdDSA with Ed25519', algorithm: 'EdDSA', publicKey, sign: signWith }
}

function spkiOf(key: KeyObject): Bytes {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }))
}

function flip(bytes: Bytes, bit: number): Bytes {
  const flipped = bytes.slice()
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return flipped
}
