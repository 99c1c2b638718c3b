/**
 * Certificates of an authority and of what it certifies: as our own reader and Node's read them, and
 * what is never certified.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { describe, test } from 'node:test'
import { makeSigner } from '../../test/make-signer.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { FormatError } from '../errors.ts'
import type { SignPort } from '../keys/sign-port.ts'
import { webCrypto as crypto } from '../keys/web-crypto.ts'
import { importPem } from '../trust/certificate/certificate.ts'
import { importCscaPem } from '../trust/csca/csca.ts'
import { writeAuthority } from './authority.ts'
import { addMonths } from './calendar.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { type CertifyOptions, certifyRequest } from './certify.ts'
import { verifyChain } from './chain.ts'
import type { NameParts } from './name.ts'
import { readPrivateKeyUsage } from './private-key-usage.ts'
import { type KeyRole, type Purpose, roleOf } from './profiles.ts'
import { readCertificateRequest, writeCertificateRequest } from './request.ts'
import { toSubjectKeyId, withCertificate } from './sign.ts'
import { encodeTbsCertificate, sealSigned } from './write-certificate.ts'
import { writePem } from './write-pem.ts'

const START = Date.parse('2026-11-22') / 1000
const SERIAL = Uint8Array.from({ length: 16 }, (_, at) => 0xf0 + at)
const SCA: NameParts = {
  country: 'UT',
  organization: 'Ministry of Health',
  commonName: 'Utopia SCA',
}
const DSC: NameParts = { country: 'UT', organization: 'Ministry of Health', commonName: 'DSC 1' }

const sca = makeSigner()
const dsc = makeSigner()
const authority = readCertificate(
  await writeAuthority({ subject: SCA, serialNumber: SERIAL, notBefore: START }, sca, crypto),
)

async function request(name: NameParts = DSC, signer: SignPort = dsc): Promise<Bytes> {
  return writeCertificateRequest(name, signer, crypto)
}

async function certify(
  changes: Partial<CertifyOptions> & {
    readonly request?: Bytes
    readonly signer?: SignPort
  } = {},
): Promise<Certificate> {
  const { request: der = await request(), signer = sca, ...options } = changes
  const all = {
    authority,
    purpose: ['test', 'vaccination', 'recovery'] as Purpose,
    crypto,
    serialNumber: SERIAL,
    notBefore: START,
    ...options,
  }
  return readCertificate(await certifyRequest(readCertificateRequest(der), all, signer))
}

/** By `openssl req -new` with a key on P-384. */
const P384_REQUEST: Bytes = new Uint8Array(
  Buffer.from(
    'MIIBKTCBsQIBADAyMQswCQYDVQQGEwJVVDERMA8GA1UECgwITWluaXN0cnkxEDAOBgNVBAMMB0RTQyAzODQwdjAQ' +
      'BgcqhkjOPQIBBgUrgQQAIgNiAAQS82SXT/0br8eCaGfw3tAL9XyYMqJQkl8EhDbv1gk7fR6pRrO64QCntQ457/3m' +
      'qSVR3wqjiixnft9Cy06X+h8eycuG92DIffkpMrNVy1L6P3wuyrkmtnU1N2ekGJN6H+qgADAKBggqhkjOPQQDAgNn' +
      'ADBkAjAYDN7/xlDFRIWmmKDjQyO9m1bUzIwkrNGR1p+mps8QptJ7KXKq3ot801OzwLIp0MACMDvfjwLzXFyXcYLb' +
      'm9OvAGuw9/t4+uhzpHrU7C3PeOfcP2KyNNnAMpVpsmTLRezl1g==',
    'base64',
  ),
)

const CERTIFICATE = { name: 'UsageError', code: 'usage.certificate' } as const
const ARGUMENT = { name: 'UsageError', code: 'usage.argument' } as const
const KEY_FILE = { name: 'UsageError', code: 'usage.key-file' } as const

