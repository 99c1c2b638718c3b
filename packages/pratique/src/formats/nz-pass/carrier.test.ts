import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../../test/any-character.ts'
import { signCose } from '../../../test/made-messages.ts'
import { makePassSigner, passClaims, signPass } from '../../../test/made-passes.ts'
import { encodeBase32 } from '../../bytes/base32.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { encodeCbor } from '../../cbor/encode.ts'
import { type CborMap, CborTag, type CborValue } from '../../cbor/value.ts'
import { type CoseSign1, decodeCoseSign1, encodeCoseSign1, sigStructure } from '../../cose/sign1.ts'
import { FormatError } from '../../errors.ts'
import { decodeNzcp, encodeNzcp, NZCP_PREFIX, nzcp } from './carrier.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const SIGNER = makePassSigner()
const MESSAGE = signCose(SIGNER, passClaims())
const TEXT = encodeNzcp(MESSAGE)

describe('decodeNzcp', () => {
  test('is the inverse of encodeNzcp', () => {
    assert.deepEqual(decodeNzcp(TEXT), { message: MESSAGE, hasPadding: false })
    const bytes = fc.uint8Array({ maxLength: 50 }).map((each): Bytes => new Uint8Array(each))
    const header = fc.array(fc.tuple(fc.integer(), bytes), { maxLength: 3 })
    const messages = fc.record(
      {
        protected: bytes,
        unprotected: header.map((all): CborMap => new Map(all)),
        payload: bytes,
        signature: bytes,
      },
      { noNullPrototype: true },
    )
    fc.assert(
      fc.property(messages, (message) => {
        assert.deepEqual(decodeNzcp(encodeNzcp(message)).message, message)
      }),
      RUNS,
    )
  })

  test('drops line ends after the text, and nothing else', () => {
    for (const end of ['\n', '\r\n', '\n\n\n'])
      assert.deepEqual(decodeNzcp(TEXT + end), decodeNzcp(TEXT))
    for (const around of [' ', '\t', '?', '\0', '/', '\u2028']) {
      assert.throws(() => decodeNzcp(TEXT + around), { code: 'format.base32' })
      assert.throws(() => decodeNzcp(around + TEXT), { code: 'format.prefix' })
    }
  })

  test('asks for version 1, written so', () => {
    const rest = TEXT.slice(NZCP_PREFIX.length)
    for (const version of ['2', '0', '01', '10', '999999999']) {
      assert.throws(() => decodeNzcp(`NZCP:/${version}/${rest}`), { code: 'format.version' })
    }
    for (const version of ['', '/', 'x/', '-1/', '1.0/', ' 1/', '١/']) {
      assert.throws(() => decodeNzcp(`NZCP:/${version}${rest}`), { code: 'format.base32' })
    }
    for (const prefix of ['', 'nzcp:/1/', 'NZCP:', 'NZCP://1/', 'HC1:']) {
      assert.throws(() => decodeNzcp(prefix + rest), FormatError)
    }
  })

  test('takes the padding that the length asks for, and no other', () => {
    for (let length = 0; length < 8; length++) {
      const bytes = encodeCoseSign1({ ...MESSAGE, signature: new Uint8Array(length) })
      const text = NZCP_PREFIX + encodeBase32(bytes)
      const missing = (8 - ((text.length - NZCP_PREFIX.length) % 8)) % 8
      for (let count = 1; count < 20; count++) {
        const padded = text + '='.repeat(count)
        if (count === missing) assert.ok(decodeNzcp(`${padded}\n`).hasPadding)
        else assert.throws(() => decodeNzcp(padded), { code: 'format.base32' })
      }
    }
    assert.throws(() => decodeNzcp(`${NZCP_PREFIX}${'='.repeat(4000)}`), FormatError)
  })

  test('refuses small letters, foreign characters and a tail that is not canonical', () => {
    const body = TEXT.slice(NZCP_PREFIX.length)
    for (const other of [
      body.toLowerCase(),
      `${body.slice(0, -1)}1`,
      `0${body.slice(1)}`,
      `${body}A`,
    ]) {
      assert.throws(() => decodeNzcp(NZCP_PREFIX + other), { code: 'format.base32' })
    }
  })

  test('refuses texts longer than any QR code', () => {
    const long = NZCP_PREFIX + 'A'.repeat(4289)
    assert.throws(() => decodeNzcp(long), { code: 'format.length' })
    assert.throws(() => decodeNzcp(long.slice(0, -1)), { code: 'format.cbor' })
  })

  test('asks for tag 18, and nothing around or after it', () => {
    const { protected: header, unprotected, payload, signature } = MESSAGE
    const parts: readonly CborValue[] = [header, unprotected, payload, signature]
    const tagged = new CborTag(18, parts)
    const faults: readonly CborValue[] = [
      parts,
      new CborTag(61, tagged),
      new CborTag(61, parts),
      new CborTag(17, parts),
      new CborTag(18, tagged),
      new CborTag(18, [...parts, 0]),
      new CborTag(18, parts.slice(1)),
      new CborTag(18, [header, unprotected, null, signature]),
    ]
    for (const fault of faults) {
      assert.throws(() => decodeNzcp(toNzcp(encodeCbor(fault))), { code: 'format.cose' })
    }
    const after = new Uint8Array([...encodeCbor(tagged), 0])
    assert.throws(() => decodeNzcp(toNzcp(after)), { code: 'format.cbor' })
  })
})

