import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import { decodeBase45, encodeBase45 } from '../bytes/base45.ts'
import { encodeCbor } from '../cbor/encode.ts'
import { type CborMap, CborTag, type CborValue } from '../cbor/value.ts'
import { FormatError } from '../errors.ts'
import { decodeHc1, encodeHc1, HC1_PREFIX, hc1 } from './hc1.ts'
import { type CoseSign1, encodeCoseSign1 } from './sign1.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }

const MESSAGE: CoseSign1 = {
  protected: encodeCbor(
    new Map<number, CborValue>([
      [1, -7],
      [4, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
    ]),
  ),
  unprotected: new Map(),
  payload: encodeCbor(new Map([[1, 'UT']])),
  signature: new Uint8Array(64).fill(1),
}
const BYTES = encodeCoseSign1(MESSAGE)
const TEXT = toText(deflateSync(BYTES))

describe('decodeHc1', () => {
  test('is the inverse of encodeHc1', async () => {
    assert.deepEqual(decodeHc1(await encodeHc1(MESSAGE)), MESSAGE)
  })

  test('takes every level, window and strategy of zlib', () => {
    for (const level of [0, 1, 6, 9]) {
      for (const windowBits of [9, 15]) {
        const text = toText(deflateSync(BYTES, { level, windowBits }))
        assert.deepEqual(decodeHc1(text), MESSAGE)
      }
    }
  })

  test('drops line ends after the text, and nothing else', () => {
    for (const end of ['\n', '\r\n', '\r', '\n\n\n']) {
      assert.deepEqual(decodeHc1(TEXT + end), MESSAGE)
    }
    for (const end of [' ', ' \n', '\t', '\0', '\u2028']) {
      assert.throws(() => decodeHc1(TEXT + end), FormatError, JSON.stringify(end))
    }
  })

  test('asks for the prefix in capitals, once, at the very beginning', () => {
    const body = TEXT.slice(4)
    for (const prefix of ['', 'hc1:', 'HC1', 'HC2:', ' HC1:', 'HC1', 'HL0:']) {
      assert.throws(() => decodeHc1(prefix + body), { code: 'format.prefix' })
    }
    assert.throws(() => decodeHc1(HC1_PREFIX + TEXT), FormatError)
  })

  test('has no fallback: raw DEFLATE, gzip and plain bytes are refused', () => {
    for (const bytes of [
      deflateRawSync(BYTES),
      gzipSync(BYTES),
      BYTES,
      deflateSync(deflateSync(BYTES)),
    ]) {
      assert.throws(() => decodeHc1(toText(bytes)), FormatError)
    }
  })

  test('refuses bytes after the stream, and a wrong checksum', () => {
    const zlib = deflateSync(BYTES)
    const code = 'format.zlib'
    assert.throws(() => decodeHc1(toText(Buffer.concat([zlib, Buffer.of(0)]))), { code })
    assert.throws(() => decodeHc1(toText(Buffer.concat([zlib, zlib]))), { code })
    for (let i = 1; i <= 4; i++) {
      const wrong = Buffer.from(zlib)
      wrong[wrong.length - i] = (wrong[wrong.length - i] ?? 0) ^ 1
      assert.throws(() => decodeHc1(toText(wrong)), { code })
    }
  })

  test('refuses texts that no QR code holds', () => {
    assert.throws(() => decodeHc1(HC1_PREFIX + '0'.repeat(4293)), { code: 'format.length' })
    assert.throws(() => decodeHc1(HC1_PREFIX + '0'.repeat(4292)), { code: 'format.zlib' })
    assert.deepEqual(decodeHc1(TEXT + '\n'.repeat(5000)), MESSAGE)
  })

  test('refuses what inflates past 64 KiB', () => {
    for (const length of [65 * 1024, 1 << 20]) {
      const bytes = encodeCbor([new Uint8Array(length)])
      assert.throws(() => decodeHc1(toText(deflateSync(bytes))), { code: 'format.zlib' })
    }
  })

  test('refuses every beginning of a text, and every text with a character changed', () => {
    for (let length = 0; length < TEXT.length; length++) {
      assert.throws(() => decodeHc1(TEXT.slice(0, length)), FormatError)
    }
    let survivors = 0
    for (let at = 4; at < TEXT.length; at++) {
      for (const character of 'A0 :$') {
        if (TEXT[at] === character) continue
        const changed = TEXT.slice(0, at) + character + TEXT.slice(at + 1)
        try {
          decodeHc1(changed)
          survivors++
        } catch (error) {
          assert.ok(error instanceof FormatError)
        }
      }
    }
    // The checksum sees to it that hardly any survives.
    assert.ok(survivors < 3, `${survivors}`)
  })

  test('any text: a message, or a refusal', () => {
    const base45 = fc.string({
      unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'),
      maxLength: 60,
    })
    const any = fc.oneof(base45, fc.string({ unit: ANY_CHARACTER, maxLength: 60 }))
    fc.assert(
      fc.property(any, (body) => {
        try {
          decodeHc1(HC1_PREFIX + body)
        } catch (error) {
          assert.ok(error instanceof FormatError, String(error))
        }
      }),
      RUNS,
    )
  })
})

describe('the carrier', () => {
  test('reads algorithm, key identifier, claims and what was signed', () => {
    const { algorithm, keyId, claims, signature, signedBytes, remarks } = hc1.decode(TEXT)
    assert.deepEqual({ algorithm, keyId }, { algorithm: 'ES256', keyId: '0102030405060708' })
    assert.deepEqual(claims, { kind: 'cwt', map: new Map([[1, 'UT']]) })
    assert.deepEqual(signature, MESSAGE.signature)
    const structure = ['Signature1', MESSAGE.protected, new Uint8Array(), MESSAGE.payload]
    assert.deepEqual(signedBytes, encodeCbor(structure))
    assert.deepEqual(remarks, [])
  })

  test('refuses each part by its own code', () => {
    const header = MESSAGE.protected
    const cases: readonly (readonly [string, CborValue])[] = [
      ['format.cose', 'text'],
      ['format.cose', new CborTag(17, [header, new Map(), MESSAGE.payload, MESSAGE.signature])],
      ['format.header', sign1({ protected: new Uint8Array() })],
      ['format.header', sign1({ unprotected: new Map([[2, [1]]]) })],
      ['format.cbor', sign1({ protected: Uint8Array.of(0xa1) })],
      ['format.cbor', sign1({ payload: new Uint8Array() })],
      ['format.claims', sign1({ payload: encodeCbor('text') })],
    ]
    for (const [code, value] of cases) {
      assert.throws(() => hc1.decode(toText(deflateSync(encodeCbor(value)))), { code })
    }
  })

  test('keeps no view of what was decoded before', () => {
    const first = hc1.decode(TEXT)
    const kept = first.signedBytes.slice()
    for (let i = 0; i < 20; i++) {
      hc1.decode(
        toText(
          deflateSync(encodeCoseSign1({ ...MESSAGE, payload: encodeCbor(new Map([[i, i]])) })),
        ),
      )
    }
    assert.deepEqual(first.signedBytes, kept)
    assert.deepEqual(first.signature, MESSAGE.signature)
  })
})

function sign1(change: Partial<CoseSign1>): CborTag {
  const { protected: header, unprotected, payload, signature } = { ...MESSAGE, ...change }
  const map: CborMap = unprotected
  return new CborTag(18, [header, map, payload, signature])
}

function toText(zlib: Uint8Array): string {
  const text = HC1_PREFIX + encodeBase45(new Uint8Array(zlib))
  assert.deepEqual(decodeBase45(text, HC1_PREFIX.length), new Uint8Array(zlib))
  return text
}
