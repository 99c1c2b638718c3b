import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  authorityKeyId,
  basicConstraints,
  type CertificateSpec,
  COMMON_NAME,
  COUNTRY,
  documentTypes,
  extendedKeyUsage,
  extension,
  hex,
  keyUsage,
  makeCertificate,
  makeKeys,
  makeRsaKeys,
  type NameSpec,
  NOT_AFTER,
  NOT_BEFORE,
  spkiOf,
  subjectKeyId,
  toPem,
} from '../../../test/make-certificate.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { readDer } from '../../der/read.ts'
import { INTEGER, OCTET_STRING, SEQUENCE } from '../../der/tags.ts'
import { encodeDer } from '../../der/write.ts'
import { FormatError } from '../../errors.ts'
import { readSpki } from '../../keys/spki.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { readCertificate } from '../../x509/certificate.ts'
import type { TrustRecord } from '../record.ts'
import { isSealCertificate } from '../seal-certificate.ts'
import { importCsca, importCscaPem } from './csca.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const SKI = '0102030405060708090a0b0c0d0e0f1011121314'
const OTHER_SKI = 'f1f2f3f4f5f6f7f8f9fafbfcfdfeff0011121314'
const VDS_NC_SIGNER = '2.23.136.1.1.14.2'

const NAME: NameSpec = [
  [COUNTRY, 'UT'],
  [COMMON_NAME, 'Utopia CSCA'],
]
const CA_EXTENSIONS = [basicConstraints(true, 0), keyUsage(5, 6), subjectKeyId(SKI)]
const SIGNER_EXTENSIONS = [
  extendedKeyUsage(VDS_NC_SIGNER),
  documentTypes('NV'),
  authorityKeyId(SKI),
]
const KEYS = makeKeys('P-384')

