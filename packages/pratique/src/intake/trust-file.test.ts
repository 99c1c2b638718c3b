import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  authorityKeyId,
  basicConstraints,
  COUNTRY,
  extendedKeyUsage,
  hex,
  keyUsage,
  makeCertificate,
  makeCrl,
  makeKeys,
  makeRsaKeys,
  spkiOf,
  subjectKeyId,
  toPem,
} from '../../test/make-certificate.ts'
import { makeCms } from '../../test/make-cms.ts'
import { makeJwk } from '../../test/make-jwk.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { INTEGER, SEQUENCE, SET } from '../der/tags.ts'
import { encodeDer } from '../der/write.ts'
import type { JsonValue } from '../json/value.ts'
import { toSignerId } from '../keys/signer-id.ts'
import { webCrypto as crypto } from '../keys/web-crypto.ts'
import { readCertificate } from '../x509/certificate.ts'
import { readCrlLists } from './crl-lists.ts'
import { importTrustFile, type TrustFile, type TrustFileOptions } from './trust-file.ts'

/** Beside the repository; other machines do not have it. */
const ROWS = new URL('../../../../../shared/corpus/formats/shc.jsonl', import.meta.url)

const ISSUER = 'https://issuer.pratique.example'
const KEYS = makeKeys()
const DER = makeCertificate({ keys: KEYS, subject: [[COUNTRY, 'UT']] })
/** Of a key that signs lists and nothing else. */
const LISTER = makeCertificate({
  keys: makeKeys(),
  subject: [[COUNTRY, 'UT']],
  extensions: [keyUsage(6)],
})
const CRL = makeCrl({ issuer: [[COUNTRY, 'UT']], signer: KEYS.privateKey })
const JWK = await makeJwk(KEYS)
const LIST = { kid: JWK['kid'] ?? '', method: 'rid', ctr: 1, rids: ['listed'] }
const BASE64 = Buffer.from(DER).toString('base64')
const EU_LIST = JSON.stringify({
  certificates: [{ kid: '', country: 'UT', certificateType: 'DSC', rawData: BASE64 }],
})
const BATCH = {
  country: 'UT',
  expires: '2027-01-05T08:00:00.000Z',
  kid: 'UNKNOWN_KID',
  hashType: 'UCI',
  entries: [{ hash: Buffer.alloc(16, 1).toString('base64') }],
}
const RECORDS = {
  type: 'pratique-trust-records',
  version: 1,
  records: [
    {
      framework: 'hcert',
      environment: 'test',
      issuer: 'UTO',
      keyId: '01',
      spki: Buffer.from(spkiOf(KEYS)).toString('base64'),
      evidence: 'anchored',
    },
  ],
}

