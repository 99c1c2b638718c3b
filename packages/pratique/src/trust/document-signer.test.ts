import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import {
  basicConstraints,
  extendedKeyUsage,
  keyUsage,
  makeCertificate,
  makeKeys,
  NOT_AFTER,
  NOT_BEFORE,
  ORGANIZATION,
  spkiOf,
} from '../../test/make-certificate.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import { readCertificate } from '../x509/certificate.ts'
import { toCertificateKeyId, toDocumentSigner } from './document-signer.ts'
import type { TrustRecord } from './record.ts'

/** Beside the repository; other machines do not have it. */
const CASES = new URL('../../../../../shared/corpus/hcert/cases.jsonl', import.meta.url)

const ARC = '1.3.6.1.4.1.1847.2021.1'
const VARIANT = '1.3.6.1.4.1.0.1847.2021.1'
const VDS_NC_SIGNER = '2.23.136.1.1.14.2'
const TLS_CLIENT = '1.3.6.1.5.5.7.3.2'

const KEYS = makeKeys()

describe('the record of a certificate', () => {
  test('says what certificate and source say', () => {
    const record = toDocumentSigner(readCertificate(makeCertificate({ keys: KEYS })), {
      keyId: '0102030405060708',
      issuer: 'UT',
      environment: 'exercise',
      evidence: 'listed',
      list: 'a-list',
    })
    assert.deepEqual(record, {
      framework: 'hcert',
      environment: 'exercise',
      issuer: 'UT',
      name: 'Utopia DSC',
      keyId: '0102030405060708',
      key: { spki: spkiOf(KEYS), kind: 'P-256' },
      algorithms: ['ES256'],
      notBefore: NOT_BEFORE,
      notAfter: NOT_AFTER,
      status: 'live',
      evidence: 'listed',
      list: 'a-list',
      revocation: 'none',
      remarks: [],
    } satisfies TrustRecord)
  })

  test('takes the organisation for a name where there is no other', () => {
    const subject = [[ORGANIZATION, 'Utopia Health']] as const
    const der = makeCertificate({ keys: KEYS, subject })
    assert.equal(toRecord(der).name, 'Utopia Health')
    assert.equal(toRecord(makeCertificate({ keys: KEYS, subject: [] })).name, undefined)
  })

  test('names the algorithms that fit the key', () => {
    assert.deepEqual(toRecord(makeCertificate({ keys: makeKeys('P-384') })).algorithms, [
      'ES384',
      'ES256',
    ])
    assert.deepEqual(toRecord(makeCertificate({ keys: makeKeys('secp256k1') })).algorithms, [])
  })

  test('the key identifier is the beginning of the certificate’s digest', async () => {
    const keyId = await toCertificateKeyId(Uint8Array.of(0x61, 0x62, 0x63), webCrypto)
    assert.equal(keyId, 'ba7816bf8f01cfea')
  })
})

describe('extended key usage', () => {
  const cases: readonly {
    readonly name: string
    readonly extended: readonly string[]
    readonly usages: TrustRecord['usages']
    readonly remarks: readonly string[]
  }[] = [
    { name: 'test', extended: [`${ARC}.1`], usages: ['test'], remarks: [] },
    { name: 'vaccination', extended: [`${ARC}.2`], usages: ['vaccination'], remarks: [] },
    { name: 'recovery', extended: [`${ARC}.3`], usages: ['recovery'], remarks: [] },
    {
      name: 'the variant means the same, with a remark',
      extended: [`${VARIANT}.1`, `${VARIANT}.3`],
      usages: ['test', 'recovery'],
      remarks: ['key-usage.variant-oid'],
    },
    {
      name: 'both arcs together',
      extended: [`${ARC}.1`, `${VARIANT}.1`, `${VARIANT}.2`],
      usages: ['vaccination', 'test'],
      remarks: ['key-usage.variant-oid'],
    },
    {
      name: 'foreign ones beside them are ignored',
      extended: [TLS_CLIENT, `${ARC}.1`],
      usages: ['test'],
      remarks: [],
    },
    {
      name: 'only foreign ones restrict nothing, with a remark',
      extended: [TLS_CLIENT, '1.3.6.1.5.5.7.3.4'],
      usages: undefined,
      remarks: ['key-usage.foreign-oid'],
    },
    {
      name: 'a number next to the arcs is foreign',
      extended: [`${ARC}.4`, ARC, `${ARC}.1.1`],
      usages: undefined,
      remarks: ['key-usage.foreign-oid'],
    },
    {
      name: 'a signer of VDS-NC signs nothing here',
      extended: [VDS_NC_SIGNER],
      usages: [],
      remarks: ['key-usage.foreign-oid'],
    },
    {
      name: 'beside another one it restricts nothing',
      extended: [VDS_NC_SIGNER, TLS_CLIENT],
      usages: undefined,
      remarks: ['key-usage.foreign-oid'],
    },
    { name: 'an empty list restricts nothing', extended: [], usages: undefined, remarks: [] },
  ]
  for (const { name, extended, usages, remarks } of cases) {
    test(name, () => {
      const record = withExtensions(extendedKeyUsage(...extended))
      assert.deepEqual(record.usages, usages)
      assert.deepEqual(
        record.remarks.map(({ code }) => code),
        remarks,
      )
    })
  }
})

describe('a CA', () => {
  test('that may sign keys and nothing else may not sign certificates', () => {
    assert.deepEqual(withExtensions(basicConstraints(true), keyUsage(5, 6)).usages, [])
    const restricted = [basicConstraints(true), keyUsage(5), extendedKeyUsage(`${ARC}.1`)]
    assert.deepEqual(withExtensions(...restricted).usages, [])
  })

  test('that may sign other things, or does not say, or is none, is a signer', () => {
    assert.equal(withExtensions(basicConstraints(true), keyUsage(0, 5)).usages, undefined)
    assert.equal(withExtensions(basicConstraints(true)).usages, undefined)
    assert.equal(withExtensions(basicConstraints(false), keyUsage(5)).usages, undefined)
    assert.equal(withExtensions(keyUsage(5)).usages, undefined)
  })
})

describe('signers of the corpus', {
  skip: existsSync(CASES) ? false : 'no corpus beside the repository',
}, () => {
  test('may sign something, but for those that are CAs or sign other seals', (context) => {
    const ders = new Set(readCertificates())
    const none = [...ders]
      .map((der) => readCertificate(Uint8Array.from(Buffer.from(der, 'base64'))))
      .filter((certificate) => toRecord(certificate.der).usages?.length === 0)
    for (const { isCa, keyUsages, extendedKeyUsages } of none) {
      const isCaOnly = isCa && !keyUsages?.includes('digitalSignature')
      assert.ok(isCaOnly || extendedKeyUsages?.join() === VDS_NC_SIGNER)
    }
    assert.ok(none.length < 5)
    context.diagnostic(`${ders.size} certificates, ${none.length} may sign nothing`)
  })
})

function toRecord(der: Bytes): TrustRecord {
  const options = { keyId: '', issuer: '', environment: 'test', evidence: 'local' } as const
  return toDocumentSigner(readCertificate(der), options)
}

function withExtensions(...extensions: readonly Bytes[]): TrustRecord {
  return toRecord(makeCertificate({ keys: KEYS, extensions }))
}

function readCertificates(): readonly string[] {
  const lines = readFileSync(CASES, 'utf8').trim().split('\n')
  return lines.flatMap((line) => {
    const { certificate }: { certificate: string | null } = JSON.parse(line)
    return certificate ?? []
  })
}
