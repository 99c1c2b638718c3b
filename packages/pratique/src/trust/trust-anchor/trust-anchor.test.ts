import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  basicConstraints,
  COMMON_NAME,
  COUNTRY,
  makeCertificate,
  makeKeys,
} from '../../../test/make-certificate.ts'
import { type CmsSpec, makeCms, SIGNED_AT } from '../../../test/make-cms.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { encodeHex } from '../../bytes/hex.ts'
import { readCmsSignedData } from '../../cms/signed-data.ts'
import { verifyCmsSignature } from '../../cms/verify.ts'
import { FormatError } from '../../errors.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { readCertificate } from '../../x509/certificate.ts'
import { readPemCertificates } from '../../x509/pem.ts'
import { GDHCN_ANCHORS } from './anchors.ts'
import { type AnchorReport, importAnchored, verifyAnchored } from './trust-anchor.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

/** Beside the repository; other machines do not have it. */
const FOLDER = new URL('../../../../../../shared/corpus/trust/', import.meta.url)
const noCorpus: false | string = existsSync(FOLDER) ? false : '../shared/corpus/trust is not here'

/** One file of the trust anchor. */
interface AnchorFile {
  readonly [name: string]: string
}

const ANCHOR_KEYS = makeKeys()
const ANCHOR = makeCertificate({ keys: ANCHOR_KEYS, subject: [[COMMON_NAME, 'Anchor']] })
const OTHER_KEYS = makeKeys()
const SCA = makeSca('UT')
const OTHER_SCA = makeSca('UT')
const ANCHOR_PRINT = encodeHex(await crypto.sha256(ANCHOR))
const SCA_PRINT = encodeHex(await crypto.sha256(SCA))
/** Of the anchor's key, but over before the messages were signed. */
const EXPIRED = makeCertificate({
  keys: ANCHOR_KEYS,
  subject: [[COMMON_NAME, 'Anchor']],
  notAfter: SIGNED_AT - 1,
})
const EXPIRED_PRINT = encodeHex(await crypto.sha256(EXPIRED))
const OPTIONS = { crypto, anchors: [ANCHOR_PRINT, EXPIRED_PRINT] }
const FILE = await makeFile()

describe('a certificate that the anchor signed', () => {
  test('is anchored, with what is known of it', async () => {
    const report = await verifyAnchored([FILE], OPTIONS)
    assert.deepEqual([...report.anchored], [SCA_PRINT])
    assert.deepEqual(report.certificates, [
      {
        der: SCA,
        fingerprint: SCA_PRINT,
        country: 'UT',
        isCa: true,
        anchor: ANCHOR_PRINT,
        signedAt: SIGNED_AT,
      },
    ])
    assert.deepEqual(report.refused, [])
  })

  test('also if the anchor’s certificate is given beside the file', async () => {
    const file = await makeFile(SCA, { certificates: [] })
    assert.equal((await verifyAnchored([file], OPTIONS)).anchored.size, 0)
    const given = { ...OPTIONS, certificates: [ANCHOR] }
    assert.equal((await verifyAnchored([file], given)).anchored.size, 1)
    const unpinned = { crypto, anchors: [], certificates: [ANCHOR] }
    assert.equal((await verifyAnchored([file], unpinned)).anchored.size, 0)
  })

  test('in one file, in many, and on lines', async () => {
    const pretty = JSON.stringify(FILE, undefined, 2)
    const line = JSON.stringify(FILE)
    for (const [text, count] of [
      [pretty, 1],
      [`[${line},${line}]`, 2],
      [`${line}\n\n${line}\n`, 2],
    ] as const) {
      const { certificates } = await importAnchored(new TextEncoder().encode(text), OPTIONS)
      assert.equal(certificates.length, count)
    }
  })
})

