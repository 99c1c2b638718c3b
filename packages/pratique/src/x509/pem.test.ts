import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { hex, toPem } from '../../test/make-certificate.ts'
import { FormatError } from '../errors.ts'
import { readPemCertificates } from './pem.ts'

const FIRST = hex('3003020101')
const SECOND = hex('30030201020a'.repeat(20))

describe('RFC 7468 §5', () => {
  test('blocks are read in their order, whatever stands around them', () => {
    const text = `Subject: somebody\r\n${toPem(FIRST)}and\n${toPem(SECOND).replaceAll('\n', '\r\n')}`
    assert.deepEqual(readPemCertificates(text), [FIRST, SECOND])
  })

  test('the older label is read too, and closes with itself', () => {
    assert.deepEqual(readPemCertificates(toPem(FIRST, 'X509 CERTIFICATE')), [FIRST])
    const mixed = toPem(FIRST, 'X509 CERTIFICATE').replace('END X509', 'END')
    assert.throws(() => readPemCertificates(mixed), { code: 'format.der' })
  })

  test('blocks of other kinds are passed over', () => {
    const text = toPem(SECOND, 'PUBLIC KEY') + toPem(FIRST)
    assert.deepEqual(readPemCertificates(text), [FIRST])
    assert.deepEqual(readPemCertificates('no block at all'), [])
  })

  test('a broken block is refused', () => {
    const noEnd = toPem(FIRST).replace(/-----END.*/, '')
    const noBase64 = toPem(FIRST).replace('MAMC', 'MA*C')
    const noPadding = toPem(hex('30020101')).replaceAll('=', '')
    for (const text of [noEnd, noBase64, noPadding]) {
      assert.throws(() => readPemCertificates(text), { code: 'format.der' })
    }
  })

  test('any bytes come back as they were', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => Uint8Array.from(each))
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 4 }), (all) => {
        assert.deepEqual(readPemCertificates(all.map((each) => toPem(each)).join('')), all)
      }),
    )
  })

  test('any text is certificates or a FormatError', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----', 'MAMCAQE='),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        try {
          readPemCertificates(pieces.join(''))
        } catch (error) {
          assert.ok(error instanceof FormatError)
          assert.equal(error.code, 'format.der')
        }
      }),
    )
  })
})
