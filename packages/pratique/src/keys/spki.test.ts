import assert from 'node:assert/strict'
import { createPublicKey, ECDH, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { readBitString, readDer } from '../der/read.ts'
import { BIT_STRING, INTEGER, NULL, OBJECT_IDENTIFIER, SEQUENCE } from '../der/tags.ts'
import { encodeDer } from '../der/write.ts'
import { FormatError } from '../errors.ts'
import { FITTING_ALGORITHMS, isSignatureLength, type KeyKind } from './algorithms.ts'
import { readSpki } from './spki.ts'
import { ecPublicKey, ed25519PublicKey, rsaPublicKey } from './spki-writer.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }

const P256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
const RSA_2048 = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
const ED25519 = generateKeyPairSync('ed25519').publicKey

const EC_PUBLIC_KEY = Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01)
const PRIME256V1 = Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07)
const RSA_ENCRYPTION = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01)

describe('kinds of key', () => {
  const kinds: readonly (readonly [name: string, KeyObject, KeyKind])[] = [
    ['P-256', P256, 'P-256'],
    ['P-384', generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey, 'P-384'],
    ['P-521', generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey, 'P-521'],
    ['Ed25519', ED25519, 'Ed25519'],
    ['rsaEncryption', RSA_2048, 'RSA'],
    ['secp256k1', generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey, 'unknown'],
    ...(['brainpoolP256r1', 'brainpoolP320r1', 'brainpoolP384r1', 'brainpoolP512r1'] as const).map(
      (curve) =>
        [curve, generateKeyPairSync('ec', { namedCurve: curve }).publicKey, curve] as const,
    ),
    [
      'brainpoolP256t1',
      generateKeyPairSync('ec', { namedCurve: 'brainpoolP256t1' }).publicKey,
      'unknown',
    ],
    ['P-224', generateKeyPairSync('ec', { namedCurve: 'secp224r1' }).publicKey, 'unknown'],
    ['Ed448', generateKeyPairSync('ed448').publicKey, 'unknown'],
    ['X25519', generateKeyPairSync('x25519').publicKey, 'unknown'],
  ]

  for (const [name, key, kind] of kinds) {
    test(`${name}: ${kind}`, () => {
      const read = readSpki(spkiOf(key))
      assert.equal(read.kind, kind)
      assert.deepEqual(read.spki, spkiOf(key))
      assert.equal('modulusBits' in read, kind === 'RSA')
    })
  }

  test('explicit parameters, even of a known curve: unknown, but the same key (RFC 5480 §2.1.1)', () => {
    for (const namedCurve of ['P-256', 'P-384', 'P-521']) {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve })
      for (const type of ['uncompressed', 'compressed'] as const) {
        const explicit = readSpki(withExplicitParameters(publicKey, type))
        assert.equal(explicit.kind, 'unknown')
        assert.deepEqual(explicit.identity, spkiOf(publicKey))
      }
    }
    const options = { namedCurve: 'brainpoolP256r1', paramEncoding: 'explicit' } as const
    const foreign = spkiOf(generateKeyPairSync('ec', options).publicKey)
    assert.deepEqual(readSpki(foreign), { spki: foreign, kind: 'unknown' })
  })

  test('an EC key is unknown without a curve, or with parameters of another type', () => {
    const point = pointOf(P256)
    assert.equal(readSpki(ecSpki(point)).kind, 'unknown')
    assert.equal(readSpki(ecSpki(point, encodeDer(NULL))).kind, 'unknown')
    assert.equal(readSpki(ecSpki(point, encodeDer(SEQUENCE))).kind, 'unknown')
  })

  test('points of other lengths or at infinity: unknown (SEC 1 §2.3.3)', () => {
    const curve = encodeDer(OBJECT_IDENTIFIER, PRIME256V1)
    const point = pointOf(P256)
    assert.equal(readSpki(ecSpki(point, curve)).kind, 'P-256')
    const others = [point.subarray(0, 64), point.subarray(0, 33), new Uint8Array([...point, 0])]
    for (const other of [...others, Uint8Array.of(0), new Uint8Array()]) {
      assert.equal(readSpki(ecSpki(other, curve)).kind, 'unknown', encodeHex(other))
    }
  })

  test('a hybrid point: unknown, but the same key (RFC 5480 §2.2)', () => {
    const hybrid = pointOf(P256)
    hybrid[0] = 0x06 | ((hybrid[64] ?? 0) & 1)
    const der = ecSpki(hybrid, encodeDer(OBJECT_IDENTIFIER, PRIME256V1))
    assert.deepEqual(readSpki(der), { spki: der, kind: 'unknown', identity: spkiOf(P256) })
  })

  test('Ed25519 of another length: unknown', () => {
    const algorithm = encodeDer(SEQUENCE, encodeDer(OBJECT_IDENTIFIER, hex('2b6570')))
    for (const length of [0, 31, 33, 57]) {
      const spki = encodeDer(SEQUENCE, algorithm, bitString(new Uint8Array(length)))
      assert.equal(readSpki(spki).kind, 'unknown')
    }
  })

  test('an algorithm that we have never heard of: unknown', () => {
    const algorithm = encodeDer(SEQUENCE, encodeDer(OBJECT_IDENTIFIER, hex('2a0304')))
    const spki = encodeDer(SEQUENCE, algorithm, bitString(new Uint8Array(32)))
    assert.deepEqual(readSpki(spki), { spki, kind: 'unknown' })
  })

  test('no algorithm fits an unknown kind, and no signature has its length', () => {
    assert.deepEqual(FITTING_ALGORITHMS.unknown, [])
    for (const bytes of [0, 32, 64, 96, 132, 256]) {
      assert.equal(isSignatureLength('unknown', bytes, bytes * 8), false)
    }
  })
})

