import assert from 'node:assert/strict'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  basicConstraints,
  type CertificateSpec,
  COMMON_NAME,
  COUNTRY,
  encodeOid,
  extendedKeyUsage,
  extension,
  hex,
  keyUsage,
  makeCertificate,
  makeKeys,
  NOT_AFTER,
  NOT_BEFORE,
  ORGANIZATION,
  spkiOf,
  subjectAltName,
} from '../../test/make-certificate.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { BOOLEAN, OCTET_STRING, SEQUENCE } from '../der/tags.ts'
import { encodeDer } from '../der/write.ts'
import { FormatError } from '../errors.ts'
import { readCertificate } from './certificate.ts'

const KEYS = makeKeys()

describe('RFC 5280 §4.1: the fields', () => {
  test('names, serial number, dates, key and signature are picked out', () => {
    const subject = [
      [COUNTRY, 'UT'],
      [ORGANIZATION, 'Ministry of Health of Utopia'],
      [COMMON_NAME, 'DSC Ütopia 1'],
    ] as const
    const der = make({ subject, issuer: [[COMMON_NAME, 'CSCA']], serialNumber: '00c0ffee' })
    const certificate = readCertificate(der)
    const { der: name, ...parts } = certificate.subject
    assert.deepEqual(parts, {
      country: 'UT',
      organization: 'Ministry of Health of Utopia',
      commonName: 'DSC Ütopia 1',
    })
    assert.notDeepEqual(name, certificate.issuer.der)
    assert.equal(certificate.issuer.commonName, 'CSCA')
    assert.equal(certificate.issuer.country, undefined)
    assert.equal(certificate.serialNumber, '00c0ffee')
    assert.equal(certificate.notBefore, NOT_BEFORE)
    assert.equal(certificate.notAfter, NOT_AFTER)
    assert.deepEqual(certificate.publicKey, { spki: spkiOf(KEYS), kind: 'P-256' })
    assert.equal(certificate.signature.algorithm, 'ES256')
    assert.deepEqual(certificate.der, der)
  })

  test('serial numbers that are negative or longer than 20 bytes are taken as they stand', () => {
    assert.equal(readCertificate(make({ serialNumber: 'ff01' })).serialNumber, 'ff01')
    assert.equal(readCertificate(make({ serialNumber: '7f'.repeat(30) })).serialNumber.length, 60)
  })

  test('dates may be before 1970 and after 2049', () => {
    const { notBefore, notAfter } = readCertificate(
      make({ notBefore: -86400, notAfter: 253402300799 }),
    )
    assert.deepEqual([notBefore, notAfter], [-86400, 253402300799])
  })

  test('of several common names the last counts', () => {
    const subject = [
      [COMMON_NAME, 'a'],
      [COMMON_NAME, 'b'],
    ] as const
    assert.equal(readCertificate(make({ subject })).subject.commonName, 'b')
  })

  test('a signature algorithm that the port has nothing for has no name', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const named = (['rsa-pss-sha256', 'rsa-pss-sha384', 'rsa-sha256', 'rsa-sha1'] as const).map(
      (signedWith) => readCertificate(make({ keys: rsa, signedWith })).signature.algorithm,
    )
    assert.deepEqual(named, ['PS256', 'PS384', 'RS256', undefined])
  })
})

describe('RFC 5280 §4.2: the extensions', () => {
  test('none: nothing is restricted, and it is no CA', () => {
    const certificate = readCertificate(make({}))
    assert.equal(certificate.keyUsages, undefined)
    assert.equal(certificate.extendedKeyUsages, undefined)
    assert.equal(certificate.isCa, false)
    assert.equal(certificate.pathLength, undefined)
    assert.deepEqual(certificate.subjectAltUris, [])
    assert.deepEqual(certificate.unknownCritical, [])
  })

  test('those that restrict the key', () => {
    const certificate = withExtensions(
      keyUsage(0, 5, 8),
      basicConstraints(true, 1),
      extendedKeyUsage('1.3.6.1.4.1.0.1847.2021.1.1', '2.23.136.1.1.14.2'),
    )
    assert.deepEqual(certificate.keyUsages, ['digitalSignature', 'keyCertSign', 'decipherOnly'])
    assert.equal(certificate.isCa, true)
    assert.equal(certificate.pathLength, 1)
    assert.deepEqual(certificate.extendedKeyUsages, [
      '1.3.6.1.4.1.0.1847.2021.1.1',
      '2.23.136.1.1.14.2',
    ])
  })

  test('key identifiers', () => {
    const { subjectKeyId, authorityKeyId } = withExtensions(
      extension('2.5.29.14', encodeDer(OCTET_STRING, hex('0a0b'))),
      extension('2.5.29.35', encodeDer(SEQUENCE, encodeDer(0x80, hex('0c0d')))),
    )
    assert.deepEqual([subjectKeyId, authorityKeyId], ['0a0b', '0c0d'])
  })

  test('alternative names: the URIs alone', () => {
    const uri = 'https://issuer.pratique.example'
    const { subjectAltUris } = withExtensions(
      subjectAltName([0x82, 'issuer.pratique.example'], [0x86, uri]),
    )
    assert.deepEqual(subjectAltUris, [uri])
  })

  test('a path length on what is no CA means nothing', () => {
    const { isCa, pathLength } = withExtensions(basicConstraints(false, 0))
    assert.deepEqual([isCa, pathLength], [false, undefined])
  })

  test('FALSE where it need not be written is no fault', () => {
    const no = encodeDer(BOOLEAN, Uint8Array.of(0))
    const constraints = encodeDer(OCTET_STRING, encodeDer(SEQUENCE, no))
    const { isCa, unknownCritical } = withExtensions(
      encodeDer(SEQUENCE, encodeOid('2.5.29.19'), no, constraints),
    )
    assert.deepEqual([isCa, unknownCritical], [false, []])
  })

  test('critical ones that are not read are named', () => {
    const { unknownCritical } = withExtensions(
      extension('2.5.29.30', hex('3000'), true),
      extension('2.5.29.32', hex('3000'), false),
      keyUsage(0),
    )
    assert.deepEqual(unknownCritical, ['2.5.29.30'])
  })
})

