import assert from 'node:assert/strict'
import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { UnavailableError } from 'pratique/errors'
import { type Algorithm, type Bytes, type PublicKey, webCrypto } from 'pratique/verify'
import { nodeCrypto } from '../src/crypto.ts'

interface Signing {
  readonly name: string
  readonly algorithm: Algorithm
  readonly kind: PublicKey['kind']
  readonly publicKey: KeyObject
  readonly sign: (data: Uint8Array) => Uint8Array
}

const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = constants
const ALGORITHMS: readonly Algorithm[] = [
  ...(['ES256', 'ES384', 'ES512', 'EdDSA'] as const),
  ...(['PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'] as const),
]
/** Of signature and data, each bit in a long run; otherwise one or two of each byte, at every place in turn. */
const BIT_STEP = process.env['PRATIQUE_LONG'] === '1' ? 1 : 5
const DATA = new TextEncoder().encode('the bytes that were signed, as they were received')

function ecdsa(algorithm: Algorithm, kind: PublicKey['kind'], digest: string): Signing {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: kind })
  const name = `${algorithm} with ${kind}`
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const }
  return { name, algorithm, kind, publicKey, sign: (data) => sign(digest, data, key) }
}

type RsaAlgorithm = 'PS256' | 'PS384' | 'PS512' | 'RS256' | 'RS384' | 'RS512'

function signRsa(
  algorithm: RsaAlgorithm,
  type: string,
  pair: { publicKey: KeyObject; privateKey: KeyObject },
): Signing {
  const bits = Number(algorithm.slice(2))
  const padding = algorithm.startsWith('PS') ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING
  const key = { key: pair.privateKey, padding, saltLength: bits / 8 }
  return {
    ...{ name: `${algorithm} with ${type}`, algorithm, kind: 'RSA', publicKey: pair.publicKey },
    sign: (data) => sign(`sha${bits}`, data, key),
  }
}

function ed25519(): Signing {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    ...{ name: 'EdDSA with Ed25519', algorithm: 'EdDSA', kind: 'Ed25519', publicKey },
    sign: (data) => sign(null, data, privateKey),
  }
}

const rsa = { modulusLength: 2048 }
/** Two pairs for all that asks nothing of its own: each takes long to make. */
const [RSA, OTHER_RSA] = [generateKeyPairSync('rsa', rsa), generateKeyPairSync('rsa', rsa)]
const restricted = { hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength: 32 }

/** @param limits RSASSA-PSS-params (RFC 4055 §3.1) */
function generateRsaPss(limits: object) {
  return generateKeyPairSync('rsa-pss', { ...rsa, ...limits })
}

const SIGNINGS: readonly Signing[] = [
  ecdsa('ES256', 'P-256', 'sha256'),
  ecdsa('ES256', 'P-384', 'sha256'),
  ecdsa('ES384', 'P-384', 'sha384'),
  ecdsa('ES512', 'P-521', 'sha512'),
  ecdsa('ES256', 'brainpoolP256r1', 'sha256'),
  ecdsa('ES384', 'brainpoolP320r1', 'sha384'),
  ecdsa('ES384', 'brainpoolP384r1', 'sha384'),
  ecdsa('ES512', 'brainpoolP512r1', 'sha512'),
  signRsa('PS256', 'rsaEncryption', RSA),
  signRsa('PS384', 'rsaEncryption', RSA),
  signRsa('PS512', 'rsaEncryption', RSA),
  signRsa('RS256', 'rsaEncryption', RSA),
  signRsa('RS384', 'rsaEncryption', RSA),
  signRsa('RS512', 'rsaEncryption', RSA),
  signRsa('PS256', 'id-RSASSA-PSS', generateRsaPss({})),
  signRsa('PS256', 'id-RSASSA-PSS and its parameters', generateRsaPss(restricted)),
  ed25519(),
]

function toPublicKey(kind: PublicKey['kind'], key: KeyObject): PublicKey {
  return { kind, spki: new Uint8Array(key.export({ format: 'der', type: 'spki' })) }
}

/** Awaiting nothing: an answer that is a promise equals neither true nor false. */
async function prepareVerify({ kind, publicKey, algorithm }: Signing) {
  const key = await nodeCrypto.prepareKey(toPublicKey(kind, publicKey))
  return (signature: Bytes, data: Bytes) => key.verify(algorithm, signature, data)
}

