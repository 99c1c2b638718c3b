import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  basicConstraints,
  type CertificateSpec,
  COMMON_NAME,
  COUNTRY,
  extendedKeyUsage,
  type KeyPair,
  keyUsage,
  makeCertificate,
  makeKeys,
  type NameSpec,
  NOT_AFTER,
  NOT_BEFORE,
  subjectKeyId,
  toPem,
} from '../../../test/make-certificate.ts'
import { type CmsSpec, makeCms, SIGNED_AT } from '../../../test/make-cms.ts'
import { encodeMasterList } from '../../../test/make-master-list.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { INTEGER, SEQUENCE, SET } from '../../der/tags.ts'
import { encodeDer } from '../../der/write.ts'
import { FormatError, UsageError } from '../../errors.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { importMasterList, MASTER_LIST, type MasterList, readMasterList } from './master-list.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const OPENSSL = '/usr/bin/openssl'
const noOpenssl: false | string = existsSync(OPENSSL) ? false : `${OPENSSL} is not here`

const NOW = (NOT_BEFORE + NOT_AFTER) / 2
const LIST_SIGNER = '2.23.136.1.1.3'

const CA_KEYS = makeKeys('P-384')
const CA_NAME = nameOf('UT', 'Utopia CSCA')
const CA = makeCa(CA_KEYS, CA_NAME, '01')
const OTHER_CA = makeCa(makeKeys(), nameOf('EU', 'Union CSCA'), '02')
const SIGNER_KEYS = makeKeys()
const SIGNER = makeSigner()
const PINNED = { certificates: [CA], now: NOW }
const LIST = encodeMasterList(CA, OTHER_CA)

describe('a list whose signer stands under a pinned certificate', () => {
  test('lists its authorities, and says who signed it', async () => {
    const { records, dropped, lists, signer } = await importList(makeList())
    assert.deepEqual(
      records.map(({ issuer, role, evidence, keyId }) => [issuer, role, evidence, keyId]),
      [
        ['UT', 'authority', 'listed', '01'],
        ['EU', 'authority', 'listed', '02'],
      ],
    )
    assert.deepEqual([dropped, lists], [[], []])
    assert.deepEqual(signer, { isProven: true, name: 'List signer', signedAt: SIGNED_AT })
  })

  test('or is pinned itself', async () => {
    const plain = makeSigner({ extensions: [] })
    const der = makeList({ certificates: [], signers: [by(plain)] })
    assert.equal(await evidenceOf(der, [plain]), 'listed')
  })

  test('or stands under it by one more in the message', async () => {
    const keys = makeKeys()
    const name = nameOf('UT', 'Between')
    const between = makeCa(keys, name, '03', { issuer: CA_NAME, signer: CA_KEYS.privateKey })
    const below = makeSigner({ issuer: name, signer: keys.privateKey })
    const signers = [by(below)]
    assert.equal(await evidenceOf(makeList({ certificates: [between, below], signers })), 'listed')
    assert.equal(await evidenceOf(makeList({ certificates: [below], signers })), 'local')
  })
})