describe('forms that are told apart', () => {
  test('a bundle of certificates, as DER and PEM: those that can be read', async () => {
    const broken = Uint8Array.of(0x30, 0x02, 0x05, 0x00)
    const bundle = makeCms({ isDetached: true, certificates: [DER, broken] })
    for (const bytes of [
      bundle,
      utf8(toPem(bundle, 'PKCS7')),
      utf8(toPem(bundle, 'CMS')),
      utf8(`comment\n${toPem(bundle, 'PKCS7')}`),
    ]) {
      const { records, dropped } = await importTrustFile(bytes, { crypto })
      assert.deepEqual(
        records.map(({ framework, issuer, evidence }) => [framework, issuer, evidence]),
        [['hcert', 'UT', 'local']],
      )
      assert.equal(dropped.length, 1)
    }
  })

  test('no signed message that is no bundle', async () => {
    const signers = [{ certificate: DER, key: KEYS.privateKey }]
    for (const message of [makeCms({ certificates: [DER], signers }), makeCms({})]) {
      for (const bytes of [message, utf8(toPem(message, 'CMS'))]) {
        await assert.rejects(importTrustFile(bytes, { crypto }), { code: 'usage.trust-file' })
      }
    }
  })

  test('an ICAO master list, for no more than who gave it', async () => {
    const extensions = [basicConstraints(true), keyUsage(5), subjectKeyId('01')]
    const csca = makeCertificate({ keys: KEYS, subject: [[COUNTRY, 'UT']], extensions })
    const list = encodeDer(SEQUENCE, encodeDer(INTEGER, Uint8Array.of(0)), encodeDer(SET, csca))
    const signers = [{ certificate: csca, key: KEYS.privateKey }]
    const der = makeCms({ content: list, contentType: '2.23.136.1.1.2', signers })
    const { records } = await importTrustFile(der, { crypto })
    assert.deepEqual(
      records.map(({ framework, role, evidence }) => [framework, role, evidence]),
      [['vds-nc', 'authority', 'local']],
    )
  })

  test('DER and PEM', async () => {
    const texts = [toPem(DER), `\n comment\n${toPem(DER)}`, `\ufeff${toPem(DER)}`]
    for (const bytes of [DER, ...texts.map(utf8)]) {
      const { records } = await importTrustFile(bytes, { crypto })
      assert.deepEqual(
        records.map(({ framework, issuer }) => [framework, issuer]),
        [['hcert', 'UT']],
      )
    }
  })

  test('a JWK set, whose issuer the caller gives', async () => {
    const { records } = await importJson({ keys: [JWK] }, { crypto, issuer: ISSUER })
    assert.equal(records[0]?.issuer, ISSUER)
  })

  test('a file of issuers, long and short, with revocation lists', async () => {
    const files = [
      { issuers: { [ISSUER]: { keys: [JWK] } }, crls: { [ISSUER]: [LIST] } },
      { issuer: ISSUER, keys: [JWK], crls: [LIST] },
    ]
    for (const file of files) {
      const { records, revocationLists } = await importJson(file)
      assert.equal(records[0]?.issuer, ISSUER)
      assert.equal(revocationLists[0]?.isRevoked('listed', 0), true)
    }
  })

  test('a revocation list that cannot be read is reported', async () => {
    const file = { issuer: ISSUER, keys: [JWK], crls: [LIST, 'text'] }
    const { dropped, revocationLists } = await importJson(file)
    assert.deepEqual([dropped.length, revocationLists.length], [1, 1])
  })

  test('an EU-style list, with the line of its signature and without', async () => {
    for (const text of [EU_LIST, `${'A'.repeat(86)}==\n${EU_LIST}\n`]) {
      const { records } = await importTrustFile(utf8(text), { crypto })
      assert.equal(records[0]?.list, 'eu-list')
    }
  })

  test('our own records, which claim no more than local evidence', async () => {
    const { records } = await importJson(RECORDS)
    assert.deepEqual(
      records.map(({ environment, evidence }) => [environment, evidence]),
      [['test', 'local']],
    )
  })

  test('revocation batches of the EU, as JSON and in a signed message', async () => {
    const signers = [{ certificate: DER, key: KEYS.privateKey }]
    const message = makeCms({ content: toJson(BATCH), signers })
    const base64 = Buffer.from(message).toString('base64')
    for (const bytes of [
      toJson(BATCH),
      toJson([BATCH]),
      toJson({ batches: [BATCH] }),
      message,
      utf8(base64),
      utf8(base64.replace(/.{76}/g, '$&\r\n')),
      utf8(toPem(message, 'CMS')),
    ]) {
      const { records, revocationLists, dropped } = await importTrustFile(bytes, { crypto })
      assert.deepEqual([records.length, dropped.length], [0, 0])
      assert.deepEqual(
        revocationLists.map(({ issuer, names }) => [issuer, names]),
        [['UT', 'uci']],
      )
    }
  })

  test('revocation batches that cannot be read are reported, or refused', async () => {
    const { dropped, revocationLists } = await importJson([BATCH, { ...BATCH, kid: '?' }])
    assert.deepEqual([revocationLists.length, dropped.map(({ keyId }) => keyId)], [1, ['?']])
    const index = { more: false, batches: [{ batchId: 'x', country: 'UT', deleted: false }] }
    for (const json of [{ ...BATCH, kid: '?' }, [{ ...BATCH, entries: [] }], index, [], [7]]) {
      await assert.rejects(importJson(json), { code: 'usage.trust-file' })
    }
  })

  test('a DID document', async () => {
    const did = 'did:web:nzcp.pratique.example'
    const publicKeyJwk = { kty: 'EC', crv: 'P-256', x: JWK['x'] ?? '', y: JWK['y'] ?? '' }
    const method = { id: `${did}#1`, controller: did, type: 'JsonWebKey2020', publicKeyJwk }
    const json = { id: did, verificationMethod: [method], assertionMethod: [method.id] }
    const { records, dropped } = await importJson(json)
    assert.deepEqual(dropped, [])
    assert.deepEqual(
      records.map(({ framework, issuer }) => [framework, issuer]),
      [['nz-pass', did]],
    )
    const bound = importJson(json, { crypto, issuer: ISSUER })
    await assert.rejects(bound, { code: 'usage.trust-file' })
  })

  test('a table of DIVOC keys, of one issuer or of several', async () => {
    const rsa = makeRsaKeys()
    const publicKeys = { 'did:utopia': toPem(spkiOf(rsa), 'PUBLIC KEY') }
    const named = { issuer: ISSUER, publicKeys }
    for (const file of [named, { issuers: [named] }]) {
      const { records } = await importJson(file)
      assert.deepEqual(
        records.map(({ framework, issuer, keyId }) => [framework, issuer, keyId]),
        [['divoc', ISSUER, 'did:utopia']],
      )
    }
    const { records } = await importJson({ publicKeys }, { crypto, issuer: ISSUER })
    assert.equal(records[0]?.issuer, ISSUER)
    const { dropped } = await importJson({ publicKeys })
    assert.equal(dropped.length, 1)
  })

  test('environment and issuer are passed on', async () => {
    const nameless = makeCertificate({ keys: KEYS })
    const { records } = await importTrustFile(nameless, {
      crypto,
      environment: 'test',
      issuer: 'UTO',
    })
    assert.deepEqual([records[0]?.environment, records[0]?.issuer], ['test', 'UTO'])
  })
})

