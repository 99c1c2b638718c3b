/**
 * Texts and proofs of DIVOC certificates, right and wrong; any text is a message or a `FormatError`.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../../test/any-character.ts'
import { makeDocument, signDocument, verify } from '../../../test/made-divoc.ts'
import { makeZip } from '../../../test/make-zip.ts'
import { FormatError } from '../../errors.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { decodeDivocText, divocCarrier, ENTRY_NAME, encodeB64 } from './carrier.ts'
import { divoc } from './format.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const SIGNED = signDocument(makeDocument())
const TEXT = JSON.stringify(SIGNED)
const ZIP = zip(TEXT)
const B64 = encodeB64(ZIP)
const LATIN_1 = Buffer.from(ZIP).toString('latin1')

function zip(text: string, name: string = ENTRY_NAME): Uint8Array<ArrayBuffer> {
  return makeZip([{ name, data: new TextEncoder().encode(text), descriptor: 'signed' }])
}

describe('every way to carry a document', () => {
  for (const text of [TEXT, `${TEXT}\n`, B64, `${B64}\r\n`, LATIN_1]) {
    test(text.slice(0, 20), async () => {
      assert.deepEqual(divocCarrier.decode(text), divocCarrier.decode(TEXT))
      assert.deepEqual(divocCarrier.decode(text).remarks, [])
      assert.equal((await verify(text)).verdict, 'genuine')
    })
  }

  test('what is odd is remarked', () => {
    const codes = (text: string) => divocCarrier.decode(text).remarks.map(({ code }) => code)
    assert.deepEqual(codes(`b64:${B64.slice(4)}`), ['content.prefix-case'])
    assert.deepEqual(codes(encodeB64(zip(`\ufeff${TEXT}`))), ['content.byte-order-mark'])
    assert.deepEqual(codes(encodeB64(zip(` ${TEXT}`))), ['content.surrounding-space'])
  })

  test('a text has one meaning: other Base64 of it is refused', () => {
    const { document } = decodeDivocText(B64)
    assert.deepEqual(document, SIGNED)
    assert.equal(encodeB64(ZIP), B64)
  })
})

describe('texts that are refused', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['nothing after the prefix', 'B64:', 'format.zip'],
    ['base64url', `${B64}-_`, 'format.base64'],
    ['blanks inside', `${B64.slice(0, 9)} ${B64.slice(9)}`, 'format.base64'],
    ['unused bits', 'B64:bm90IGEgemlx=', 'format.base64'],
    ['no archive', 'B64:bm90IGEgemlw', 'format.zip'],
    ['another entry', encodeB64(zip(TEXT, 'cert.json')), 'format.zip'],
    ['a character that is no byte', `${LATIN_1}\u0100`, 'format.zip'],
    ['a text that is too long', `B64:${'A'.repeat(1e5)}`, 'format.length'],
    ['a document that is too long', `{"a":"${'x'.repeat(66_000)}"}`, 'format.json'],
    ['no JSON', encodeB64(zip(`${TEXT}x`)), 'format.json'],
    ['a name twice', TEXT.replace('{', '{"issuer":"https://a.example/",'), 'format.json'],
    ['too deep', `{"@context":${'['.repeat(9)}${']'.repeat(9)}}`, 'format.json'],
    ['an array', encodeB64(zip('[]')), 'format.document'],
    ['an empty object', '{}', 'format.context'],
  ]
  for (const [name, text, code] of cases) {
    test(name, () => {
      assert.throws(() => divocCarrier.decode(text), { name: 'FormatError', code })
    })
  }
})

describe('proofs that are refused', () => {
  const proof: JsonObject = Object(SIGNED['proof'])
  const [header = '', , signature = ''] = String(proof['jws']).split('.')
  const head = (value: JsonValue) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const withJws = (jws: string): JsonValue => ({ ...proof, jws })
  const withHeader = (value: JsonValue) => withJws(`${head(value)}..${signature}`)
  const { jws, ...withoutJws } = proof
  const cases: readonly (readonly [string, JsonValue, string])[] = [
    ['none', null, 'format.proof'],
    ['two', [proof, proof], 'format.proof'],
    ['one in an array', [proof], 'format.proof'],
    ['without jws', withoutJws, 'format.proof'],
    ['with a nonce', { ...proof, nonce: 'x' }, 'format.proof'],
    ['with a number', { ...proof, created: 2021 }, 'format.proof'],
    ['for another purpose', { ...proof, proofPurpose: 'authentication' }, 'format.proof'],
    ['of another type', { ...proof, type: 'RsaSignature2018' }, 'format.proof'],
    ['of an unknown type', { ...proof, type: 'DataIntegrityProof' }, 'format.proof'],
    ['of a relative method', { ...proof, verificationMethod: 'key' }, 'format.proof'],
    ['not detached', withJws(`${header}.e30.${signature}`), 'format.proof'],
    ['of two parts', withJws(`${header}.${signature}`), 'format.proof'],
    ['of four parts', withJws(`${header}..${signature}.x`), 'format.proof'],
    ['with a foreign letter', withJws(`${header}..?${signature}`), 'format.base64url'],
    ['too long', withJws(`${header}..${'A'.repeat(5000)}`), 'format.proof'],
    ['with a header that is no JSON', withJws(`e30x..${signature}`), 'format.header'],
    ['with a header in an array', withHeader([]), 'format.header'],
    ['with alg none', withHeader({ alg: 'none', b64: false, crit: ['b64'] }), 'format.header'],
    ['with alg ES256', withHeader({ alg: 'ES256', b64: false, crit: ['b64'] }), 'format.header'],
    ['without alg', withHeader({ b64: false, crit: ['b64'] }), 'format.header'],
    ['with b64 true', withHeader({ alg: 'EdDSA', b64: true, crit: ['b64'] }), 'format.header'],
    ['without crit', withHeader({ alg: 'EdDSA', b64: false }), 'format.header'],
    [
      'with more in crit',
      withHeader({ alg: 'EdDSA', b64: false, crit: ['b64', 'x'] }),
      'format.header',
    ],
    [
      'with crit twice',
      withHeader({ alg: 'EdDSA', b64: false, crit: ['b64', 'b64'] }),
      'format.header',
    ],
    [
      'with kid',
      withHeader({ alg: 'EdDSA', b64: false, crit: ['b64'], kid: 'x' }),
      'format.header',
    ],
  ]
  for (const [name, value, code] of cases) {
    test(name, () => {
      const text = JSON.stringify({ ...SIGNED, proof: value })
      assert.throws(() => divocCarrier.decode(text), { name: 'FormatError', code })
    })
  }

  test('a change of any character of the jws', async () => {
    const text = String(jws)
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === 'A' ? 'B' : 'A'
      const changed = text.slice(0, at) + other + text.slice(at + 1)
      const { verdict } = await verify({ ...SIGNED, proof: { ...proof, jws: changed } })
      assert.equal(verdict, 'not-genuine', `at ${at}`)
    }
  })

  test('padding is remarked, and means nothing', async () => {
    const padded = { ...SIGNED, proof: { ...proof, jws: `${jws}==` } }
    const { verdict, remarks } = await verify(padded)
    assert.equal(verdict, 'genuine')
    assert.ok(remarks.some(({ code }) => code === 'content.base64-form'))
  })
})

describe('any text', () => {
  test('is a message or a FormatError', () => {
    fc.assert(fc.property(fc.string({ unit: ANY_CHARACTER }), assertTotal), RUNS)
    fc.assert(fc.property(fc.json(), assertTotal), RUNS)
    const base64 = fc.base64String().map((text) => `B64:${text}`)
    fc.assert(fc.property(base64, assertTotal), RUNS)
  })

  test('near a right one is a message or a FormatError', () => {
    for (const text of [TEXT, B64, LATIN_1]) {
      const at = fc.nat(text.length - 1)
      fc.assert(
        fc.property(at, fc.nat(8), fc.string({ maxLength: 8 }), (from, length, other) => {
          assertTotal(text.slice(0, from) + other + text.slice(from + length))
        }),
        RUNS,
      )
    }
  })

  test('whatever stands in the document', () => {
    const value = fc.jsonValue({ maxDepth: 2 })
    const name = fc.constantFrom('issuer', 'evidence', 'credentialSubject', 'type', 'proof', 'x')
    fc.assert(
      fc.property(name, value, (member, json) => {
        assertTotal(JSON.stringify({ ...SIGNED, [member]: json }))
      }),
      RUNS,
    )
    fc.assert(
      fc.property(fc.string({ unit: ANY_CHARACTER, maxLength: 30 }), (text) => {
        assertTotal(JSON.stringify(makeSigned({ dose: text, date: text, vaccine: text })))
      }),
      RUNS,
    )
  })
})

function makeSigned(evidence: JsonObject): JsonObject {
  return { ...makeDocument({ evidence }), proof: SIGNED['proof'] ?? null }
}

function assertTotal(text: string): void {
  try {
    const { claims } = divocCarrier.decode(text)
    const opened = divoc.open(claims)
    opened?.view()
    opened?.read()
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
  }
}