describe('a list that proves nothing is still a file that somebody gave us', () => {
  const forged = makeSigner({ signer: SIGNER_KEYS.privateKey })
  const passports = makeSigner({ extensions: [extendedKeyUsage('2.23.136.1.1.14.2')] })
  const unbound = makeSigner({ extensions: [] })
  const expired = makeSigner({ notAfter: NOW - 1 })
  const cases: readonly { readonly name: string; readonly der: Bytes }[] = [
    { name: 'without a signer', der: makeList({ signers: [] }) },
    { name: 'without the signer’s certificate', der: makeList({ certificates: [] }) },
    {
      name: 'by a key that is not the signer’s',
      der: makeList({ signers: [by(SIGNER, makeKeys())] }),
    },
    { name: 'by a certificate that the authority did not sign', der: signedBy(forged) },
    { name: 'by a key for something else', der: signedBy(passports) },
    { name: 'by a key for anything', der: signedBy(unbound) },
    { name: 'by an expired certificate', der: signedBy(expired) },
  ]
  for (const { name, der } of cases) {
    test(name, async () => {
      const { records, signer } = await importList(der)
      assert.deepEqual(
        records.map(({ evidence }) => evidence),
        ['local', 'local'],
      )
      assert.equal(signer.isProven, false)
    })
  }

  test('at no time at all', async () => {
    const options = { crypto, pinned: { ...PINNED, now: Number.NaN } }
    const isUsage = (error: unknown): boolean => error instanceof UsageError
    await assert.rejects(importMasterList(makeList({}), options), isUsage)
  })

  test('with nothing pinned, or another authority', async () => {
    const unpinned = await importMasterList(makeList(), { crypto })
    assert.equal(unpinned.signer.isProven, false)
    assert.equal(unpinned.records[0]?.evidence, 'local')
    assert.equal(await evidenceOf(makeList(), [OTHER_CA]), 'local')
    assert.equal(await evidenceOf(makeList(), []), 'local')
  })

  test('with a digest of another list', async () => {
    const list = makeList({ content: encodeMasterList(CA) })
    const at = Buffer.from(list).indexOf(Buffer.from('Utopia CSCA'))
    assert.ok(at > 0)
    list[at] = 'M'.charCodeAt(0)
    assert.equal(await evidenceOf(list), 'local')
  })
})

describe('certificates of a list', () => {
  test('are each kept, or dropped with the reason', async () => {
    const leaf = makeCertificate({ keys: makeKeys(), subject: nameOf('UT', 'Leaf') })
    const broken = encodeDer(SEQUENCE, Uint8Array.of(0x05, 0x00))
    const content = encodeMasterList(CA, leaf, broken, OTHER_CA)
    const { records, dropped } = await importList(makeList({ content }))
    assert.equal(records.length, 2)
    assert.equal(dropped.length, 2)
    for (const { reason } of dropped) assert.match(reason, /\w/)
  })

  test('of signers below an authority are none of its own', async () => {
    const extensions = [extendedKeyUsage('2.23.136.1.1.14.2'), keyUsage(0)]
    const signer = makeCertificate({ keys: makeKeys(), subject: nameOf('UT', 'VS'), extensions })
    const { records, dropped } = await importList(
      makeList({ content: encodeMasterList(CA, signer) }),
    )
    assert.deepEqual(
      records.map(({ role }) => role),
      ['authority'],
    )
    assert.equal(dropped.length, 1)
  })

  test('of a list of another version, type or form are none', async () => {
    const bad = [
      encodeDer(SEQUENCE, encodeDer(INTEGER, Uint8Array.of(1)), encodeDer(SET, CA)),
      encodeDer(SEQUENCE, encodeDer(INTEGER, Uint8Array.of(0)), encodeDer(SEQUENCE, CA)),
      encodeDer(SEQUENCE, encodeDer(INTEGER, Uint8Array.of(0))),
      encodeDer(SEQUENCE, encodeDer(INTEGER, Uint8Array.of(0)), encodeDer(SET), encodeDer(SET)),
      encodeDer(SET, encodeDer(INTEGER, Uint8Array.of(0)), encodeDer(SET, CA)),
    ]
    for (const content of bad) {
      assert.throws(() => readMasterList(content), isFormatError)
      await assert.rejects(importList(makeList({ content })), isFormatError)
    }
    const others = [
      makeList({ contentType: '1.2.840.113549.1.7.1' }),
      makeList({ isDetached: true }),
    ]
    for (const der of others) await assert.rejects(importList(der), isFormatError)
  })

  test('or it is refused in one way, whatever the bytes', async () => {
    const der = makeList()
    const counts = { proven: 0, unproven: 0, refused: 0 }
    const tryChanged = async (at: number, bits: number): Promise<void> => {
      const bytes = der.slice()
      bytes[at] = (bytes[at] ?? 0) ^ bits
      try {
        const { signer, records, dropped } = await importList(bytes)
        counts[signer.isProven ? 'proven' : 'unproven']++
        // What is not proven may hold another number of certificates: one changed length is enough.
        if (!signer.isProven) return
        assert.equal(records.length + dropped.length, 2)
        const ids = records.map(({ issuer, keyId }) => `${issuer} ${keyId}`)
        assert.deepEqual(ids, ['UT 01', 'EU 02'])
      } catch (error) {
        assert.ok(isFormatError(error), String(error))
        counts.refused++
      }
    }
    for (const at of der.keys()) await tryChanged(at, 1 << (at % 8))
    const { proven, unproven, refused } = counts
    assert.ok(proven > 0 && unproven > 0 && refused > 0, JSON.stringify(counts))
    const bits = fc.integer({ min: 1, max: 255 })
    await fc.assert(fc.asyncProperty(fc.nat(der.length - 1), bits, tryChanged), RUNS)
  })
})