for (const signing of SIGNINGS) {
  describe(signing.name, () => {
    it('takes a good signature, each time', async () => {
      const verify = await prepareVerify(signing)
      for (let length = 0; length < 200; length += 37) {
        const data = new Uint8Array(length).fill(length)
        assert.equal(verify(new Uint8Array(signing.sign(data)), data), true)
      }
    })

    it('refuses a flipped bit, wherever it is in signature or data', async () => {
      const verify = await prepareVerify(signing)
      const signature = new Uint8Array(signing.sign(DATA))
      for (let bit = 0; bit < signature.length * 8; bit += BIT_STEP) {
        assert.equal(verify(flip(signature, bit), DATA), false, `signature, bit ${bit}`)
      }
      for (let bit = 0; bit < DATA.length * 8; bit += BIT_STEP) {
        assert.equal(verify(signature, flip(DATA, bit)), false, `data, bit ${bit}`)
      }
    })

    it('refuses signatures of other lengths, and none that throws', async () => {
      const verify = await prepareVerify(signing)
      const signature = signing.sign(DATA)
      for (let length = 0; length < signature.length * 2 + 4; length++) {
        if (length === signature.length) continue
        const resized = new Uint8Array(length)
        resized.set(signature.subarray(0, length))
        assert.equal(verify(resized, DATA), false, `${length} bytes`)
        assert.equal(verify(resized.fill(0xff), DATA), false, `${length} bytes of ones`)
      }
    })

    it('refuses the signature of another key of the kind', async () => {
      const other = generateOther(signing)
      const key = await nodeCrypto.prepareKey(toPublicKey(signing.kind, other))
      const signature = new Uint8Array(signing.sign(DATA))
      assert.equal(key.verify(signing.algorithm, signature, DATA), false)
    })

    it('refuses under an algorithm that does not fit the key', async () => {
      const key = await nodeCrypto.prepareKey(toPublicKey(signing.kind, signing.publicKey))
      const signature = new Uint8Array(signing.sign(DATA))
      for (const algorithm of ALGORITHMS) {
        if (algorithm === signing.algorithm) continue
        assert.equal(key.verify(algorithm, signature, DATA), false, algorithm)
      }
    })
  })
}

function flip(bytes: Bytes, bit: number): Bytes {
  const flipped = bytes.slice()
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return flipped
}

function generateOther({ kind }: Signing): KeyObject {
  if (kind === 'RSA') return OTHER_RSA.publicKey
  if (kind === 'Ed25519') return generateKeyPairSync('ed25519').publicKey
  return generateKeyPairSync('ec', { namedCurve: kind }).publicKey
}

describe('SHA-1, for old certificates of keys', () => {
  const ports = { node: nodeCrypto, web: webCrypto }
  for (const [name, port] of Object.entries(ports)) {
    it(`tells the signature of an ECDSA key from any other: ${name}`, async () => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const { verifySha1 } = await port.prepareKey(toPublicKey('P-256', publicKey))
      assert.ok(verifySha1)
      const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const }
      const signature = new Uint8Array(sign('sha1', DATA, key))
      assert.equal(await verifySha1(signature, DATA), true)
      assert.equal(await verifySha1(flip(signature, 77), DATA), false)
      assert.equal(await verifySha1(signature, flip(DATA, 3)), false)
      assert.equal(await verifySha1(signature.slice(0, -1), DATA), false)
      assert.equal(await verifySha1(new Uint8Array(sign('sha256', DATA, key)), DATA), false)
    })

    it(`has none for keys of RSA: ${name}`, async () => {
      const prepared = await port.prepareKey(toPublicKey('RSA', RSA.publicKey))
      assert.equal(prepared.verifySha1, undefined)
    })
  }
})

it('refuses ECDSA signatures in DER (RFC 9053 §2.1)', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = await nodeCrypto.prepareKey(toPublicKey('P-256', publicKey))
  assert.equal(key.verify('ES256', new Uint8Array(sign('sha256', DATA, privateKey)), DATA), false)
})