describe('RSA', () => {
  test('the size of the modulus is its number of bits', () => {
    for (const modulusLength of [512, 1024, 2041, 2047, 2048, 3072]) {
      const key = generateKeyPairSync('rsa', { modulusLength }).publicKey
      assert.equal(readSpki(spkiOf(key)).modulusBits, modulusLength)
    }
  })

  test('a modulus made to look longer by zeros is refused', () => {
    const modulus = new Uint8Array(256)
    modulus[128] = 0x80
    assert.throws(() => readSpki(rsaSpki(modulus)), { code: 'format.der' })
    assert.throws(() => readSpki(rsaSpki(new Uint8Array(256))), { code: 'format.der' })
  })

  test('id-RSASSA-PSS is rewritten as rsaEncryption of the same numbers (RFC 4055 §3.1)', () => {
    const plain = generateRsaPss({})
    const limits = { hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength: 32 }
    const restricted = generateRsaPss(limits)
    for (const { publicKey } of [plain, restricted]) {
      const { spki, kind, modulusBits } = readSpki(spkiOf(publicKey))
      assert.deepEqual({ kind, modulusBits }, { kind: 'RSA', modulusBits: 2048 })
      const rewritten = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
      assert.equal(rewritten.asymmetricKeyType, 'rsa')
      // The numbers end both encodings.
      const numbers = Buffer.from(rewritten.export({ format: 'der', type: 'pkcs1' }))
      assert.ok(Buffer.from(spkiOf(publicKey)).subarray(-numbers.length).equals(numbers))
      assert.deepEqual(readSpki(spki), { spki, kind, modulusBits })
    }
  })

  test('an id-RSASSA-PSS key that excludes PS256 is not made one that takes it', () => {
    const limits = { hashAlgorithm: 'sha512', mgf1HashAlgorithm: 'sha512', saltLength: 64 }
    const { publicKey } = generateRsaPss(limits)
    // RFC 4055 §1.2: with parameters, the key is good for these and for nothing else.
    const { kind, identity } = readSpki(spkiOf(publicKey))
    const plain = createPublicKey({ key: Buffer.from(identity ?? []), format: 'der', type: 'spki' })
    const numbers = Buffer.from(plain.export({ format: 'der', type: 'pkcs1' }))
    assert.equal(plain.asymmetricKeyType, 'rsa')
    assert.ok(Buffer.from(spkiOf(publicKey)).subarray(-numbers.length).equals(numbers))
    assert.ok(!FITTING_ALGORITHMS[kind].includes('PS256'), `${kind} takes PS256`)
  })

  test('an exponent with which everybody can sign, or nobody, is refused (RFC 8017 §3.1)', () => {
    const { n } = numbersOf(RSA_2048)
    for (const exponent of ['01', '02', '010000']) {
      assert.throws(() => rsaPublicKey(n, hex(exponent)), { code: 'format.key' }, exponent)
    }
    assert.equal(rsaPublicKey(n, hex('03')).kind, 'RSA')
  })

  test('an RSAPublicKey that is none is refused', () => {
    const wrong = [hex(''), hex('00'), hex('3000'), hex('0203010001'), hex('3003040100')]
    for (const numbers of wrong) {
      assert.throws(() => readSpki(rsaSpkiOf(numbers)), isKeyError, encodeHex(numbers))
    }
  })
})