test('a list that OpenSSL signed', { skip: noOpenssl }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-list-'))
  const path = (name: string) => join(folder, name)
  try {
    writeFileSync(path('list'), LIST)
    writeFileSync(path('signer'), toPem(SIGNER))
    writeFileSync(path('key'), SIGNER_KEYS.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const own = ['-signer', path('signer'), '-inkey', path('key'), '-in', path('list')]
    const form = ['-binary', '-nodetach', '-econtent_type', MASTER_LIST, '-outform', 'DER']
    const args = ['cms', '-sign', ...own, ...form, '-out', path('signed')]
    execFileSync(OPENSSL, args, { stdio: 'pipe' })
    const { records, signer } = await importList(new Uint8Array(readFileSync(path('signed'))))
    assert.equal(signer.isProven, true)
    assert.deepEqual(
      records.map(({ issuer, evidence }) => [issuer, evidence]),
      [
        ['UT', 'listed'],
        ['EU', 'listed'],
      ],
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

function importList(der: Bytes, certificates: readonly Bytes[] = [CA]): Promise<MasterList> {
  return importMasterList(der, { crypto, pinned: { ...PINNED, certificates } })
}

async function evidenceOf(der: Bytes, pinned?: readonly Bytes[]): Promise<string | undefined> {
  const { records, signer } = await importList(der, pinned)
  assert.equal(signer.isProven, records[0]?.evidence === 'listed')
  return records[0]?.evidence
}

function makeList(spec: Partial<CmsSpec> = {}): Bytes {
  return makeCms({
    content: LIST,
    contentType: MASTER_LIST,
    certificates: [SIGNER],
    signers: [by(SIGNER)],
    ...spec,
  })
}

function signedBy(certificate: Bytes): Bytes {
  return makeList({ certificates: [certificate], signers: [by(certificate)] })
}

function by(certificate: Bytes, { privateKey: key }: KeyPair = SIGNER_KEYS) {
  return { certificate, key }
}

function makeSigner(spec: Partial<CertificateSpec> = {}): Bytes {
  return makeCertificate({
    keys: SIGNER_KEYS,
    subject: nameOf('UT', 'List signer'),
    issuer: CA_NAME,
    signer: CA_KEYS.privateKey,
    serialNumber: '07',
    extensions: [extendedKeyUsage(LIST_SIGNER)],
    ...spec,
  })
}

function makeCa(
  keys: KeyPair,
  subject: NameSpec,
  id: string,
  spec: Partial<CertificateSpec> = {},
): Bytes {
  const extensions = [basicConstraints(true), keyUsage(5, 6), subjectKeyId(id)]
  return makeCertificate({ keys, subject, extensions, ...spec })
}

function nameOf(country: string, name: string): NameSpec {
  return [
    [COUNTRY, country],
    [COMMON_NAME, name],
  ]
}

function isFormatError(error: unknown): boolean {
  return error instanceof FormatError
}
