import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Bytes } from '../bytes/bytes.ts'
import { encodeCbor } from '../cbor/encode.ts'
import { CborTag, type CborValue } from '../cbor/value.ts'
import { FormatError } from '../errors.ts'
import { ecPublicKey } from '../keys/spki-writer.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import { decodeCwt } from './cwt.ts'
import { readCoseHeader } from './header.ts'
import {
  type CoseSign1,
  decodeCoseSign1,
  decodeTaggedCoseSign1,
  encodeCoseSign1,
  sigStructure,
} from './sign1.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }

/** RFC 9052 §C.2.1: single ECDSA signature, and its key (§C.7.1, kid "11"). */
const RFC_9052 = {
  message:
    'd28443a10126a10442313154546869732069732074686520636f6e74656e742e58408eb33e4ca31d1c465ab05aac34' +
    'cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c3' +
    '45cacb36',
  x: 'bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff',
  y: '20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e',
}

/** RFC 8392 §A.3 (signed CWT) and §A.2.3 (its key). */
const RFC_8392 = {
  message:
    'd28443a10126a104524173796d6d657472696345434453413235365850a70175636f61703a2f2f61732e6578616d70' +
    '6c652e636f6d02656572696b77037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb005' +
    '1a5610d9f0061a5610d9f007420b7158405427c1ff28d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca' +
    '5acd08c8d4d4f96131680c429a01f85951ecee743a52b9b63632c57209120e1c9e30',
  x: '143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f',
  y: '60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9',
}

const MESSAGE: CoseSign1 = {
  protected: hex('a10126'),
  unprotected: new Map([[4, hex('3131')]]),
  payload: hex('a0'),
  signature: new Uint8Array(64).fill(7),
}

/** The four as they stand in the array. */
const PARTS: readonly CborValue[] = [
  MESSAGE.protected,
  MESSAGE.unprotected,
  MESSAGE.payload,
  MESSAGE.signature,
]

describe('examples of the RFCs', () => {
  for (const [clause, { message, x, y }] of [
    ['RFC 9052 §C.2.1', RFC_9052],
    ['RFC 8392 §A.3', RFC_8392],
  ] as const) {
    test(clause, async () => {
      const decoded = decodeCoseSign1(hex(message))
      assert.equal(readCoseHeader(decoded).algorithm, 'ES256')
      const key = await webCrypto.prepareKey(ecPublicKey('P-256', hex(x), hex(y)))
      const toBeSigned = sigStructure(decoded)
      assert.equal(await key.verify('ES256', decoded.signature, toBeSigned), true)
      assert.deepEqual(encodeCoseSign1(decoded), hex(message))
    })
  }

  test('RFC 9052 §C.2.1, ToBeSigned', () => {
    const expected = '846a5369676e61747572653143a101264054546869732069732074686520636f6e74656e742e'
    assert.deepEqual(sigStructure(decodeCoseSign1(hex(RFC_9052.message))), hex(expected))
  })

  test('RFC 8392 §A.3 in tag 61 (§A.4), and its claims', () => {
    const decoded = decodeCoseSign1(hex(`d83d${RFC_8392.message}`))
    assert.deepEqual(decoded, decodeCoseSign1(hex(RFC_8392.message)))
    const claims = decodeCwt(decoded.payload)
    assert.deepEqual([claims.get(1), claims.get(4)], ['coap://as.example.com', 1444064944])
  })
})

