import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, test } from 'node:test'
import type { CborMap, CborValue } from '../cbor/value.ts'
import { readCoseKey } from './cose-key.ts'
import { webCrypto } from './web-crypto.ts'

type Entry = readonly [number | bigint | string, CborValue]

const { publicKey: P256 } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { publicKey: RSA } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const { publicKey: ED25519 } = generateKeyPairSync('ed25519')

describe('readCoseKey', () => {
  test('reads EC2 keys of the three curves (RFC 9053 §7.1.1)', () => {
    for (const [crv, namedCurve] of [
      [1, 'P-256'],
      [2, 'P-384'],
      [3, 'P-521'],
    ] as const) {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve })
      const key = readCoseKey(ec2(publicKey, crv))
      assert.deepEqual(key, { spki: spkiOf(publicKey), kind: namedCurve })
    }
  })

  test('reads OKP and RSA keys (RFC 9053 §7.2, RFC 8230 §4)', () => {
    assert.deepEqual(readCoseKey(okp()).spki, spkiOf(ED25519))
    assert.equal(readCoseKey(okp()).kind, 'Ed25519')
    assert.deepEqual(readCoseKey(rsa()).spki, spkiOf(RSA))
    assert.equal(readCoseKey(rsa()).modulusBits, 2048)
  })

  test('does not look at what is not the key’s own (RFC 9052 §7.1)', () => {
    const others: readonly Entry[] = [
      [2, Uint8Array.of(1)],
      [3, -7],
      [4, [2]],
      [5, new Uint8Array()],
      ['kty', 'EC'],
    ]
    assert.deepEqual(readCoseKey(add(ec2(P256), ...others)).spki, spkiOf(P256))
  })

  test('refuses private keys (RFC 9053 §7.1.1, §7.2; RFC 8230 §4)', () => {
    const secret = new Uint8Array(32)
    const keys: readonly CborMap[] = [
      add(ec2(P256), [-4, secret]),
      add(ec2(P256), [-4, null]),
      add(okp(), [-4, secret]),
      ...[-3, -4, -5, -6, -7, -8, -9].map((label) => add(rsa(), [label, secret])),
    ]
    for (const key of keys) assert.throws(() => readCoseKey(key), { code: 'format.key' })
  })

  test('refuses compressed points: the sign bit in place of y', () => {
    for (const sign of [true, false]) {
      assert.throws(() => readCoseKey(add(ec2(P256), [-3, sign])), { code: 'format.key' })
    }
  })

  test('refuses other types and curves, and numbers that are none', () => {
    const keys: readonly CborMap[] = [
      new Map(),
      add(ec2(P256), [1, undefined]),
      add(ec2(P256), [1, 'EC2']),
      add(ec2(P256), [1, 4]),
      add(ec2(P256), [1, 1]),
      add(ec2(P256), [1, 3]),
      add(ec2(P256), [-1, 2]),
      add(ec2(P256), [-1, 8]),
      add(ec2(P256), [-1, 'P-256']),
      add(ec2(P256), [-2, new Uint8Array(31)]),
      add(ec2(P256), [-2, new Uint8Array(33)]),
      add(ec2(P256), [-2, 'text']),
      add(okp(), [-1, 7]),
      add(okp(), [-1, 4]),
      add(okp(), [-2, new Uint8Array(57)]),
      add(rsa(), [-1, 65537]),
      add(rsa(), [-2, new Uint8Array()]),
    ]
    for (const key of keys) assert.throws(() => readCoseKey(key), { code: 'format.key' })
  })

  test('the example key of RFC 9052 §C.7.1 can be used', async () => {
    const x = hex('65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d')
    const y = hex('1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c')
    const key = readCoseKey(
      new Map<number, CborValue>([
        [1, 2],
        [-1, 1],
        [-2, x],
        [-3, y],
      ]),
    )
    assert.equal(key.kind, 'P-256')
    assert.ok(await webCrypto.prepareKey(key))
  })
})

function ec2(key: KeyObject, crv = 1): CborMap {
  const { x, y } = numbersOf(key)
  return new Map<number, CborValue>([
    [1, 2],
    [-1, crv],
    [-2, x],
    [-3, y],
  ])
}

function okp(): CborMap {
  return new Map<number, CborValue>([
    [1, 1],
    [-1, 6],
    [-2, numbersOf(ED25519).x],
  ])
}

function rsa(): CborMap {
  const { n, e } = numbersOf(RSA)
  return new Map<number, CborValue>([
    [1, 3],
    [-1, n],
    [-2, e],
  ])
}

function add(map: CborMap, ...entries: readonly Entry[]): CborMap {
  return new Map<Entry[0], CborValue>([...map, ...entries])
}

function numbersOf(key: KeyObject): Record<'x' | 'y' | 'n' | 'e', Uint8Array<ArrayBuffer>> {
  const jwk = key.export({ format: 'jwk' })
  const number = (text = '') => new Uint8Array(Buffer.from(text, 'base64url'))
  return { x: number(jwk.x), y: number(jwk.y), n: number(jwk.n), e: number(jwk.e) }
}

function spkiOf(key: KeyObject): Uint8Array<ArrayBuffer> {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }))
}

function hex(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'hex'))
}