describe('a file that proves nothing', () => {
  test('is told of at its place, and the others count', async () => {
    const report = await verifyAnchored([null, FILE, { ...FILE, country: 'XU' }, {}], OPTIONS)
    assert.deepEqual(
      report.refused.map(({ at, thumbprint }) => [at, thumbprint]),
      [
        [0, ''],
        [2, SCA_PRINT],
        [3, ''],
      ],
    )
    assert.equal(report.certificates.length, 1)
    for (const { reason } of report.refused) assert.match(reason, /\w/)
  })

  test('whatever was changed in it', async () => {
    for (const [name, file] of Object.entries(await tamper(FILE, FILE))) {
      const { anchored } = await verifyAnchored([file], OPTIONS)
      assert.equal(anchored.size, 0, name)
    }
  })

  test('of an anchor that is not pinned, or that only looks like one', async () => {
    const look = makeCertificate({ keys: OTHER_KEYS, subject: [[COMMON_NAME, 'Anchor']] })
    const signers = [{ certificate: ANCHOR, key: OTHER_KEYS.privateKey }]
    for (const file of [
      await makeFile(SCA, {
        certificates: [look],
        signers: [{ certificate: look, key: OTHER_KEYS.privateKey }],
      }),
      await makeFile(SCA, { signers }),
      await makeFile(SCA, { signers, certificates: [look, ANCHOR] }),
      await makeFile(SCA, { content: OTHER_SCA }),
      await makeFile(SCA, { contentType: '2.23.136.1.1.2' }),
      await makeFile(SCA, {
        certificates: [EXPIRED],
        signers: [{ certificate: EXPIRED, key: ANCHOR_KEYS.privateKey }],
      }),
      await makeFile(SCA, { signers: [] }),
      await makeFile(makeCertificate({ keys: OTHER_KEYS, subject: [[COMMON_NAME, 'no country']] })),
    ]) {
      assert.equal((await verifyAnchored([file], OPTIONS)).anchored.size, 0)
    }
  })

  test('is no JSON: that is refused as a whole', async () => {
    for (const bytes of [Uint8Array.of(0xff), new TextEncoder().encode('{}\nnothing')]) {
      await assert.rejects(importAnchored(bytes, OPTIONS), isFormatError)
    }
  })

  test('is too large: refused before anything is decoded', async () => {
    for (const bytes of [new Uint8Array(16 * 1024 * 1024 + 1), new Uint8Array(20_002).fill(0x0a)]) {
      for (let at = 0; at < bytes.length && at < 30_000; at += 2) bytes[at] = 0x31
      await assert.rejects(importAnchored(bytes, OPTIONS), isFormatError)
    }
  })

  test('whatever the members hold', async () => {
    const text = fc.oneof(fc.string(), fc.base64String(), fc.constantFrom(...Object.values(FILE)))
    const names = fc.constantFrom(...Object.keys(FILE))
    await fc.assert(
      fc.asyncProperty(names, text, async (name, value) => {
        const { certificates } = await verifyAnchored([{ ...FILE, [name]: value }], OPTIONS)
        for (const { der } of certificates) assert.deepEqual(der, SCA)
      }),
      RUNS,
    )
  })
})

describe('the corpus', { skip: noCorpus }, () => {
  const networks = [
    {
      name: 'prod',
      environment: 'production',
      pem: 'TNG_TA.prod.chain.pem',
      count: 49,
      issuers: 0,
    },
    { name: 'dev', environment: 'test', pem: 'TNG_TA.dev.pem', count: 60, issuers: 8 },
  ] as const
  for (const { name, environment, pem, count, issuers } of networks) {
    test(`${name}: every certificate is anchored, and no tampered one is`, async (t) => {
      const anchors = pinsOf(environment)
      const bytes = readCorpus(`gdhcn-${name}-cms.jsonl`)
      const { certificates, refused, anchored } = await importAnchored(bytes, { crypto, anchors })
      assert.equal(certificates.length, count)
      assert.equal(refused.length, issuers)
      assert.equal(countEqual(certificates, readFiles(bytes)), count)
      const other = pinsOf(environment === 'test' ? 'production' : 'test')
      const elsewhere = await importAnchored(bytes, { crypto, anchors: other })
      assert.equal(elsewhere.anchored.size, 0)
      const files = readFiles(bytes).filter((file) => 'certificateRawData' in file)
      const tampered = await Promise.all(
        files.map((file, at) => tamper(file, files[(at + 1) % files.length] ?? file)),
      )
      const variants = tampered.flatMap((variant) => Object.values(variant))
      const report: AnchorReport = await verifyAnchored(variants, { crypto, anchors })
      assert.equal(report.anchored.size, 0)
      assert.equal(report.refused.length, variants.length)
      t.diagnostic(
        `${name}: ${count} verified (${anchored.size} different certificates), ${variants.length} tampered refused`,
      )
      const pinned = readPemCertificates(readCorpus(pem).toString())[0]
      assert.ok(pinned)
      assert.deepEqual([encodeHex(await crypto.sha256(pinned))], anchors)
    })
  }

  test('dev: the anchor signed the trusted issuers, which hold no certificate', async (t) => {
    const [anchor] = readPemCertificates(readCorpus('TNG_TA.dev.pem').toString())
    assert.ok(anchor)
    const signer = readCertificate(anchor)
    const files = readFiles(readCorpus('gdhcn-dev-cms.jsonl')).flatMap(
      (file) => file['signature'] ?? [],
    )
    const results = await Promise.all(
      files.map((base64) =>
        verifyCmsSignature(readCmsSignedData(fromBase64(base64)), signer, crypto),
      ),
    )
    const good = results.filter(({ status }) => status === 'passed')
    assert.equal(good.length, 8)
    t.diagnostic(`dev: ${good.length} trusted issuers verified`)
  })
})

