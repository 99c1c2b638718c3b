import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { encodeCbor } from '../cbor/encode.ts'
import { type CborMap, CborTag, type CborValue } from '../cbor/value.ts'
import { FormatError } from '../errors.ts'
import { type CoseHeader, readCoseHeader, readProtectedCoseHeader } from './header.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }

const [ALG, CRIT, CONTENT_TYPE, KID] = [1, 2, 3, 4]
const ES256 = -7
const A: Bytes = Uint8Array.of(0xaa, 0x01)
const B: Bytes = Uint8Array.of(0xbb)

type Header = readonly (readonly [label: number | bigint | string, value: CborValue])[]

describe('alg', () => {
  test('has five numbers (RFC 9053 §2.1, §2.2; RFC 8230 §2)', () => {
    for (const [number, algorithm] of [
      [-7, 'ES256'],
      [-35, 'ES384'],
      [-36, 'ES512'],
      [-37, 'PS256'],
      [-8, 'EdDSA'],
    ] as const) {
      assert.equal(read([[ALG, number]]).algorithm, algorithm)
    }
  })

  test('is no other, no text, and nothing that looks like a number', () => {
    const others = [0, 7, -6, -38, -39, -257, -7.5, null, undefined, true, A, [ES256]]
    const texts = ['ES256', '-7', 'none', '']
    const tags = [new CborTag(2, A), new CborTag(0, ES256)]
    for (const value of [...others, ...texts, ...tags, 2n ** 63n]) {
      assertRefused([[ALG, value]])
      assertRefused([], [[ALG, value]])
    }
    assertRefused([])
    assertRefused([['alg', ES256]])
    assertRefused([['1', ES256]])
  })

  test('is taken from the unprotected header only if the protected one has none', () => {
    assert.equal(read([], [[ALG, ES256]]).algorithm, 'ES256')
    assert.equal(read([[KID, A]], [[ALG, ES256]]).algorithm, 'ES256')
    for (const other of [ES256, -37, null]) {
      assertRefused([[ALG, ES256]], [[ALG, other]])
      assertRefused([[ALG, other]], [[ALG, ES256]])
    }
  })

  test('written longer than need be is the same number', () => {
    for (const header of ['a10126', 'a1013806', 'a101390006', 'a1180126', 'bf0126ff']) {
      const message = { ...toMessage([], []), protected: hex(header) }
      assert.equal(readCoseHeader(message).algorithm, 'ES256', header)
    }
    // A float is no number of an algorithm (RFC 9052 §1.5: int / tstr).
    assertRefusedBytes('a101f9c700')
  })
})

describe('kid', () => {
  test('is hex of the bytes, of any length, from either header', () => {
    assert.equal(read([alg(), [KID, A]]).keyId, 'aa01')
    assert.equal(read([alg()], [[KID, A]]).keyId, 'aa01')
    assert.equal(read([alg(), [KID, new Uint8Array()]]).keyId, '')
    assert.equal(read([alg(), [KID, new Uint8Array(40)]]).keyId, '00'.repeat(40))
  })

  test('counts as protected if it stands in both (hcert_spec §3.3.3)', () => {
    assert.equal(read([alg(), [KID, A]], [[KID, B]]).keyId, 'aa01')
    assert.equal(read([alg(), [KID, A]], [[KID, A]]).keyId, 'aa01')
    assert.equal(read([alg(), [KID, new Uint8Array()]], [[KID, B]]).keyId, '')
  })

  test('is empty where there is none', () => {
    assert.equal(read([alg()]).keyId, '')
    assert.equal(read([alg(), ['kid', A]]).keyId, '')
  })

  test('of another type is refused, in either header', () => {
    for (const value of ['aa01', 1, 0, true, false, [A], new Map(), new CborTag(24, A), null]) {
      assertRefused([alg(), [KID, value]])
      assertRefused([alg()], [[KID, value]])
      assertRefused([alg(), [KID, value]], [[KID, A]])
    }
  })

  test('unprotected and of another type beside a protected one changes nothing, or is refused', () => {
    for (const value of ['aa01', 1, null]) {
      try {
        assert.equal(read([alg(), [KID, A]], [[KID, value]]).keyId, 'aa01')
      } catch (error) {
        assert.ok(error instanceof FormatError)
      }
    }
  })
})

describe('crit (RFC 9052 §3.1)', () => {
  test('may name what we act on, if it is there', () => {
    assert.ok(read([alg(), [CRIT, [ALG]]]))
    assert.ok(read([alg(), [KID, A], [CONTENT_TYPE, 61], [CRIT, [ALG, CONTENT_TYPE, KID]]]))
  })

  test('naming anything else is refused, even if that is there', () => {
    for (const label of [5, 7, 33, -1, 'alg', 'x', '4', null, 4.5]) {
      const other: Header = typeof label === 'number' && label === 5 ? [[5, A]] : []
      assertRefused([alg(), ...other, [CRIT, [label]]])
      assertRefused([alg(), ...other, [CRIT, [ALG, label]]])
    }
    assertRefused([alg(), [CRIT, [CRIT]]])
  })

  test('naming a label that is not protected is refused', () => {
    assertRefused([alg(), [CRIT, [KID]]])
    assertRefused([alg(), [CRIT, [KID]]], [[KID, A]])
    assertRefused([[CRIT, [ALG]]], [alg()])
  })

  test('that is empty, or no array, is refused', () => {
    for (const value of [[], null, undefined, ALG, true, A, new Map([[0, ALG]]), 'alg']) {
      assertRefused([alg(), [CRIT, value]])
    }
  })

  test('that is not protected is refused, whatever it holds', () => {
    for (const value of [[ALG], [], null, undefined, 0]) {
      assertRefused([alg()], [[CRIT, value]])
      assertRefused([alg(), [CRIT, [ALG]]], [[CRIT, value]])
    }
  })
})