describe('decodeCoseSign1', () => {
  test('takes tag 18, tag 61 around tag 18, and no tag', () => {
    const tagged = new CborTag(18, PARTS)
    for (const value of [PARTS, tagged, new CborTag(61, tagged)]) {
      assert.deepEqual(decodeCoseSign1(encodeCbor(value)), MESSAGE)
    }
  })

  test('takes a tag and lengths written longer than need be', () => {
    const plain = encodeCbor(PARTS)
    for (const head of ['d2', 'd812', 'd90012', 'da00000012', 'db0000000000000012']) {
      assert.deepEqual(decodeCoseSign1(new Uint8Array([...hex(head), ...plain])), MESSAGE)
    }
    const open = new Uint8Array([0xd2, 0x9f, ...plain.subarray(1), 0xff])
    assert.deepEqual(decodeCoseSign1(open), MESSAGE)
  })

  const [header, unprotected, payload, signature] = PARTS
  const wrong: readonly (readonly [string, CborValue])[] = [
    ['another tag', new CborTag(17, PARTS)],
    ['the tag of COSE_Sign', new CborTag(98, PARTS)],
    ['tag 61 without tag 18', new CborTag(61, PARTS)],
    ['the tags exchanged', new CborTag(18, new CborTag(61, PARTS))],
    ['tag 18 twice', new CborTag(18, new CborTag(18, PARTS))],
    ['tag 61 twice', new CborTag(61, new CborTag(61, new CborTag(18, PARTS)))],
    ['a tag of self-described CBOR', new CborTag(55799, new CborTag(18, PARTS))],
    ['three', PARTS.slice(0, 3)],
    ['five', [...PARTS, signature]],
    ['none', []],
    ['a map', new Map(PARTS.map((part, i) => [i, part]))],
    ['a byte string', new CborTag(18, encodeCbor(PARTS))],
    ['a protected header not in bytes', [new Map([[1, -7]]), unprotected, payload, signature]],
    ['an unprotected header in bytes', [header, hex('a0'), payload, signature]],
    ['an unprotected header that is null', [header, null, payload, signature]],
    ['an unprotected header that is an array', [header, [], payload, signature]],
    ['a detached payload (RFC 9052 §4.1)', [header, unprotected, null, signature]],
    ['a payload in text', [header, unprotected, 'text', signature]],
    ['a signature in text', [header, unprotected, payload, 'text']],
    ['several signatures', [header, unprotected, payload, [signature]]],
    ['a tagged payload', [header, unprotected, new CborTag(24, payload), signature]],
    ['null', null],
  ]
  for (const [name, value] of wrong) {
    test(`refuses ${name}`, () => {
      assert.throws(() => decodeCoseSign1(encodeCbor(value)), { code: 'format.cose' })
    })
  }

  test('refuses bytes after the end and a message cut short', () => {
    const whole = encodeCoseSign1(MESSAGE)
    const code = 'format.cbor'
    assert.throws(() => decodeCoseSign1(new Uint8Array([...whole, 0])), { code })
    for (let length = 0; length < whole.length; length++) {
      assert.throws(() => decodeCoseSign1(whole.slice(0, length)), { code })
    }
  })

  test('is the inverse of encodeCoseSign1', () => {
    fc.assert(
      fc.property(messages(), (message) => {
        assert.deepEqual(decodeCoseSign1(encodeCoseSign1(message)), message)
      }),
      RUNS,
    )
  })

  test('any bytes, and any message with bytes changed: a message, or a refusal', () => {
    const whole = hex(RFC_8392.message)
    const changed = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 3 })
      .map((changes) => {
        const bytes = whole.slice()
        for (const [at, byte] of changes) bytes[at] = byte
        return bytes
      })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 40 }), changed), (bytes) => {
        try {
          readCoseHeader(decodeCoseSign1(new Uint8Array(bytes)))
        } catch (error) {
          assert.ok(error instanceof FormatError, String(error))
        }
      }),
      RUNS,
    )
  })
})

describe('sigStructure', () => {
  test('is the CBOR of its four members, whatever their lengths (RFC 9052 §4.4)', () => {
    const lengths = fc.oneof(fc.nat(30), fc.constantFrom(23, 24, 255, 256, 65535, 65536))
    fc.assert(
      fc.property(lengths, lengths, (headerLength, payloadLength) => {
        const message: CoseSign1 = {
          ...MESSAGE,
          protected: new Uint8Array(headerLength).fill(1),
          payload: new Uint8Array(payloadLength).fill(2),
        }
        const members = ['Signature1', message.protected, new Uint8Array(), message.payload]
        assert.deepEqual(sigStructure(message), encodeCbor(members))
      }),
      { numRuns: 100 },
    )
  })

  test('tells the header from the payload: bytes cannot wander between them', () => {
    const moved: CoseSign1 = { ...MESSAGE, protected: hex('a101'), payload: hex('26a0') }
    assert.notDeepEqual(sigStructure(moved), sigStructure(MESSAGE))
  })

  test('is what a signer of our own signs', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const number = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
    const key = await webCrypto.prepareKey(ecPublicKey('P-256', number(x), number(y)))
    const data = Buffer.concat([
      hex('846a5369676e617475726531'),
      hex('43a10126'),
      hex('40'),
      hex('41a0'),
    ])
    const signature = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    assert.equal(await key.verify('ES256', new Uint8Array(signature), sigStructure(MESSAGE)), true)
  })
})

describe('decodeTaggedCoseSign1', () => {
  const { protected: header, unprotected, payload, signature } = MESSAGE
  const parts: readonly CborValue[] = [header, unprotected, payload, signature]
  const tagged = new CborTag(18, parts)

  test('takes tag 18', () => {
    assert.deepEqual(decodeTaggedCoseSign1(encodeCoseSign1(MESSAGE)), MESSAGE)
  })

  test('takes no other form', () => {
    const faults = [parts, new CborTag(61, tagged), new CborTag(18, tagged), new CborTag(98, parts)]
    for (const fault of faults) {
      assert.throws(() => decodeTaggedCoseSign1(encodeCbor(fault)), { code: 'format.cose' })
    }
  })
})

function messages(): fc.Arbitrary<CoseSign1> {
  const bytes = fc.uint8Array({ maxLength: 300 }).map((each): Bytes => new Uint8Array(each))
  const label = fc.oneof(fc.integer(), fc.string({ unit: 'grapheme', maxLength: 5 }))
  const value = fc.oneof<fc.Arbitrary<CborValue>[]>(bytes, fc.integer(), fc.boolean())
  const unprotected = fc.array(fc.tuple(label, value), { maxLength: 5 }).map((all) => new Map(all))
  const members = { protected: bytes, unprotected, payload: bytes, signature: bytes }
  return fc.record(members, { noNullPrototype: true })
}

function hex(text: string): Bytes {
  return new Uint8Array(Buffer.from(text, 'hex'))
}
