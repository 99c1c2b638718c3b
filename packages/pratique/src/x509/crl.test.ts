import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  authorityKeyId,
  COMMON_NAME,
  type CrlSpec,
  extension,
  hex,
  makeCertificate,
  makeCrl,
  makeKeys,
  NOT_AFTER,
  NOT_BEFORE,
} from '../../test/make-certificate.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { readDer } from '../der/read.ts'
import { INTEGER, SEQUENCE } from '../der/tags.ts'
import { encodeDer } from '../der/write.ts'
import { FormatError } from '../errors.ts'
import { readCertificate } from './certificate.ts'
import { isCrl, readCrl } from './crl.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const KEYS = makeKeys()
const SIGNER = KEYS.privateKey
const AKI = '0102030405060708090a0b0c0d0e0f1011121314'
const CRL_NUMBER = extension('2.5.29.20', hex('020105'))
const KEY_COMPROMISE = extension('2.5.29.21', hex('0a0101'))

describe('RFC 5280 §5.1: the fields', () => {
  test('of version 2', () => {
    const crl = read({
      revoked: [{ serialNumber: '18ad' }, { serialNumber: '00ff', extensions: [KEY_COMPROMISE] }],
      extensions: [authorityKeyId(AKI), CRL_NUMBER],
    })
    assert.equal(crl.issuer.commonName, 'Utopia CSCA')
    assert.deepEqual([crl.thisUpdate, crl.nextUpdate], [NOT_BEFORE, NOT_AFTER])
    assert.equal(crl.authorityKeyId, AKI)
    assert.deepEqual([...crl.revoked], ['18ad', '00ff'])
    assert.equal(crl.signature.algorithm, 'ES256')
  })

  test('of version 1, without entries and without a date of the next', () => {
    const crl = read({ nextUpdate: null })
    assert.deepEqual([...crl.revoked], [])
    assert.deepEqual([crl.nextUpdate, crl.authorityKeyId], [undefined, undefined])
  })

  test('serial numbers are spelt as certificates have them', () => {
    for (const serialNumber of ['01', '00', 'ff', '00ff', '7f00000000000000000000000000000001']) {
      const certificate = readCertificate(makeCertificate({ keys: KEYS, serialNumber }))
      const { revoked } = read({ revoked: [{ serialNumber }] })
      assert.deepEqual([...revoked], [certificate.serialNumber])
    }
  })

  test('the signed part is what stands in the list', () => {
    const der = makeCrl({ signer: SIGNER, revoked: [{ serialNumber: '01' }] })
    assert.deepEqual(readCrl(der).tbs, readDer(der).children()[0]?.whole)
  })
})

describe('a list that may be partial, or is damaged, is refused', () => {
  const entry = (...extensions: readonly Bytes[]): Partial<CrlSpec> => ({
    revoked: [{ serialNumber: '01', extensions }],
    extensions: [],
  })
  const cases: Readonly<Record<string, Partial<CrlSpec>>> = {
    'an indirect one (§5.2.5)': { extensions: [extension('2.5.29.28', hex('30030401ff'), true)] },
    'a delta (§5.2.4)': { extensions: [extension('2.5.29.27', hex('020101'), true)] },
    'any critical extension': { extensions: [extension('1.2.3', hex('0500'), true)] },
    'an entry of another issuer (§5.3.3)': entry(extension('2.5.29.29', hex('3000'), true)),
    'an entry taken off (§5.3.1)': entry(extension('2.5.29.21', hex('0a0108'))),
    'the same extension twice': { extensions: [CRL_NUMBER, CRL_NUMBER] },
    'the same twice in an entry': entry(KEY_COMPROMISE, KEY_COMPROMISE),
  }
  for (const [name, spec] of Object.entries(cases)) {
    test(name, () => assert.throws(() => read(spec), { code: 'format.der' }))
  }

  test('extensions in an entry of version 1', () => {
    const revoked = [{ serialNumber: '01', extensions: [KEY_COMPROMISE] }]
    assert.throws(() => read({ revoked }), { code: 'format.der' })
  })

  test('another version, another algorithm outside, something after the signature', () => {
    const der = makeCrl({ signer: SIGNER, extensions: [] })
    const [tbs, algorithm, signature] = readDer(der).children()
    assert.ok(tbs && algorithm && signature)
    const [version, ...fields] = tbs.children()
    assert.ok(version)
    const v3 = [encodeDer(INTEGER, Uint8Array.of(2)), ...fields.map(({ whole }) => whole)]
    const others = [
      [encodeDer(SEQUENCE, ...v3), algorithm.whole, signature.whole],
      [tbs.whole, encodeDer(SEQUENCE, hex('06032b6570')), signature.whole],
      [tbs.whole, algorithm.whole, signature.whole, signature.whole],
      [tbs.whole, algorithm.whole],
    ]
    for (const parts of others) {
      assert.throws(() => readCrl(encodeDer(SEQUENCE, ...parts)), { code: 'format.der' })
    }
  })

  test('any damage: a list, or a refusal', () => {
    const good = makeCrl({
      signer: SIGNER,
      revoked: [{ serialNumber: '18ad', extensions: [KEY_COMPROMISE] }],
      extensions: [authorityKeyId(AKI), CRL_NUMBER],
    })
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 })
    fc.assert(
      fc.property(fc.option(fc.uint8Array({ maxLength: 60 })), changes, (bytes, each) => {
        const der = bytes ? new Uint8Array(bytes) : good.slice()
        for (const [at, byte] of each) if (der.length > 0) der[at % der.length] = byte
        isCrl(der)
        try {
          assert.ok(readCrl(der).tbs.length > 0)
        } catch (error) {
          assert.ok(error instanceof FormatError, String(error))
        }
      }),
      RUNS,
    )
  })
})

test('a list is told from a certificate by its structure', () => {
  for (const extensions of [[], undefined]) {
    const version = extensions ? { extensions } : {}
    assert.equal(isCrl(makeCrl({ signer: SIGNER, ...version })), true)
    assert.equal(isCrl(makeCertificate({ keys: KEYS, ...version })), false)
  }
  assert.equal(isCrl(new Uint8Array()), false)
  assert.equal(isCrl(hex('3000')), false)
})

test('OpenSSL reads what the tests make', (t) => {
  const crl = makeCrl({
    issuer: [[COMMON_NAME, 'Utopia CSCA']],
    signer: SIGNER,
    revoked: [{ serialNumber: '18ad' }],
    extensions: [authorityKeyId(AKI), CRL_NUMBER],
  })
  let text: string
  try {
    const options = { input: crl, encoding: 'utf8', stdio: 'pipe' } as const
    text = execFileSync('openssl', ['crl', '-inform', 'DER', '-noout', '-text'], options)
  } catch (error) {
    if (Object(error).code !== 'ENOENT') throw error
    return t.skip('no openssl here')
  }
  assert.match(text, /Serial Number: 18AD/)
})

function read(spec: Partial<CrlSpec>): ReturnType<typeof readCrl> {
  return readCrl(makeCrl({ signer: SIGNER, ...spec }))
}