describe('the carrier', () => {
  test('reads algorithm, key identifier, claims and what was signed', () => {
    const { algorithm, keyId, claims, signature, signedBytes, remarks } = nzcp.decode(TEXT)
    assert.deepEqual([algorithm, keyId, remarks], ['ES256', '6b65792d31', []])
    assert.deepEqual(claims, { kind: 'cwt', map: passClaims() })
    assert.deepEqual([signature, signedBytes], [MESSAGE.signature, sigStructure(MESSAGE)])
  })

  test('takes a kid of text for its bytes (NZCP "CWT Headers")', () => {
    const text = withHeader([1, -7], [4, 'key-1'])
    assert.equal(nzcp.decode(text).keyId, '6b65792d31')
  })

  test('asks for ES256 and kid in the protected header', () => {
    const kid: readonly [number, CborValue] = [4, SIGNER.kid]
    for (const text of [
      withHeader(kid),
      withHeader([1, -35], kid),
      withHeader([1, -37], kid),
      withHeader([1, -8], kid),
      withHeader([1, 'ES256'], kid),
      withHeader([1, -7]),
      withHeader([1, -7], [4, '']),
      withHeader([1, -7], [4, 1]),
      withHeader([1, -7], kid, [2, [33]]),
      encodeNzcp(
        signCose(SIGNER, passClaims(), { protected: header([1, -7]), unprotected: map(kid) }),
      ),
      encodeNzcp(
        signCose(SIGNER, passClaims(), { protected: header(kid), unprotected: map([1, -7]) }),
      ),
    ]) {
      assert.throws(() => nzcp.decode(text), { code: 'format.header' })
    }
  })

  test('remarks on padding', () => {
    const missing = (8 - ((TEXT.length - NZCP_PREFIX.length) % 8)) % 8
    const text = missing > 0 ? TEXT + '='.repeat(missing) : padded()
    assert.deepEqual(nzcp.decode(text).remarks, [{ code: 'content.padding' }])
  })

  test('refuses a payload that is no map', () => {
    for (const payload of [encodeCbor([1]), encodeCbor('x')]) {
      assert.throws(() => nzcp.decode(signPass(SIGNER, payload)), { code: 'format.claims' })
    }
    assert.throws(() => nzcp.decode(signPass(SIGNER, new Uint8Array())), { code: 'format.cbor' })
  })
})

test('any text is a message, or refused; and has one text, or one with padding', () => {
  const changed = fc
    .array(
      fc.tuple(fc.nat(TEXT.length), fc.nat(2), fc.constantFrom('', 'A', 'Z7', '=', '1', '\n')),
      {
        maxLength: 3,
      },
    )
    .map((changes) =>
      changes.reduce((now, [at, cut, put]) => now.slice(0, at) + put + now.slice(at + cut), TEXT),
    )
  const bytes = fc.uint8Array({ maxLength: 100 }).map((each) => toNzcp(new Uint8Array(each)))
  const any = fc.oneof(
    changed,
    bytes,
    fc.string({ unit: ANY_CHARACTER }),
    fc.string({ unit: ANY_CHARACTER }).map((text) => NZCP_PREFIX + text),
  )
  fc.assert(
    fc.property(any, (text) => {
      let message: CoseSign1
      try {
        nzcp.decode(text)
        message = decodeNzcp(text).message
      } catch (error) {
        assert.ok(error instanceof FormatError, String(error))
        return
      }
      const written = encodeNzcp(message)
      assert.deepEqual(decodeNzcp(written).message, message)
      // The array and its strings may be written longer than need be: then the text is another.
      if (written.length === text.replace(/[=\r\n]+$/, '').length) {
        assert.equal(text.replace(/[=\r\n]+$/, ''), written)
      }
    }),
    RUNS,
  )
})

test('a message that HCERT takes untagged is the same message here with its tag', () => {
  assert.deepEqual(decodeCoseSign1(encodeCoseSign1(MESSAGE)), decodeNzcp(TEXT).message)
})

function toNzcp(bytes: Bytes): string {
  return NZCP_PREFIX + encodeBase32(bytes)
}

function map(...entries: readonly (readonly [number, CborValue])[]): CborMap {
  return new Map(entries)
}

function header(...entries: readonly (readonly [number, CborValue])[]): Bytes {
  return encodeCbor(map(...entries))
}

function withHeader(...entries: readonly (readonly [number, CborValue])[]): string {
  return encodeNzcp(signCose(SIGNER, passClaims(), { protected: header(...entries) }))
}

/** A text whose length asks for padding. */
function padded(): string {
  const text = encodeNzcp(signCose(SIGNER, passClaims([[9, 1]])))
  return text + '='.repeat((8 - ((text.length - NZCP_PREFIX.length) % 8)) % 8)
}