/** How many are, byte for byte, what their file states, under the digest that it states. */
function countEqual(
  certificates: AnchorReport['certificates'],
  files: readonly AnchorFile[],
): number {
  const stated = files.filter((file) => 'certificateRawData' in file)
  return certificates.filter(({ der, fingerprint }, at) => {
    const { certificateRawData, certificateThumbprint } = stated[at] ?? {}
    const digest = createHash('sha256').update(der).digest('hex')
    return (
      toBase64(der) === certificateRawData &&
      certificateThumbprint === digest &&
      fingerprint === digest
    )
  }).length
}

/** A file with one thing changed each. */
async function tamper(file: AnchorFile, other: AnchorFile): Promise<Record<string, AnchorFile>> {
  const signature = fromBase64(file['trustAnchorSignature'] ?? '')
  const der = fromBase64(file['certificateRawData'] ?? '')
  const swapped = other === file ? toBase64(OTHER_SCA) : (other['certificateRawData'] ?? '')
  const swappedPrint = encodeHex(await crypto.sha256(fromBase64(swapped)))
  const changed = flip(der, der.length - 1)
  const foreign = makeCms({
    content: der,
    certificates: [ANCHOR],
    signers: [{ certificate: ANCHOR, key: OTHER_KEYS.privateKey }],
  })
  return {
    content: {
      ...file,
      certificateRawData: toBase64(changed),
      certificateThumbprint: encodeHex(await crypto.sha256(changed)),
    },
    thumbprint: { ...file, certificateThumbprint: '0'.repeat(64) },
    country: { ...file, country: file['country'] === 'XU' ? 'UT' : 'XU' },
    signature: { ...file, trustAnchorSignature: toBase64(flip(signature, signature.length - 2)) },
    signer: { ...file, trustAnchorSignature: toBase64(foreign) },
    certificate: { ...file, certificateRawData: swapped, certificateThumbprint: swappedPrint },
  }
}

async function makeFile(der: Bytes = SCA, spec: Partial<CmsSpec> = {}): Promise<AnchorFile> {
  const cms = makeCms({
    content: der,
    certificates: [ANCHOR],
    signers: [{ certificate: ANCHOR, key: ANCHOR_KEYS.privateKey }],
    ...spec,
  })
  return {
    trustAnchorSignature: toBase64(cms),
    certificateRawData: toBase64(der),
    certificateThumbprint: encodeHex(await crypto.sha256(der)),
    country: 'UT',
  }
}

function makeSca(country: string): Bytes {
  const subject = [[COUNTRY, country]] as const
  return makeCertificate({ keys: makeKeys(), subject, extensions: [basicConstraints(true, 0)] })
}

function pinsOf(environment: string): readonly string[] {
  const pinned = GDHCN_ANCHORS.filter((anchor) => anchor.environment === environment)
  return pinned.map(({ fingerprint }) => fingerprint)
}

function readCorpus(name: string): Buffer<ArrayBuffer> {
  return Buffer.from(readFileSync(new URL(name, FOLDER)))
}

function readFiles(bytes: Buffer): readonly AnchorFile[] {
  const lines = bytes.toString().trim().split('\n')
  return lines.map((line): AnchorFile => JSON.parse(line))
}

function flip(bytes: Bytes, at: number): Bytes {
  const changed = bytes.slice()
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}

function fromBase64(text: string): Bytes {
  return new Uint8Array(Buffer.from(text, 'base64'))
}

function toBase64(bytes: Bytes): string {
  return Buffer.from(bytes).toString('base64')
}

function isFormatError(error: unknown): boolean {
  return error instanceof FormatError
}