describe('X.509 for seals', () => {
  const aki = '0102030405060708090a0b0c0d0e0f1011121314'
  const subject = [[COUNTRY, 'UT']] as const
  const caExtensions = [basicConstraints(true), keyUsage(5, 6), subjectKeyId(aki)]
  const ca = makeCertificate({ keys: KEYS, subject, extensions: caExtensions })
  const signer = makeCertificate({
    keys: makeKeys(),
    subject,
    signer: KEYS.privateKey,
    extensions: [extendedKeyUsage('2.23.136.1.1.14.2'), authorityKeyId(aki)],
  })
  const revoked = [{ serialNumber: '18ad' }]
  const crl = makeCrl({
    issuer: subject,
    signer: KEYS.privateKey,
    revoked,
    extensions: [authorityKeyId(aki)],
  })

  test('an authority’s certificate is one for seals besides what it is', async () => {
    for (const bytes of [ca, utf8(toPem(ca))]) {
      const { records, crls } = await importTrustFile(bytes, { crypto })
      assert.deepEqual(
        records.map(({ framework, role, usages }) => [framework, role, usages]),
        [
          ['hcert', undefined, []],
          ['vds-nc', 'authority', undefined],
        ],
      )
      assert.deepEqual(crls, [])
    }
  })

  test('a signer’s certificate may sign seals, and no HCERT', async () => {
    const { records } = await importTrustFile(signer, { crypto })
    assert.deepEqual(
      records.map(({ framework, role, usages, keyId }) => [framework, role, usages, keyId]),
      [
        ['hcert', undefined, [], records[0]?.keyId],
        ['vds-nc', undefined, undefined, aki],
      ],
    )
  })

  test('what is not taken for seals is told; a label names the country', async () => {
    const nameless = makeCertificate({ keys: KEYS, extensions: caExtensions })
    const { records, dropped } = await importTrustFile(nameless, { crypto })
    assert.equal(records.length, 1)
    assert.match(dropped[0]?.reason ?? '', /VDS-NC.*no country/)
    const labelled = await importTrustFile(nameless, { crypto, issuer: 'UTO' })
    assert.equal(labelled.records[1]?.issuer, 'UT')
    const named = await importTrustFile(ca, { crypto, issuer: 'XXE' })
    assert.equal(named.records[1]?.issuer, 'UT')
  })

  test('revocation lists wait for their authority, from whatever file', async () => {
    const { records } = await importTrustFile(ca, { crypto })
    const noCrl = utf8(toPem(hex('3003020101'), 'X509 CRL'))
    for (const bytes of [
      crl,
      utf8(toPem(crl, 'X509 CRL')),
      utf8(toPem(ca) + toPem(crl, 'X509 CRL')),
    ]) {
      const { crls } = await importTrustFile(bytes, { crypto })
      assert.deepEqual(crls, [crl])
      const { lists, dropped } = await readCrlLists(crls, records, crypto)
      assert.deepEqual([lists.length, dropped.length], [1, 0])
      assert.equal(lists[0]?.isRevoked('18ad', 0), true)
      assert.equal((await readCrlLists(crls, [], crypto)).dropped.length, 1)
    }
    const { crls } = await importTrustFile(noCrl, { crypto })
    const { dropped } = await readCrlLists(crls, records, crypto)
    assert.match(dropped[0]?.reason ?? '', /cannot be taken/)
  })

  test('are of no one issuer with an address', async () => {
    for (const bytes of [ca, crl, utf8(toPem(crl, 'X509 CRL'))]) {
      const bound = importTrustFile(bytes, { crypto, issuer: ISSUER })
      await assert.rejects(bound, { code: 'usage.trust-file' })
    }
  })
})