describe('refused', () => {
  const good = make({ extensions: [keyUsage(0)] })

  const cases: readonly (readonly [name: string, der: Bytes])[] = [
    ['nothing', new Uint8Array()],
    ['a byte after the end', Uint8Array.of(...good, 0)],
    ['something else in DER', encodeDer(SEQUENCE, hex('020101'))],
    ['the same extension twice', make({ extensions: [keyUsage(0), keyUsage(5)] })],
    ['an extension that is cut short', make({ extensions: [extension('2.5.29.19', hex('3003'))] })],
    ['a signature algorithm that was exchanged outside', exchangeAlgorithm(good)],
  ]
  for (const [name, der] of cases) {
    test(name, () => {
      assert.throws(() => readCertificate(der), { code: 'format.der' })
    })
  }

  test('a public key without a point', () => {
    const spki = Buffer.from(spkiOf(KEYS))
    const broken = Buffer.from(good)
    const at = broken.indexOf(spki)
    // The tag of the BIT STRING becomes that of an OCTET STRING.
    broken.writeUInt8(OCTET_STRING, at + spki.indexOf(hex('034200')))
    assert.throws(() => readCertificate(new Uint8Array(broken)), { code: 'format.key' })
  })

  test('any bytes are a certificate or a FormatError, and so is any damage to one', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readOrRefuse(toBytes(bytes))),
    )
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 4 })
    const end = fc.option(fc.nat(good.length), { nil: good.length })
    fc.assert(
      fc.property(damage, end, (changes, length) => {
        const bytes = toBytes(good)
        for (const [at, value] of changes) bytes[at] = value
        readOrRefuse(bytes.subarray(0, length))
      }),
      { numRuns: 3000 },
    )
  })

  test('every other byte value at every place', () => {
    for (let at = 0; at < good.length; at++) {
      const bytes = toBytes(good)
      for (const change of [0x01, 0x20, 0x80, 0xff]) {
        bytes[at] = (good[at] ?? 0) ^ change
        readOrRefuse(bytes)
      }
    }
  })
})

test('node:crypto reads our certificates, so that they are what they are meant to be', () => {
  const der = make({ subject: [[COUNTRY, 'UT']], extensions: [basicConstraints(true)] })
  const theirs = new X509Certificate(der)
  assert.equal(theirs.subject, 'C=UT')
  assert.equal(theirs.ca, true)
  assert.equal(theirs.verify(KEYS.publicKey), true)
})

function make(spec: Partial<CertificateSpec>): Bytes {
  return makeCertificate({ keys: KEYS, ...spec })
}

function withExtensions(...extensions: readonly Bytes[]): ReturnType<typeof readCertificate> {
  return readCertificate(make({ extensions }))
}

/** Makes the second copy of the algorithm, the one that is not signed, ecdsa-with-SHA384. */
function exchangeAlgorithm(der: Bytes): Bytes {
  const bytes = toBytes(der)
  const at = Buffer.from(bytes).lastIndexOf(Buffer.from('2a8648ce3d040302', 'hex'))
  bytes[at + 7] = 3
  return bytes
}

function readOrRefuse(der: Bytes): void {
  try {
    readCertificate(der)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    assert.match(error.code, /^format\.(der|key)$/)
  }
}

function toBytes(bytes: Uint8Array): Bytes {
  return Uint8Array.from(bytes)
}