describe('what is no SubjectPublicKeyInfo', () => {
  const algorithm = encodeDer(SEQUENCE, encodeDer(OBJECT_IDENTIFIER, EC_PUBLIC_KEY))
  const key = bitString(pointOf(P256))
  const cases: readonly (readonly [string, Bytes])[] = [
    ['nothing', hex('')],
    ['an empty sequence', encodeDer(SEQUENCE)],
    ['no key', encodeDer(SEQUENCE, algorithm)],
    ['no algorithm', encodeDer(SEQUENCE, key)],
    ['the two exchanged', encodeDer(SEQUENCE, key, algorithm)],
    ['an algorithm without identifier', encodeDer(SEQUENCE, encodeDer(SEQUENCE), key)],
    ['a number for an identifier', encodeDer(SEQUENCE, encodeDer(SEQUENCE, hex('020101')), key)],
    ['bits left over', encodeDer(SEQUENCE, algorithm, encodeDer(BIT_STRING, hex('0480')))],
    ['an octet string', encodeDer(SEQUENCE, algorithm, hex('0401ff'))],
    ['bytes after the end', new Uint8Array([...spkiOf(P256), 0])],
  ]
  for (const [name, der] of cases) {
    test(name, () => assert.throws(() => readSpki(der), isKeyError))
  }

  test('any bytes at all, and any key with bytes changed: a key, or a refusal', () => {
    const keys = [P256, RSA_2048, ED25519].map(spkiOf)
    const changed = fc
      .tuple(fc.constantFrom(...keys), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }))
      .map(([whole, changes]) => {
        const bytes = whole.slice()
        for (const [at, byte] of changes) bytes[at % Math.min(bytes.length, 40)] = byte
        return bytes
      })
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 64 }), changed)
    fc.assert(
      fc.property(bytes, (each) => {
        try {
          const { spki, kind } = readSpki(new Uint8Array(each))
          assert.ok(spki.length > 0 && kind in FITTING_ALGORITHMS)
        } catch (error) {
          assert.ok(isKeyError(error), String(error))
        }
      }),
      RUNS,
    )
  })
})

describe('one key has one SPKI, since the records of a key are joined by it', () => {
  const { n, e } = numbersOf(RSA_2048)
  const numbers = encodeDer(
    SEQUENCE,
    encodeDer(INTEGER, new Uint8Array([0, ...n])),
    encodeDer(INTEGER, e),
  )
  const padded = encodeDer(
    SEQUENCE,
    encodeDer(INTEGER, new Uint8Array([0, 0, ...n])),
    encodeDer(INTEGER, e),
  )
  const rsa = encodeDer(OBJECT_IDENTIFIER, RSA_ENCRYPTION)
  const nothing = encodeDer(NULL)
  const point = encodeDer(OBJECT_IDENTIFIER, EC_PUBLIC_KEY)
  const curve = encodeDer(OBJECT_IDENTIFIER, PRIME256V1)
  const others: readonly (readonly [string, KeyObject, Bytes])[] = [
    ['RSA without parameters', RSA_2048, spki([rsa], numbers)],
    ['RSA with a modulus longer than need be', RSA_2048, spki([rsa, nothing], padded)],
    ['RSA with a third element', RSA_2048, spki([rsa, nothing], numbers, nothing)],
    ['EC with a third element', P256, spki([point, curve], pointOf(P256), nothing)],
    ['EC with more parameters', P256, spki([point, curve, nothing], pointOf(P256))],
    [
      'Ed25519 with parameters',
      ED25519,
      spki([encodeDer(OBJECT_IDENTIFIER, hex('2b6570')), nothing], numbersOf(ED25519).x),
    ],
  ]
  for (const [name, key, other] of others) {
    test(`${name}: the same bytes, or no key`, () => {
      assert.notDeepEqual(other, spkiOf(key))
      try {
        const read = readSpki(other)
        if (read.kind !== 'unknown') assert.deepEqual(read.spki, spkiOf(key))
      } catch (error) {
        assert.ok(isKeyError(error), String(error))
      }
    })
  }
})

