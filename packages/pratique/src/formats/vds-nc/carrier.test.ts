/**
 * The text of a seal: what is taken, what is refused, and what is signed.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  makeAuthority,
  makeSealSigner,
  makeSealVerifier,
  partOf,
  sealText,
  signBytes,
  signSeal,
  testSeal,
  vaccinationSeal,
} from '../../../test/make-seal.ts'
import type { RemarkCode } from '../../codes.ts'
import type { JsonObject } from '../../json/value.ts'
import { seal, toSignedBytes } from './carrier.ts'

const authority = makeAuthority()
const signer = makeSealSigner(authority)
const verifier = makeSealVerifier([authority.record])
const context = { now: Date.parse('2026-06-01T12:00:00Z') / 1000 }
const data = vaccinationSeal()
const signed = signSeal(signer, data)
const sig = partOf(signed, 'sig')

const verify = (text: string) => verifier.verify(text, context)

async function assertGenuine(text: string, ...remarks: readonly RemarkCode[]): Promise<void> {
  const verification = await verify(text)
  assert.equal(verification.verdict, 'genuine', verification.code)
  const expected = [...remarks, 'revocation.none-published']
  assert.deepEqual(
    verification.remarks.map(({ code }) => code),
    expected,
  )
}

async function assertCode(text: string, code: string): Promise<void> {
  assert.equal((await verify(text)).code, code)
}

describe('what a seal may be written as', () => {
  test('as it is, and as a test', async () => {
    await assertGenuine(JSON.stringify(signed))
    await assertGenuine(sealText(signer, testSeal()))
  })

  test('with any order of members and white space: RFC 8785 takes both away', async () => {
    const { hdr, msg } = data
    const reordered = { sig, data: { msg, hdr } }
    await assertGenuine(JSON.stringify(reordered, null, 4))
    await assertGenuine(` \ufeff\r\n${JSON.stringify(signed, null, '\t')}\n\n`)
  })

  test('with other spellings of the same characters', async () => {
    const text = JSON.stringify(signed)
      .replace('MORE', '\\u004d\\u004FRE')
      .replace('"v":1', '"v":1.0')
    await assertGenuine(text)
  })

  test('in an array of one, and of no other number', async () => {
    await assertGenuine(JSON.stringify([signed]))
    await assertGenuine(JSON.stringify([signed], null, 4))
    await assertCode(JSON.stringify([signed, signed]), 'format.json')
    await assertCode(JSON.stringify([signed, 1]), 'format.json')
    await assertCode(JSON.stringify([[signed]]), 'format.prefix')
  })

  test('with members beside, which are not shown', async () => {
    const beside = { ...signed, note: 'unsigned', holder: { name: 'Mallory' } }
    await assertGenuine(JSON.stringify(beside), 'content.unsigned-member')
    const inside = { data, sig: { ...sig, kid: 'x' } }
    await assertGenuine(JSON.stringify(inside), 'content.unsigned-member')
    assert.doesNotMatch(JSON.stringify(await verify(JSON.stringify(beside))), /Mallory|unsigned"/)
  })

  test('with Base64 in any of its spellings', async () => {
    const standard = (text: unknown) => Buffer.from(String(text), 'base64url').toString('base64')
    const padded = (text: unknown) => standard(text).replaceAll('+', '-').replaceAll('/', '_')
    const { cer, sigvl } = sig
    await assertGenuine(
      JSON.stringify({ data, sig: { ...sig, cer: padded(cer), sigvl: padded(sigvl) } }),
    )
    const both = { data, sig: { ...sig, cer: standard(cer), sigvl: standard(sigvl) } }
    const { verdict, remarks } = await verify(JSON.stringify(both))
    assert.equal(verdict, 'genuine')
    assert.ok(remarks.some(({ code }) => code === 'content.base64-form'))
  })
})

describe('what a seal may not be', () => {
  const withSig = (changes: JsonObject) => JSON.stringify({ data, sig: { ...sig, ...changes } })
  const without = (name: string) => {
    const { [name]: _, ...others } = sig
    return JSON.stringify({ data, sig: others })
  }

  test('no JSON, too long, too deep', async () => {
    await assertCode('{"data":{},"sig":{}', 'format.json')
    await assertCode(JSON.stringify(signed).slice(0, -1), 'format.json')
    await assertCode(`${JSON.stringify(signed)}x`, 'format.json')
    await assertCode(JSON.stringify({ ...signed, x: ' '.repeat(20_000) }), 'format.length')
    const deep = `${'['.repeat(400)}${']'.repeat(400)}`
    await assertCode(`{"data":{"hdr":${deep}},"sig":{}}`, 'format.json')
  })

  test('a member twice, wherever', async () => {
    const text = JSON.stringify(signed)
    await assertCode(text.replace('"n":', '"n":"Mallory","n":'), 'format.json')
    await assertCode(text.replace('"n":', '"\\u006e":"Mallory","n":'), 'format.json')
    await assertCode(text.replace('"alg":', '"alg":"ES384","alg":'), 'format.json')
    await assertCode(text.replace(/\}$/, ',"data":{}}'), 'format.json')
  })

  test('data or sig of another kind', async () => {
    await assertCode(JSON.stringify({ ...signed, data: [] }), 'format.claims')
    await assertCode(JSON.stringify({ ...signed, data: 'x' }), 'format.claims')
    await assertCode(JSON.stringify({ ...signed, sig: null }), 'format.header')
    await assertCode(JSON.stringify({ ...signed, sig: [sig] }), 'format.header')
  })

  test('another algorithm, or none', async () => {
    for (const alg of [
      'RS256',
      'PS256',
      'EdDSA',
      'none',
      'es256',
      'ES256 ',
      '',
      'toString',
      1,
      null,
    ]) {
      await assertCode(withSig({ alg }), 'format.header')
    }
    await assertCode(without('alg'), 'format.header')
  })

  test('no certificate, or none that can be read', async () => {
    await assertCode(without('cer'), 'format.header')
    await assertCode(withSig({ cer: '' }), 'format.header')
    await assertCode(withSig({ cer: 7 }), 'format.header')
    for (const cer of ['AAAA', 'MIIB', '!', `${sig['cer']} `, `${String(sig['cer'])}AAAA`, 'M']) {
      await assertCode(withSig({ cer }), 'format.certificate')
    }
    const mixed = String(sig['cer']).replace(/^..../, '-+AA')
    await assertCode(withSig({ cer: mixed }), 'format.certificate')
  })

  test('no signature that can be read', async () => {
    await assertCode(without('sigvl'), 'format.header')
    await assertCode(withSig({ sigvl: null }), 'format.header')
    for (const sigvl of [
      'A',
      '=',
      'AA=',
      'AAA==',
      'AAAA=',
      'AAAA====',
      'AB',
      ' AAAA',
      '-+AA',
      'ÄÄÄÄ',
    ]) {
      await assertCode(withSig({ sigvl }), 'format.base64url')
    }
  })

  test('an empty, short, long or zero signature is a bad one', async () => {
    const sigvl = String(sig['sigvl'])
    const bad = [
      '',
      'AAAA',
      sigvl.slice(0, -2),
      `${sigvl}AA`,
      'A'.repeat(86),
      'A'.repeat(128),
      '_'.repeat(84),
    ]
    for (const each of bad) await assertCode(withSig({ sigvl: each }), 'signature.invalid')
  })

  test('half of a surrogate pair, in what is signed', async () => {
    for (const broken of ['\ud800', 'a\udc00b', '\udfff\ud800']) {
      const odd = vaccinationSeal({ pid: { n: broken, dob: '1990-01-01' } })
      const text = JSON.stringify({ data: odd, sig })
      await assertCode(text, 'format.canonical')
      await assertCode(JSON.stringify({ data: { ...data, [broken]: 1 }, sig }), 'format.canonical')
    }
  })

  test('a number that no double is', async () => {
    const text = JSON.stringify(signed)
    for (const seq of [
      '9007199254740993',
      '1e400',
      '1e-400',
      '0.1000000000000000055511151231257827',
    ]) {
      await assertCode(text.replace('"seq":1', `"seq":${seq}`), 'format.canonical')
    }
  })
})

describe('RFC 8785: the signed bytes', () => {
  test('are the canonical form of data, in UTF-8', () => {
    const { signedBytes } = seal.decode(
      '{"sig":{"alg":"ES256","cer":"AA","sigvl":""},"data":{"b":[1.0, "\\u00e9"],"a":-0}}',
    )
    assert.equal(new TextDecoder().decode(signedBytes), '{"a":0,"b":[1,"é"]}')
  })

  test('what is signed as it stands on the wire, in another form, is refused', async () => {
    const wire = new TextEncoder().encode(JSON.stringify(data, null, 1))
    await assertCode(JSON.stringify(signBytes(signer, wire, data), null, 1), 'signature.invalid')
    const canonical = signBytes(signer, toSignedBytes(data), data)
    await assertGenuine(JSON.stringify(canonical, null, 1))
  })

  test('decoding looks at no certificate', () => {
    const { signer: carried, keyId } = seal.decode(
      '{"data":{},"sig":{"alg":"ES256","cer":"!","sigvl":""}}',
    )
    assert.equal(keyId, '')
    assert.equal(carried?.text, '!')
    assert.throws(() => carried?.open(), { code: 'format.certificate' })
  })
})