describe('a label in both headers is refused (RFC 9052 §3)', () => {
  test('whatever it is, the kid excepted', () => {
    for (const label of [CONTENT_TYPE, 5, 33, -70000, 'x', '']) {
      assert.ok(read([alg(), [label, 1]]))
      assert.ok(read([alg()], [[label, 1]]))
      assertRefused([alg(), [label, 1]], [[label, 1]])
      assertRefused([alg(), [label, 1]], [[label, undefined]])
    }
  })

  test('however it is written', () => {
    const message = { ...toMessage([], [[5, A]]), protected: hex('a20126180541aa') }
    assert.throws(() => readCoseHeader(message), { code: 'format.header' })
  })
})

describe('the protected header', () => {
  test('may be a string of no bytes, or an empty map (RFC 9052 §3)', () => {
    for (const bytes of ['', 'a0', 'bfff']) {
      const message = { ...toMessage([], [alg()]), protected: hex(bytes) }
      assert.equal(readCoseHeader(message).algorithm, 'ES256')
    }
  })

  test('that is no map is refused', () => {
    for (const bytes of ['80', '43a10126', '26', 'f6', 'c1a10126']) assertRefusedBytes(bytes)
  })

  test('that is no CBOR, or has a label twice, is refused', () => {
    const faults = ['a1', 'a101', 'a1012600', 'ff', 'a2012601390006', 'a201260126', 'a140f5']
    for (const bytes of faults) {
      const message = { ...toMessage([], [alg()]), protected: hex(bytes) }
      assert.throws(() => readCoseHeader(message), { code: 'format.cbor' }, bytes)
    }
  })

  test('any two headers: a key identifier of the one that counts, or a refusal', () => {
    const label = fc.constantFrom<number | string>(ALG, CRIT, CONTENT_TYPE, KID, 5, 'x')
    const value = fc.constantFrom<CborValue>(ES256, -37, A, B, null, undefined, 'ES256', [ALG])
    const header = fc.array(fc.tuple(label, value), { maxLength: 4 })
    fc.assert(
      fc.property(header, header, (one, other) => {
        const [inside, outside]: readonly CborMap[] = [new Map(one), new Map(other)]
        let told: CoseHeader
        try {
          told = read([...(inside ?? [])], [...(outside ?? [])])
        } catch (error) {
          assert.ok(error instanceof FormatError && error.code === 'format.header', String(error))
          return
        }
        const kid = inside?.has(KID) ? inside.get(KID) : outside?.get(KID)
        assert.equal(told.keyId, kid instanceof Uint8Array ? encodeHex(kid) : '')
        assert.ok(!outside?.has(CRIT))
        assert.ok(!(inside?.has(ALG) && outside?.has(ALG)))
      }),
      RUNS,
    )
  })
})

describe('readProtectedCoseHeader', () => {
  const readProtected = (inside: Header, outside: Header = []) =>
    readProtectedCoseHeader(toMessage(inside, outside))

  test('takes a kid of bytes, and one of text for its bytes', () => {
    assert.deepEqual(readProtected([alg(), [KID, A]]), { algorithm: 'ES256', keyId: 'aa01' })
    assert.equal(readProtected([alg(), [KID, 'kēy']]).keyId, '6bc49379')
  })

  test('takes neither alg nor kid from the unprotected header', () => {
    const faults: readonly (readonly [Header, Header])[] = [
      [[alg()], [[KID, A]]],
      [[[KID, A]], [alg()]],
      [[], [alg(), [KID, A]]],
    ]
    for (const [inside, outside] of faults) {
      assert.throws(() => readProtected(inside, outside), { code: 'format.header' })
    }
    assert.equal(readProtected([alg(), [KID, A]], [[KID, B]]).keyId, 'aa01')
  })

  test('refuses a kid that is empty or of another type, and what no header may hold', () => {
    for (const value of ['', new Uint8Array(), 1, null, undefined, [A], new CborTag(24, A)]) {
      assert.throws(() => readProtected([alg(), [KID, value]]), { code: 'format.header' })
    }
    for (const outside of [[alg()], [[CRIT, [ALG]]]] satisfies Header[]) {
      assert.throws(() => readProtected([alg(), [KID, A]], outside), { code: 'format.header' })
    }
  })
})

function alg(): Header[number] {
  return [ALG, ES256]
}

function read(inside: Header, outside: Header = []): CoseHeader {
  return readCoseHeader(toMessage(inside, outside))
}

function toMessage(inside: Header, outside: Header) {
  return {
    protected: encodeCbor(new Map(inside)),
    unprotected: new Map(outside),
    payload: new Uint8Array(),
    signature: new Uint8Array(),
  }
}

function assertRefused(inside: Header, outside: Header = []): void {
  const what = `${JSON.stringify(inside.map(String))} and ${JSON.stringify(outside.map(String))}`
  assert.throws(() => read(inside, outside), { code: 'format.header' }, what)
}

function assertRefusedBytes(bytes: string): void {
  const message = { ...toMessage([], [alg()]), protected: hex(bytes) }
  assert.throws(() => readCoseHeader(message), { code: 'format.header' }, bytes)
}

function hex(text: string): Bytes {
  return new Uint8Array(Buffer.from(text, 'hex'))
}
