import assert from 'node:assert/strict'
import { createPublicKey, ECDH, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Bytes } from '../bytes/bytes.ts'
import { type DerElement, readBitString, readDer } from '../der/read.ts'
import {
  BIT_STRING,
  INTEGER,
  NULL,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  SEQUENCE,
} from '../der/tags.ts'
import { encodeDer } from '../der/write.ts'
import { toNamedCurve } from './explicit-curve.ts'
import { toIdentity } from './public-key.ts'
import { readSpki } from './spki.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const CURVES = [
  'P-256',
  'P-384',
  'P-521',
  'brainpoolP256r1',
  'brainpoolP320r1',
  'brainpoolP384r1',
  'brainpoolP512r1',
] as const

describe('a curve that is written out, as OpenSSL writes it, is the one with the name', () => {
  for (const namedCurve of CURVES) {
    test(namedCurve, () => {
      const { named, explicit } = makeKey(namedCurve)
      const read = readSpki(explicit)
      assert.equal(read.kind, 'unknown')
      assert.deepEqual(toNamedCurve(read), { spki: named, kind: namedCurve })
      assert.equal(toIdentity(toNamedCurve(read)), toIdentity(readSpki(named)))
    })

    test(`${namedCurve}, with compressed points, without cofactor and seed`, () => {
      const { named, explicit } = makeKey(namedCurve)
      const changed = rewrite(explicit, {
        key: (point) => compress(point, namedCurve),
        base: (point) => encodeDer(OCTET_STRING, compress(point.contents, namedCurve)),
        curve: (curve) => encodeDer(SEQUENCE, ...wholes(curve).slice(0, 2)),
        cofactor: () => new Uint8Array(),
      })
      assert.deepEqual(toNamedCurve(readSpki(changed)), { spki: named, kind: namedCurve })
    })
  }

  test('a curve that we do not know stays unknown', () => {
    for (const namedCurve of ['secp256k1', 'secp224r1', 'brainpoolP256t1']) {
      const { explicit } = makeKey(namedCurve)
      const key = readSpki(explicit)
      assert.equal(toNamedCurve(key), key)
    }
  })
})

test('compressed points of Brainpool are taken, plain ones as they are', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'brainpoolP384r1' })
  const plain = readSpki(spkiOf(publicKey))
  assert.deepEqual(plain, { spki: spkiOf(publicKey), kind: 'brainpoolP384r1' })
  const [algorithm, bits] = readDer(plain.spki).children()
  assert.ok(algorithm && bits)
  const point = compress(readBitString(bits).bytes, 'brainpoolP384r1')
  const compressed = readSpki(encodeDer(SEQUENCE, algorithm.whole, bitString(point)))
  assert.equal(compressed.kind, 'unknown')
  assert.deepEqual(toNamedCurve(compressed), plain)
})

describe('a curve that differs in anything stays unknown (CVE-2020-0601)', () => {
  const { explicit } = makeKey('P-384')

  test('another generator, for which the private key of a real authority is 1', () => {
    // Q = d·G. Who says that G is Q has d = 1.
    const generator = rewrite(explicit, { base: (_, key) => encodeDer(OCTET_STRING, key) })
    const parsed = createPublicKey({ key: Buffer.from(generator), format: 'der', type: 'spki' })
    assert.equal(parsed.asymmetricKeyType, 'ec')
    const key = readSpki(generator)
    assert.equal(key.kind, 'unknown')
    assert.equal(toNamedCurve(key), key)
  })

  const nothing = encodeDer(NULL)
  const two = encodeDer(INTEGER, Uint8Array.of(2))
  const changes: readonly (readonly [string, Changes])[] = [
    ['version', { version: () => encodeDer(INTEGER, Uint8Array.of(4)) }],
    ['prime', { field: (field) => bump(field) }],
    ['field', { field: (field) => swapOid(field) }],
    ['a', { curve: (curve) => changeMember(curve, 0) }],
    ['b', { curve: (curve) => changeMember(curve, 1) }],
    ['order', { order: (order) => bump(order) }],
    ['cofactor', { cofactor: () => two }],
    ['cofactor of another type', { cofactor: () => nothing }],
    ['sign of the generator', { base: (base) => encodeDer(OCTET_STRING, negate(base.contents)) }],
    ['hybrid generator', { base: (base) => encodeDer(OCTET_STRING, hybrid(base.contents)) }],
    ['hybrid key', { key: hybrid }],
    ['something more', { cofactor: (one) => join(one.whole, two) }],
    ['something missing', { order: () => new Uint8Array() }],
    ['key of another length', { key: (point) => point.subarray(0, -1) }],
  ]
  for (const [name, change] of changes) {
    test(name, () => {
      const changed = rewrite(explicit, change)
      const key = readSpki(changed)
      assert.equal(key.kind, 'unknown')
      assert.equal(toNamedCurve(key), key)
    })
  }

  test('any byte of the parameters', () => {
    const start = explicit.indexOf(0x06) + 9
    const end = explicit.length - 100
    const seed = seedOf(explicit)
    for (let at = start; at < end; at++) {
      if (at >= seed.start && at < seed.end) continue
      const changed = explicit.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      assert.equal(kindOf(changed), 'unknown', `byte ${at}`)
    }
  })
})