describe('an authority', () => {
  test('is a CA with none below it, signed by itself', async () => {
    assert.deepEqual(
      [authority.isCa, authority.pathLength, authority.keyUsages],
      [true, 0, ['keyCertSign', 'cRLSign']],
    )
    assert.equal(authority.notAfter, Date.parse('2030-11-21T23:59:59Z') / 1000)
    assert.equal(authority.subjectKeyId, encodeHex(toSubjectKeyId(sca.key)))
    assert.equal(authority.authorityKeyId, authority.subjectKeyId)
    assert.equal(roleOf(authority), 'authority')
    assert.equal((await verifyChain([authority, authority], START, crypto)).status, 'passed')
    const read = new X509Certificate(authority.der)
    assert.ok(read.ca && read.verify(read.publicKey))
    assert.equal(read.subject, 'C=UT\nO=Ministry of Health\nCN=Utopia SCA')
  })

  test('has a name that can be read, and a life that is not too long', async () => {
    const life = { serialNumber: SERIAL, notBefore: START }
    const write = (change: object) =>
      writeAuthority({ subject: SCA, ...life, ...change }, sca, crypto)
    for (const subject of [
      { ...SCA, country: 'ut' },
      { ...SCA, country: 'UTO' },
      { commonName: 'SCA' },
      { ...SCA, commonName: ' ' },
      { ...SCA, organization: '' },
      { ...SCA, commonName: 'a'.repeat(65) },
      { ...SCA, commonName: 'a\u202eb' },
    ]) {
      await assert.rejects(write({ subject }), ARGUMENT)
    }
    await assert.rejects(write({ notAfter: START }), ARGUMENT)
    await assert.rejects(write({ notAfter: addMonths(START, 48) + 1 }), ARGUMENT)
    await assert.rejects(write({ notAfter: Number.NaN }), ARGUMENT)
    for (const length of [0, 7, 21]) {
      await assert.rejects(write({ serialNumber: new Uint8Array(length).fill(1) }), ARGUMENT)
    }
    await assert.rejects(write({ serialNumber: new Uint8Array(16) }), ARGUMENT)
    await assert.rejects(write({ serialNumber: new Uint8Array(20).fill(0xff) }), ARGUMENT)
  })

  test('has a key on P-256, and signs with its own', async () => {
    const life = { subject: SCA, serialNumber: SERIAL, notBefore: START }
    await assert.rejects(writeAuthority(life, makeSigner('P-384'), crypto), KEY_FILE)
    await assert.rejects(writeAuthority(life, { ...dsc, key: sca.key }, crypto), KEY_FILE)
    const mute: SignPort = { ...sca, sign: () => new Uint8Array() }
    await assert.rejects(writeAuthority(life, mute, crypto), KEY_FILE)
  })
})

describe('what is certified', () => {
  const cases: readonly {
    readonly purpose: Purpose
    readonly role: KeyRole
    readonly keyUsages: readonly string[]
    readonly oids?: readonly string[]
    readonly signingMonths: number
  }[] = [
    {
      purpose: ['recovery', 'test', 'vaccination'],
      role: 'certificates',
      keyUsages: ['digitalSignature'],
      oids: [2, 1, 3].map((arc) => `1.3.6.1.4.1.1847.2021.1.${arc}`),
      signingMonths: 6,
    },
    {
      purpose: ['test'],
      role: 'certificates',
      keyUsages: ['digitalSignature'],
      oids: ['1.3.6.1.4.1.1847.2021.1.1'],
      signingMonths: 6,
    },
    {
      purpose: 'seals',
      role: 'seals',
      keyUsages: ['digitalSignature'],
      oids: ['2.23.136.1.1.14.2'],
      signingMonths: 6,
    },
    {
      purpose: 'revocation-lists',
      role: 'revocation-lists',
      keyUsages: ['cRLSign'],
      signingMonths: 12,
    },
  ]
  for (const { purpose, role, keyUsages, oids, signingMonths } of cases) {
    test(`for ${purpose}`, async () => {
      const made = await certify({ purpose })
      assert.equal(roleOf(made), role)
      assert.deepEqual(made.keyUsages, keyUsages)
      assert.deepEqual(made.extendedKeyUsages, oids)
      assert.deepEqual([made.isCa, made.pathLength], [false, undefined])
      assert.equal(made.subjectKeyId, encodeHex(toSubjectKeyId(dsc.key)))
      assert.equal(made.authorityKeyId, authority.subjectKeyId)
      assert.deepEqual(made.unknownCritical, [])
      assert.equal(made.notAfter, addMonths(START, 24) - 1)
      assert.deepEqual(readPrivateKeyUsage(made), {
        notBefore: START,
        notAfter: addMonths(START, signingMonths) - 1,
      })
      assert.deepEqual(made.documentTypes, role === 'seals' ? ['NV'] : undefined)
      assert.equal((await verifyChain([made, authority], START, crypto)).status, 'passed')
      const [read, issuer] = [made, authority].map(({ der }) => new X509Certificate(der))
      assert.ok(read && issuer && read.checkIssued(issuer) && read.verify(issuer.publicKey))
      assert.equal(BigInt(`0x${read.serialNumber}`), BigInt(`0x${encodeHex(SERIAL)}`))
    })
  }

  test('is trusted for what it is for, and for nothing else', async () => {
    const usagesOf = async (purpose: Purpose) => {
      const pem = writePem('CERTIFICATE', (await certify({ purpose })).der)
      const { records } = await importPem(pem, { crypto })
      const seals = await importCscaPem(pem, { crypto })
      return [records[0]?.role ?? records[0]?.usages, seals.records.length]
    }
    assert.deepEqual(await usagesOf(['test', 'recovery']), [['test', 'recovery'], 0])
    assert.deepEqual(await usagesOf('seals'), [[], 1])
    assert.deepEqual(await usagesOf('revocation-lists'), ['revoker', 0])
  })
})