it('computes longer digests', async () => {
  for (const [algorithm, name] of [
    ['SHA-384', 'sha384'],
    ['SHA-512', 'sha512'],
  ] as const) {
    const digest = await nodeCrypto.digest?.(algorithm, DATA)
    assert.deepEqual(digest, new Uint8Array(createHash(name).update(DATA).digest()))
  }
})

describe('a key that cannot be used', () => {
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
  const p256Spki = toPublicKey('P-256', p256).spki
  const strict = { hashAlgorithm: 'sha512', mgf1HashAlgorithm: 'sha512', saltLength: 64 }
  const mixed = { hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha512', saltLength: 32 }
  const salty = { hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength: 48 }
  const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).publicKey
  const keys: Record<string, PublicKey> = {
    secp256k1: toPublicKey('unknown', curve('secp256k1')),
    brainpoolP256t1: toPublicKey('unknown', curve('brainpoolP256t1')),
    'brainpoolP256t1 said to be brainpoolP256r1': toPublicKey(
      'brainpoolP256r1',
      curve('brainpoolP256t1'),
    ),
    'secp256k1 said to be P-256': toPublicKey('P-256', curve('secp256k1')),
    'P-384 said to be P-256': toPublicKey('P-256', curve('P-384')),
    'P-256 said to be RSA': toPublicKey('RSA', p256),
    'RSA said to be P-256': toPublicKey('P-256', RSA.publicKey),
    'X25519 said to be Ed25519': toPublicKey('Ed25519', generateKeyPairSync('x25519').publicKey),
    'no bytes': { kind: 'P-256', spki: new Uint8Array() },
    'other bytes': { kind: 'P-256', spki: DATA },
    'a key cut short': { kind: 'P-256', spki: p256Spki.slice(0, -1) },
    'a point off the curve': { kind: 'P-256', spki: flip(p256Spki, p256Spki.length * 8 - 1) },
    'RSASSA-PSS for SHA-512 alone': toPublicKey('RSA', generateRsaPss(strict).publicKey),
    'RSASSA-PSS with another hash in its mask': toPublicKey('RSA', generateRsaPss(mixed).publicKey),
    'RSASSA-PSS with a longer salt': toPublicKey('RSA', generateRsaPss(salty).publicKey),
    'RSA of 16,392 bits': { kind: 'RSA', spki: encodeRsaSpki(16_392, 3) },
    'RSA of 4,096 bits with an exponent of 72': { kind: 'RSA', spki: encodeRsaSpki(4_096, 9) },
  }
  for (const [name, key] of Object.entries(keys)) {
    it(name, () => {
      assert.throws(() => nodeCrypto.prepareKey(key), {
        name: UnavailableError.name,
        code: 'unavailable.algorithm',
      })
    })
  }

  it('is no RSA key within what OpenSSL takes', async () => {
    for (const [bits, exponentBytes] of [
      [16_384, 3],
      [4_096, 8],
      [2_048, 9],
    ] as const) {
      const key = await nodeCrypto.prepareKey({
        kind: 'RSA',
        spki: encodeRsaSpki(bits, exponentBytes),
      })
      assert.equal(key.verify('PS256', new Uint8Array(bits / 8), DATA), false)
    }
  })
})

/** An RSA key with a modulus and an exponent of ones: of the right size, and nobody's. */
function encodeRsaSpki(modulusBits: number, exponentBytes: number): Bytes {
  const modulus = [0, ...Array<number>(modulusBits / 8).fill(0xff)]
  const exponent = [0, ...Array<number>(exponentBytes).fill(0xff)]
  const key = der(0x30, [...der(0x02, modulus), ...der(0x02, exponent)])
  // AlgorithmIdentifier of rsaEncryption (RFC 8017 §A.1).
  const algorithm = der(0x30, [
    ...der(0x06, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]),
    ...der(0x05, []),
  ])
  return Uint8Array.from(der(0x30, [...algorithm, ...der(0x03, [0, ...key])]))
}

function der(tag: number, content: readonly number[]): number[] {
  const { length } = content
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff]
  return [tag, ...size, ...content]
}

it('hashes with SHA-256, at once', () => {
  for (const length of [0, 1, 63, 64, 65, 1000]) {
    const data = new Uint8Array(length).fill(length)
    const expected = new Uint8Array(createHash('sha256').update(data).digest())
    assert.deepEqual(nodeCrypto.sha256(data), expected)
  }
})