test('any bytes at all: a key, and nothing thrown', () => {
  const keys = CURVES.map((curve) => makeKey(curve).explicit)
  const changed = fc
    .tuple(fc.constantFrom(...keys), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }))
    .map(([key, changes]) => {
      const bytes = key.slice()
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte
      return bytes
    })
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), changed), (spki) => {
      const { kind } = toNamedCurve({ spki: new Uint8Array(spki), kind: 'unknown' })
      assert.ok(kind === 'unknown' || CURVES.some((curve) => curve === kind))
    }),
    RUNS,
  )
})

interface Changes {
  readonly version?: (element: DerElement) => Bytes
  readonly field?: (element: DerElement) => Bytes
  readonly curve?: (element: DerElement) => Bytes
  /** @param key the public point */
  readonly base?: (element: DerElement, key: Bytes) => Bytes
  readonly order?: (element: DerElement) => Bytes
  readonly cofactor?: (element: DerElement) => Bytes
  readonly key?: (point: Bytes) => Bytes
}

/** One key, with its curve named and written out. */
function makeKey(namedCurve: string): { readonly named: Bytes; readonly explicit: Bytes } {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve })
  const other = generateKeyPairSync('ec', { namedCurve, paramEncoding: 'explicit' }).publicKey
  const named = spkiOf(publicKey)
  const [algorithm] = readDer(spkiOf(other)).children()
  const [, bits] = readDer(named).children()
  assert.ok(algorithm && bits)
  return { named, explicit: encodeDer(SEQUENCE, algorithm.whole, bits.whole) }
}

function rewrite(explicit: Bytes, changes: Changes): Bytes {
  const [algorithm, bits] = readDer(explicit).children()
  const [oid, parameters] = algorithm?.children() ?? []
  const [version, field, curve, base, order, cofactor] = parameters?.children() ?? []
  assert.ok(bits && oid && version && field && curve && base && order && cofactor)
  const point = readBitString(bits).bytes
  const domain = encodeDer(
    SEQUENCE,
    changes.version?.(version) ?? version.whole,
    changes.field?.(field) ?? field.whole,
    changes.curve?.(curve) ?? curve.whole,
    changes.base?.(base, point) ?? base.whole,
    changes.order?.(order) ?? order.whole,
    changes.cofactor?.(cofactor) ?? cofactor.whole,
  )
  const key = changes.key?.(point) ?? point
  return encodeDer(SEQUENCE, encodeDer(SEQUENCE, oid.whole, domain), bitString(key))
}

function kindOf(spki: Bytes): string {
  return toNamedCurve({ spki, kind: 'unknown' }).kind
}

function seedOf(explicit: Bytes): { readonly start: number; readonly end: number } {
  const parameters = readDer(explicit).children()[0]?.children()[1]
  const seed = parameters?.children()[2]?.children()[2]
  assert.ok(seed)
  const start = seed.whole.byteOffset - explicit.byteOffset
  return { start, end: start + seed.whole.length }
}

function wholes(element: DerElement): readonly Bytes[] {
  return element.children().map(({ whole }) => whole)
}

function changeMember(element: DerElement, at: number): Bytes {
  const members = wholes(element).map((whole, each) => (each === at ? flipLast(whole) : whole))
  return encodeDer(SEQUENCE, ...members)
}

function bump(element: DerElement): Bytes {
  return flipLast(element.whole)
}

function flipLast(bytes: Bytes): Bytes {
  const changed = bytes.slice()
  changed[bytes.length - 1] = (changed.at(-1) ?? 0) ^ 2
  return changed
}

/** characteristic-two-field in place of prime-field. */
function swapOid(field: DerElement): Bytes {
  const [type, prime] = field.children()
  assert.ok(type && prime)
  const oid = encodeDer(OBJECT_IDENTIFIER, flipLast(type.contents))
  return encodeDer(SEQUENCE, oid, prime.whole)
}

function compress(point: Bytes, namedCurve: string): Bytes {
  const name = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' }[namedCurve]
  const converted = ECDH.convertKey(point, name ?? namedCurve, undefined, undefined, 'compressed')
  return Uint8Array.from(Buffer.from(converted))
}

function hybrid(point: Bytes): Bytes {
  const changed = point.slice()
  changed[0] = 0x06 | ((point.at(-1) ?? 0) & 1)
  return changed
}

/** A point's opposite. */
function negate(point: Bytes): Bytes {
  const compressed = compress(point, 'P-384')
  compressed[0] = (compressed[0] ?? 0) ^ 1
  return compressed
}

function join(a: Bytes, b: Bytes): Bytes {
  return Uint8Array.from([...a, ...b])
}

function bitString(bytes: Bytes): Bytes {
  return encodeDer(BIT_STRING, Uint8Array.of(0), bytes)
}

function spkiOf(key: KeyObject): Bytes {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }))
}