describe('what is not certified', () => {
  test('a request that does not prove that its maker has the key', async () => {
    const der = await request()
    for (const at of [30, der.length - 1]) {
      const changed = der.map((byte, index) => (index === at ? byte ^ 1 : byte))
      await assert.rejects(certify({ request: changed }), CERTIFICATE)
    }
  })

  test('a request of another country, kind of key, or without a name', async () => {
    await assert.rejects(
      certify({ request: await request({ ...DSC, country: 'EX' }) }),
      CERTIFICATE,
    )
    await assert.rejects(certify({ request: await request(SCA) }), CERTIFICATE)
    await assert.rejects(certify({ request: await request(DSC, sca) }), CERTIFICATE)
    await assert.rejects(certify({ request: P384_REQUEST }), CERTIFICATE)
  })

  test('by whom may not: another key, no authority', async () => {
    const other = makeSigner()
    await assert.rejects(certify({ signer: other }), CERTIFICATE)
    const signer = await certify()
    const next = await request(DSC, other)
    await assert.rejects(certify({ authority: signer, signer: dsc, request: next }), CERTIFICATE)
    const without = readCertificate(withoutKeyId())
    await assert.rejects(certify({ authority: without }), CERTIFICATE)
  })

  test('for nothing, for too long, or beyond the authority', async () => {
    await assert.rejects(certify({ purpose: [] }), ARGUMENT)
    await assert.rejects(certify({ notAfter: addMonths(START, 24) + 1 }), ARGUMENT)
    await assert.rejects(certify({ notBefore: START - 1 }), CERTIFICATE)
    await assert.rejects(certify({ notBefore: addMonths(START, 36) }), CERTIFICATE)
    // Past the time in which the authority certifies, though within its life.
    const notBefore = addMonths(START, 24)
    await assert.rejects(certify({ notBefore, notAfter: notBefore + 1 }), CERTIFICATE)
    const last = await certify({ notBefore: notBefore - 86_400, notAfter: notBefore })
    assert.equal(readPrivateKeyUsage(last)?.notAfter, notBefore)
  })
})

test('a port takes the certificate of its own key alone', async () => {
  const own = await certify()
  assert.equal(withCertificate(dsc, own).certificate, own.der)
  assert.throws(() => withCertificate(sca, own), CERTIFICATE)
})

test('six months after 31 August is the last of February', () => {
  const seconds = (day: string) => Date.parse(day) / 1000
  const cases = [
    ['2026-08-31', 6, '2027-02-28'],
    ['2028-02-29', 24, '2030-02-28'],
    ['2028-02-29', 48, '2032-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-11-22', 24, '2028-11-22'],
  ] as const
  for (const [from, months, to] of cases) {
    assert.equal(addMonths(seconds(from), months), seconds(to), from)
  }
})

/** An authority that names no identifier of its key. */
function withoutKeyId(): Bytes {
  const tbs = encodeTbsCertificate({
    serialNumber: SERIAL,
    issuer: SCA,
    subject: SCA,
    notBefore: START,
    notAfter: START + 1_000_000_000,
    spki: sca.key.spki,
    isCa: true,
    keyUsages: ['keyCertSign'],
  })
  const signature = sca.sign(tbs)
  if (signature instanceof Promise) throw new Error('unreachable: it signs at once')
  return sealSigned(tbs, signature)
}

test('a request is read whole or refused, whatever it is', async () => {
  const der = await request()
  assert.deepEqual(readCertificateRequest(der).subject.commonName, DSC.commonName)
  for (let at = 0; at < der.length; at++) {
    for (const changed of [der.slice(0, at), der.with(at, (der[at] ?? 0) ^ 0x21)]) {
      try {
        readCertificateRequest(changed)
      } catch (error) {
        assert.ok(error instanceof FormatError, `byte ${at}`)
      }
    }
  }
})