describe('an authority', () => {
  test('is a record of its key, by its key identifier, that signs no message', async () => {
    assert.deepEqual(await recordOf(ca()), {
      framework: 'vds-nc',
      environment: 'production',
      issuer: 'UT',
      name: 'Utopia CSCA',
      notBefore: NOT_BEFORE,
      notAfter: NOT_AFTER,
      status: 'live',
      evidence: 'local',
      revocation: 'none',
      remarks: [],
      role: 'authority',
      keyId: SKI,
      key: readSpki(spkiOf(KEYS)),
      algorithms: [],
    })
  })

  test('is a CA that may sign certificates, and signs no documents', async () => {
    const bare = ca({ extensions: [basicConstraints(true), subjectKeyId(SKI)] })
    assert.equal((await recordOf(bare))?.role, 'authority')
    const others = [
      [basicConstraints(true), keyUsage(0)],
      [basicConstraints(false), keyUsage(0, 5)],
      [keyUsage(0, 5)],
      [basicConstraints(true), keyUsage(5), extendedKeyUsage('1.3.6.1.4.1.1847.2021.1.1')],
    ]
    for (const extensions of others) {
      const marked = ca({ extensions: [...extensions, subjectKeyId(SKI)] })
      assert.equal(isSealCertificate(readCertificate(marked)), false)
      assert.equal(await recordOf(marked), undefined)
    }
  })

  test('has a key that cannot be broken', async () => {
    const keys = makeRsaKeys(1024)
    const { records, dropped } = await importCsca(ca({ keys, signedWith: 'rsa-sha256' }), {
      crypto,
    })
    assert.deepEqual([records.length, dropped.length], [0, 1])
  })

  test('is not one of a crowd of one identifier', async () => {
    const text = Array.from({ length: 40 }, () => toPem(ca({ keys: makeKeys() }))).join('')
    const { records, dropped } = await importCscaPem(text, { crypto })
    assert.deepEqual([records.length, dropped.length], [32, 8])
  })

  test('environment, evidence and country are the caller’s to say', async () => {
    const options = { crypto, environment: 'exercise', evidence: 'listed', issuer: 'xe' } as const
    const [record] = (await importCsca(ca(), options)).records
    assert.deepEqual(
      [record?.environment, record?.evidence, record?.issuer],
      ['exercise', 'listed', 'XE'],
    )
  })

  test('countries in small letters or three are two capitals; none, or no country, is dropped', async () => {
    for (const code of ['ut', 'UTO', 'uto', 'UT']) {
      assert.equal((await recordOf(ca({ subject: [[COUNTRY, code]] })))?.issuer, 'UT')
    }
    for (const subject of [[[COMMON_NAME, 'CSCA']], [[COUNTRY, 'QQ']]] as const) {
      await isDropped(ca({ subject }), /no country/)
    }
  })

  test('whose own signature is broken is dropped', async () => {
    const forged = ca({ signer: makeKeys('P-384').privateKey })
    await isDropped(forged, /not by its own key/)
    const withOwnAki = [...CA_EXTENSIONS, authorityKeyId(SKI)]
    const alsoForged = ca({ extensions: withOwnAki, signer: makeKeys('P-384').privateKey })
    await isDropped(alsoForged, /not by its own key/)
  })

  test('linked to an older key, or issued by another name, is taken as it was given', async () => {
    const older = makeKeys('P-256')
    const linked = ca({
      extensions: [...CA_EXTENSIONS, authorityKeyId(OTHER_SKI)],
      signer: older.privateKey,
    })
    assert.equal((await recordOf(linked))?.keyId, SKI)
    const issued = ca({ issuer: [[COMMON_NAME, 'Another']], signer: older.privateKey })
    assert.equal((await recordOf(issued))?.keyId, SKI)
  })

  test('without key identifier has that of its issuer, if that is itself', async () => {
    const extensions = [basicConstraints(true), authorityKeyId(OTHER_SKI)]
    assert.equal((await recordOf(ca({ extensions })))?.keyId, OTHER_SKI)
    await isDropped(ca({ extensions, issuer: [[COMMON_NAME, 'Another']] }), /no key identifier/)
    await isDropped(ca({ extensions: [basicConstraints(true)] }), /no key identifier/)
  })

  test('with a critical extension that is not known is dropped', async () => {
    const constraints = extension('2.5.29.30', hex('3000'), true)
    await isDropped(ca({ extensions: [...CA_EXTENSIONS, constraints] }), /critical extension/)
  })

  test('of RSA, with SHA-2 or with SHA-1, which cannot be checked', async () => {
    const keys = makeRsaKeys()
    for (const signedWith of ['rsa-sha256', 'rsa-pss-sha512', 'rsa-sha1'] as const) {
      const record = await recordOf(ca({ keys, signedWith }))
      assert.deepEqual([record?.key.kind, record?.algorithms], ['RSA', []])
    }
    const forged = ca({ keys, signedWith: 'rsa-sha512', signer: makeRsaKeys().privateKey })
    await isDropped(forged, /not by its own key/)
  })
})

describe('an authority whose curve is written out', () => {
  test('is one of the named curve', async () => {
    for (const curve of [
      'P-256',
      'P-384',
      'P-521',
      'brainpoolP256r1',
      'brainpoolP512r1',
    ] as const) {
      const keys = makeKeys(curve, 'explicit')
      const record = await recordOf(ca({ keys, signedWith: 'ecdsa-sha384-null' }))
      assert.equal(record?.key.kind, curve)
    }
  })

  test('with a generator of its own stays unknown: nobody’s signature is good with it', async () => {
    const { publicKey } = makeKeys('P-384', 'explicit')
    const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
    const record = await recordOf(ca({ spki: withOwnGenerator(spki) }))
    assert.deepEqual([record?.role, record?.key.kind], ['authority', 'unknown'])
  })
})