describe('a file for one issuer', () => {
  const other = 'https://other.pratique.example'
  const options = { crypto, issuer: ISSUER }
  const set = { keys: [JWK] }

  test('is its key set, or names it and nobody else', async () => {
    const files = [
      set,
      { issuer: ISSUER, ...set, crls: [LIST] },
      { issuers: { [ISSUER]: set } },
      { issuers: { [ISSUER]: set }, crls: { [ISSUER]: [LIST] } },
    ]
    for (const file of files) {
      const { records } = await importJson(file, options)
      assert.deepEqual(
        records.map(({ issuer }) => issuer),
        [ISSUER],
      )
    }
  })

  const files: readonly (readonly [name: string, bytes: Bytes])[] = [
    ['the short form of another', toJson({ issuer: other, ...set })],
    ['the short form of a number', toJson({ issuer: 1, ...set, issuers: { [other]: set } })],
    ['issuers, one of them another', toJson({ issuers: { [ISSUER]: set, [other]: set } })],
    ['issuers, not the one', toJson({ issuers: { [other]: set }, ...set })],
    ['no issuers', toJson({ issuers: {}, ...set })],
    [
      'revocation lists of another',
      toJson({ issuers: { [ISSUER]: set }, crls: { [other]: [LIST] } }),
    ],
    ['revocation batches', toJson([BATCH])],
    ['a revocation batch', toJson(BATCH)],
    ['our records', toJson(RECORDS)],
    ['our records with keys', toJson({ ...RECORDS, ...set })],
    ['an EU list', utf8(EU_LIST)],
    ['an EU list with keys', toJson({ ...JSON.parse(EU_LIST), ...set })],
    ['a signed EU list', utf8(`${'A'.repeat(86)}==\n${EU_LIST}\n`)],
    ['no PEM of a certificate', utf8(toPem(spkiOf(KEYS), 'PUBLIC KEY'))],
    ['PEM with a revocation list beside', utf8(toPem(LISTER) + toPem(CRL, 'X509 CRL'))],
    ['a revocation list', CRL],
    ['a bundle of certificates', makeCms({ isDetached: true, certificates: [LISTER] })],
  ]
  for (const [name, bytes] of files) {
    test(`is not ${name}`, async () => {
      await assert.rejects(importTrustFile(bytes, options), {
        code: 'usage.trust-file',
        message: /names other issuers, or is neither/,
      })
    })
  }

  test('is the certificate of a key that signs its lists, which speaks for it alone', async () => {
    for (const bytes of [LISTER, utf8(toPem(LISTER)), utf8(`comment\n${toPem(LISTER)}`)]) {
      const { records, dropped } = await importTrustFile(bytes, options)
      assert.deepEqual(
        records.map(({ framework, issuer, role, evidence }) => [framework, issuer, role, evidence]),
        [['smart-health-card', ISSUER, 'revoker', 'local']],
      )
      assert.equal(records[0]?.keyId, toSignerId(readCertificate(LISTER).publicKey))
      assert.deepEqual(dropped, [])
    }
  })

  test('is no certificate of a key that signs anything else', async () => {
    for (const bytes of [DER, utf8(toPem(DER)), utf8(toPem(LISTER) + toPem(DER))]) {
      await assert.rejects(importTrustFile(bytes, options), {
        code: 'usage.trust-file',
        message: /signs something else than revocation lists/,
      })
    }
  })
})

