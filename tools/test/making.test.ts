import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { describe, test } from 'node:test'
import {
  CborTag,
  type CborValue,
  decodeCbor,
  encodeCbor,
} from '../../packages/pratique/src/codecs.ts'
import { uvci } from '../making/dcc.ts'
import { key } from '../making/examplia.ts'
import { encodeOtherwise } from '../making/raw-cbor.ts'
import { makeCertificate, toPem } from '../making/x509.ts'

describe('uvci', () => {
  // As issuers wrote them into public test data.
  for (const stated of [
    'URN:UVCI:01:AT:858CC18CFCF5965EF82F60E493349AA5#K',
    'URN:UVCI:01:DK:B986830007345F99AE898FB82C6C61F2#A',
    'URN:UVCI:01:FR:Y4996KBJ4Q3Q#:',
  ]) {
    test(stated, () => {
      const [, country = '', opaque = ''] = /^URN:UVCI:01:(..):(.*)#.$/.exec(stated) ?? []
      assert.equal(uvci(country, opaque), stated)
    })
  }
})

describe('encodeOtherwise', () => {
  const value: CborValue = new CborTag(18, [
    new Map<number | string, CborValue>([
      [1, -7],
      [-260, 2 ** 40],
      ['name', 'Ünal'],
      ['none', null],
    ]),
    [1.5, 0, -1, 23, 24, 300, false],
    Uint8Array.of(1, 2, 3),
  ])
  const styles = {
    hasLongHeads: true,
    isIndefinite: true,
    isReversed: true,
    hasFloats: true,
  }
  for (const name of Object.keys(styles)) {
    test(`${name}: other bytes, the same value`, () => {
      const bytes = encodeOtherwise(value, { [name]: true })
      assert.notDeepEqual(bytes, encodeCbor(value))
      assert.deepEqual(encodeCbor(decodeCbor(bytes)), encodeCbor(value))
    })
  }
})

describe('makeCertificate', () => {
  const der = makeCertificate(key('all'), {
    country: 'XE',
    organization: 'Ministry',
    commonName: 'Signer',
    notBefore: '2026-01-01',
    notAfter: '2056-01-01',
    extendedKeyUsages: ['1.3.6.1.4.1.1847.2021.1.1'],
  })

  test('OpenSSL reads what was asked for', () => {
    const read = new X509Certificate(toPem(der))
    assert.equal(read.subject, 'C=XE\nO=Ministry\nCN=Signer')
    assert.equal(read.validFromDate.toISOString(), '2026-01-01T00:00:00.000Z')
    assert.equal(read.validToDate.toISOString(), '2056-01-01T00:00:00.000Z')
    assert.deepEqual(read.keyUsage, ['1.3.6.1.4.1.1847.2021.1.1'])
    assert.equal(read.ca, false)
    assert.ok(read.verify(read.publicKey))
  })
})