describe('a signer of seals that is trusted by itself', () => {
  test('is a record of its key, by the identifier of its authority', async () => {
    const record = await recordOf(signer())
    assert.deepEqual(
      [record?.framework, record?.role, record?.keyId, record?.issuer, record?.algorithms],
      ['vds-nc', undefined, SKI, 'UT', ['ES256']],
    )
    const extensions = [extendedKeyUsage(VDS_NC_SIGNER)]
    assert.equal((await recordOf(signer({ extensions })))?.keyId, '')
  })

  test('has the algorithm of its curve, and no other', async () => {
    for (const [curve, algorithm] of [
      ['P-384', 'ES384'],
      ['P-521', 'ES512'],
    ] as const) {
      const record = await recordOf(signer({ keys: makeKeys(curve) }))
      assert.deepEqual(record?.algorithms, [algorithm])
    }
    await isDropped(signer({ keys: makeKeys('brainpoolP256r1') }), /no algorithm/)
    await isDropped(signer({ keys: makeKeys('P-256', 'explicit') }), /no algorithm/)
    await isDropped(signer({ keys: makeRsaKeys(), signedWith: 'rsa-sha256' }), /no algorithm/)
  })

  test('must be allowed to sign, and to sign seals', async () => {
    const seal = extendedKeyUsage(VDS_NC_SIGNER)
    await isDropped(signer({ extensions: [seal, keyUsage(2)] }), /may not sign/)
    await isDropped(signer({ extensions: [seal, documentTypes('P', 'I')] }), /other types/)
    await isDropped(signer({ extensions: [extendedKeyUsage('2.23.136.1.1.14.1')] }), /no authority/)
    await isDropped(signer({ extensions: [] }), /no authority/)
    await isDropped(signer({ subject: [[COMMON_NAME, 'S']] }), /no country/)
  })
})

describe('several', () => {
  test('each certificate of a PEM text is kept or dropped with its reason', async () => {
    const text =
      toPem(ca()) + toPem(hex('3003020101')) + toPem(signer()) + toPem(signer({ extensions: [] }))
    const { records, dropped } = await importCscaPem(text, { crypto })
    assert.deepEqual(
      records.map(({ role }) => role),
      ['authority', undefined],
    )
    assert.equal(dropped.length, 2)
  })

  test('what is none is refused', async () => {
    await assert.rejects(importCsca(hex('3003020101'), { crypto }), { code: 'format.der' })
  })

  test('any damage: an import, or a refusal', async () => {
    const good = ca()
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
        async (each) => {
          const der = good.slice()
          for (const [at, byte] of each) der[at % der.length] = byte
          try {
            const { records, dropped } = await importCsca(der, { crypto })
            assert.equal(records.length + dropped.length, 1)
          } catch (error) {
            assert.ok(error instanceof FormatError, String(error))
          }
        },
      ),
      RUNS,
    )
  })
})

function ca(spec: Partial<CertificateSpec> = {}): Bytes {
  return makeCertificate({
    ...{ keys: KEYS, subject: NAME, extensions: CA_EXTENSIONS, signedWith: 'ecdsa-sha384' },
    ...spec,
  })
}

function signer(spec: Partial<CertificateSpec> = {}): Bytes {
  return makeCertificate({
    ...{ keys: makeKeys(), subject: NAME, issuer: NAME, extensions: SIGNER_EXTENSIONS },
    ...{ signer: KEYS.privateKey, signedWith: 'ecdsa-sha384' },
    ...spec,
  })
}

async function recordOf(der: Bytes): Promise<TrustRecord | undefined> {
  return (await importCsca(der, { crypto })).records[0]
}

async function isDropped(der: Bytes, reason: RegExp): Promise<void> {
  const { records, dropped } = await importCsca(der, { crypto })
  assert.deepEqual(records, [])
  assert.match(dropped[0]?.reason ?? '', reason)
}

/** The key itself for a generator, so that 1 is its private key (CVE-2020-0601). */
function withOwnGenerator(spki: Bytes): Bytes {
  const [algorithm, key] = readDer(spki).children()
  const [oid, parameters] = algorithm?.children() ?? []
  const [version, field, curve, , order] = parameters?.children() ?? []
  assert.ok(key && oid && version && field && curve && order)
  const generator = encodeDer(OCTET_STRING, key.contents.subarray(1))
  const cofactor = encodeDer(INTEGER, Uint8Array.of(1))
  const numbers = [version.whole, field.whole, curve.whole, generator, order.whole, cofactor]
  const own = encodeDer(SEQUENCE, oid.whole, encodeDer(SEQUENCE, ...numbers))
  return encodeDer(SEQUENCE, own, key.whole)
}