describe('keys from their numbers', () => {
  test('are what node:crypto writes', () => {
    for (const namedCurve of ['P-256', 'P-384', 'P-521'] as const) {
      for (let i = 0; i < 10; i++) {
        const { publicKey } = generateKeyPairSync('ec', { namedCurve })
        const { x, y } = numbersOf(publicKey)
        assert.deepEqual(ecPublicKey(namedCurve, x, y).spki, spkiOf(publicKey))
      }
    }
    assert.deepEqual(ed25519PublicKey(numbersOf(ED25519).x).spki, spkiOf(ED25519))
    const { n, e } = numbersOf(RSA_2048)
    assert.deepEqual(rsaPublicKey(n, e), readSpki(spkiOf(RSA_2048)))
  })

  test('zeros before an RSA number change nothing', () => {
    const { n, e } = numbersOf(RSA_2048)
    const padded = rsaPublicKey(new Uint8Array([0, 0, ...n]), new Uint8Array([0, ...e]))
    assert.deepEqual(padded, readSpki(spkiOf(RSA_2048)))
  })

  test('coordinates of another length, and numbers that are nought, are refused', () => {
    const { x, y } = numbersOf(P256)
    const short = x.subarray(1)
    assert.throws(() => ecPublicKey('P-256', short, y), { code: 'format.key' })
    assert.throws(() => ecPublicKey('P-256', x, new Uint8Array(33)), { code: 'format.key' })
    assert.throws(() => ecPublicKey('P-384', x, y), { code: 'format.key' })
    assert.throws(() => ed25519PublicKey(short), { code: 'format.key' })
    assert.throws(() => rsaPublicKey(new Uint8Array(), hex('010001')), { code: 'format.key' })
    assert.throws(() => rsaPublicKey(hex('80'), new Uint8Array(3)), { code: 'format.key' })
  })
})

/** As node:crypto converts a key: the same point, with its curve written out. */
function withExplicitParameters(key: KeyObject, type: 'compressed' | 'uncompressed'): Bytes {
  const namedCurve = key.asymmetricKeyDetails?.namedCurve ?? ''
  const options = { namedCurve, paramEncoding: 'explicit' } as const
  const [algorithm] = readDer(spkiOf(generateKeyPairSync('ec', options).publicKey)).children()
  const [, bits] = readDer(spkiOf(key)).children()
  assert.ok(algorithm && bits)
  const { bytes } = readBitString(bits)
  const point = ECDH.convertKey(bytes, namedCurve, undefined, undefined, type)
  return encodeDer(SEQUENCE, algorithm.whole, bitString(Uint8Array.from(Buffer.from(point))))
}

/** @param limits RSASSA-PSS-params (RFC 4055 §3.1) */
function generateRsaPss(limits: object): { readonly publicKey: KeyObject } {
  return generateKeyPairSync('rsa-pss', { modulusLength: 2048, ...limits })
}

function spkiOf(key: KeyObject): Bytes {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }))
}

function pointOf(key: KeyObject): Bytes {
  return spkiOf(key).slice(-65)
}

function numbersOf(key: KeyObject): Record<'x' | 'y' | 'n' | 'e', Bytes> {
  const jwk = key.export({ format: 'jwk' })
  const number = (text = '') => new Uint8Array(Buffer.from(text, 'base64url'))
  return { x: number(jwk.x), y: number(jwk.y), n: number(jwk.n), e: number(jwk.e) }
}

function ecSpki(point: Bytes, ...parameters: readonly Bytes[]): Bytes {
  const oid = encodeDer(OBJECT_IDENTIFIER, EC_PUBLIC_KEY)
  return encodeDer(SEQUENCE, encodeDer(SEQUENCE, oid, ...parameters), bitString(point))
}

function spki(algorithm: readonly Bytes[], key: Bytes, ...more: readonly Bytes[]): Bytes {
  return encodeDer(SEQUENCE, encodeDer(SEQUENCE, ...algorithm), bitString(key), ...more)
}

function rsaSpki(modulus: Bytes): Bytes {
  return rsaSpkiOf(encodeDer(SEQUENCE, encodeDer(INTEGER, modulus), hex('0203010001')))
}

function rsaSpkiOf(numbers: Bytes): Bytes {
  const oid = encodeDer(OBJECT_IDENTIFIER, RSA_ENCRYPTION)
  return encodeDer(SEQUENCE, encodeDer(SEQUENCE, oid, encodeDer(NULL)), bitString(numbers))
}

function bitString(bytes: Bytes): Bytes {
  return encodeDer(BIT_STRING, Uint8Array.of(0), bytes)
}

function isKeyError(error: unknown): boolean {
  return error instanceof FormatError && ['format.key', 'format.der'].includes(error.code)
}

function hex(text: string): Bytes {
  return new Uint8Array(Buffer.from(text, 'hex'))
}
