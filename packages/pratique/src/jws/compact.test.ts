import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { encodeBase64Url } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'
import {
  type CompactJws,
  decodeCompactJws,
  deflatePayload,
  encodeCompactJws,
  encodeSigningInput,
  inflatePayload,
} from './compact.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }

/** RFC 7515 §A.3.1. */
const RFC_7515 =
  'eyJhbGciOiJFUzI1NiJ9' +
  '.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ' +
  '.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q'

const [HEADER = '', PAYLOAD = '', SIGNATURE = ''] = RFC_7515.split('.')

describe('decodeCompactJws', () => {
  test('RFC 7515 §A.3', () => {
    const { header, payload, signedBytes, signature } = decodeCompactJws(RFC_7515)
    assert.deepEqual(header, { alg: 'ES256' })
    assert.equal(utf8(payload).slice(0, 12), '{"iss":"joe"')
    assert.equal(utf8(signedBytes), `${HEADER}.${PAYLOAD}`)
    assert.deepEqual([signature.length, signature[0], signature[63]], [64, 14, 213])
  })

  test('takes empty payloads and signatures: whether they are good is asked later', () => {
    assert.equal(decodeCompactJws(`${HEADER}..`).payload.length, 0)
    assert.equal(decodeCompactJws(`${HEADER}..`).signature.length, 0)
  })

  test('refuses another number of parts', () => {
    const texts = ['', '.', HEADER, `${HEADER}.${PAYLOAD}`, `${RFC_7515}.`, `${RFC_7515}.AA`, '...']
    for (const text of texts) {
      assert.throws(() => decodeCompactJws(text), { code: 'format.jws' }, text)
    }
    const jwe = Array.from({ length: 5 }, () => 'AA').join('.')
    assert.throws(() => decodeCompactJws(jwe), { code: 'format.jws' })
  })

  test('refuses a header that is no JSON object', () => {
    for (const header of ['[]', 'null', '"alg"', '5', 'true']) {
      const text = `${encodeBase64Url(bytes(header))}.AA.AA`
      assert.throws(() => decodeCompactJws(text), { code: 'format.header' }, header)
    }
    for (const header of ['', '{', '{"alg":"ES256","alg":"ES256"}', '{"a":1}x', "{'a':1}"]) {
      const text = `${encodeBase64Url(bytes(header))}.AA.AA`
      assert.throws(() => decodeCompactJws(text), { code: 'format.json' }, header)
    }
  })

  test('refuses Base64url in any other spelling, in each part (RFC 7515 §2)', () => {
    const parts = [HEADER, PAYLOAD, SIGNATURE]
    const spellings = (part: string): string[] => [
      `${part}=`,
      `${part}==`,
      ` ${part}`,
      `${part}\n`,
      `${part}A`.slice(0, 4 * Math.floor(part.length / 4) + 1),
      `${part.slice(0, -1)}+`,
      `${part.slice(0, -1)}é`,
      `${part.slice(0, -1)}\ud800`,
    ]
    parts.forEach((part, i) => {
      for (const spelling of spellings(part)) {
        const text = parts.with(i, spelling).join('.')
        assert.throws(() => decodeCompactJws(text), FormatError, text)
      }
    })
    // The last character of 64 bytes has four bits that belong to no byte (RFC 4648 §3.5).
    for (const last of 'RSTUVWXYZabcdef') {
      assert.throws(() => decodeCompactJws(RFC_7515.slice(0, -1) + last), {
        code: 'format.base64url',
      })
    }
  })

  test('a JWS has one text: what decodes encodes to itself', () => {
    fc.assert(
      fc.property(jws(), (text) => {
        let decoded: CompactJws
        try {
          decoded = decodeCompactJws(text)
        } catch (error) {
          assert.ok(error instanceof FormatError, String(error))
          return
        }
        assert.equal(encodeCompactJws(utf8(decoded.signedBytes), decoded.signature), text)
      }),
      RUNS,
    )
  })

  test('is the inverse of encoding', () => {
    const members = fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.string())
    const data = fc.uint8Array({ maxLength: 40 }).map((each): Bytes => new Uint8Array(each))
    fc.assert(
      fc.property(members, data, data, (all, payload, signature) => {
        const header = JSON.parse(JSON.stringify(all))
        const input = encodeSigningInput(header, payload)
        const decoded = decodeCompactJws(encodeCompactJws(input, signature))
        assert.deepEqual(decoded, { header, payload, signedBytes: bytes(input), signature })
      }),
      RUNS,
    )
  })
})

describe('payloads compressed as zip: DEF says (RFC 7516 §4.1.3)', () => {
  const plain = bytes(JSON.stringify({ iss: 'https://issuer.example', nbf: 1 }))

  test('are inflated to what they were', async () => {
    const { bytes: inflated, trailing } = inflatePayload(await deflatePayload(plain), 1000)
    assert.deepEqual([inflated, trailing], [plain, 0])
    for (const level of [0, 1, 9]) {
      const deflated = new Uint8Array(deflateRawSync(plain, { level }))
      assert.deepEqual(inflatePayload(deflated, plain.length).bytes, plain)
    }
  })

  test('are raw: zlib and gzip are refused', () => {
    for (const wrapped of [deflateSync(plain), gzipSync(plain), plain, Buffer.of()]) {
      assert.throws(() => inflatePayload(new Uint8Array(wrapped), 1000), { code: 'format.deflate' })
    }
  })

  test('tell the bytes that follow the stream', () => {
    const deflated = deflateRawSync(plain)
    for (const trailing of [1, 8, 300]) {
      const longer = new Uint8Array(Buffer.concat([deflated, Buffer.alloc(trailing, 0xff)]))
      assert.deepEqual(inflatePayload(longer, 1000), { bytes: plain, trailing })
    }
  })

  test('are refused one byte past the limit, and cut short', () => {
    const deflated = new Uint8Array(deflateRawSync(plain))
    const code = 'format.deflate'
    assert.throws(() => inflatePayload(deflated, plain.length - 1), { code })
    for (let length = 0; length < deflated.length; length++) {
      assert.throws(() => inflatePayload(deflated.slice(0, length), 1000), { code })
    }
  })
})

/** Texts that are a JWS, or nearly one. */
function jws(): fc.Arbitrary<string> {
  const part = fc.string({ unit: fc.constantFrom(...'AQgw-_'), maxLength: 7 })
  const changed = fc
    .tuple(fc.nat(RFC_7515.length - 1), fc.constantFrom(...'AQgw-_.=+ '))
    .map(([at, character]) => RFC_7515.slice(0, at) + character + RFC_7515.slice(at + 1))
  const made = fc.tuple(fc.constantFrom(HEADER, 'e30', 'W10'), part, part)
  return fc.oneof(
    made.map((parts) => parts.join('.')),
    changed,
    fc.string({ maxLength: 20 }),
  )
}

function bytes(text: string): Bytes {
  return new TextEncoder().encode(text)
}

function utf8(data: Bytes): string {
  return new TextDecoder().decode(data)
}