describe('what is no trust file', () => {
  const noSet = utf8(JSON.stringify({ keys: [JWK] }))
  const files: readonly (readonly [name: string, bytes: Bytes])[] = [
    ['nothing', new Uint8Array()],
    ['noise', hex('00ff10')],
    ['text', utf8('hello')],
    ['Base64 of no message', utf8(BASE64)],
    ['what looks like Base64', utf8(`MI${'A'.repeat(99)}`)],
    ['DER that is no certificate', hex('308201000201')],
    ['PEM of another kind', utf8(toPem(spkiOf(KEYS), 'PUBLIC KEY'))],
    ['PEM that is cut short', utf8(toPem(DER).slice(0, 200))],
    ['JSON of another kind', utf8('{"a":1}')],
    ['JSON that is an array', utf8('[]')],
    ['JSON with a name twice', utf8('{"keys":[],"keys":[]}')],
    ['a list below something else', utf8(`sig\n${EU_LIST}`)],
    ['records with a fault', utf8(JSON.stringify({ ...RECORDS, version: 2 }))],
    ['a JWK set without an issuer', noSet],
  ]
  for (const [name, bytes] of files) {
    test(name, async () => {
      await assert.rejects(importTrustFile(bytes, { crypto }), { code: 'usage.trust-file' })
    })
  }

  test('is told what is missing', async () => {
    await assert.rejects(importTrustFile(noSet, { crypto }), /issuer/)
    await assert.rejects(importTrustFile(utf8('hello'), { crypto }), /PEM.*JWK set.*EU/)
  })

  test('any bytes are a trust file or a UsageError', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((each) => Uint8Array.from(each)),
      fc.constantFrom('{', '}', '"keys":[', '-----BEGIN CERTIFICATE-----', EU_LIST).map(utf8),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 5 }), async (pieces) => {
        try {
          await importTrustFile(Uint8Array.from(Buffer.concat(pieces)), { crypto, issuer: ISSUER })
        } catch (error) {
          assert.equal(Object(error).code, 'usage.trust-file')
        }
      }),
    )
  })
})

test('the keys of the corpus rows are taken', async (context) => {
  if (!existsSync(ROWS)) {
    context.skip('no corpus beside the repository')
    return
  }
  const files = new Set(readFileSync(ROWS, 'utf8').trim().split('\n').flatMap(keysOfRow))
  for (const file of files) {
    const {
      records,
      dropped,
      revocations = [],
      revocationLists,
    } = await importTrustFile(utf8(file), { crypto })
    assert.equal(records.length + dropped.length, file.split('"kty"').length - 1)
    assert.equal(revocationLists.length, revocations.length)
  }
  assert.ok(files.size > 0)
  context.diagnostic(`${files.size} different files`)
})

function importJson(json: JsonValue, options: TrustFileOptions = { crypto }): Promise<TrustFile> {
  return importTrustFile(toJson(json), options)
}

function toJson(json: JsonValue): Bytes {
  return utf8(JSON.stringify(json))
}

function utf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}

/** Rows that are about keys alone have none to verify with. */
function keysOfRow(line: string): readonly string[] {
  const { keys }: { keys?: JsonValue } = JSON.parse(line)
  const json = JSON.stringify(keys ?? {})
  return json === '{}' ? [] : [json]
}
