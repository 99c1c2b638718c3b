import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  COMMON_NAME,
  makeCertificate,
  makeKeys,
  makeRsaKeys,
  type SignedWith,
  subjectKeyId,
  toPem,
} from '../../test/make-certificate.ts'
import {
  attribute,
  type CmsSignerSpec,
  type CmsSpec,
  CONTENT_TYPE,
  DATA,
  type Digest,
  MESSAGE_DIGEST,
  makeAttributes,
  makeCms,
  SIGNED_AT,
} from '../../test/make-cms.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { readDer } from '../der/read.ts'
import { OCTET_STRING, SEQUENCE, SET } from '../der/tags.ts'
import { encodeDer } from '../der/write.ts'
import { FormatError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import { readCertificate } from '../x509/certificate.ts'
import { isCmsSignedData, readCmsSignedData, readPkcs7Certificates } from './signed-data.ts'
import { type CmsResult, verifyCmsSignature } from './verify.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const OPENSSL = '/usr/bin/openssl'
const noOpenssl: false | string = existsSync(OPENSSL) ? false : `${OPENSSL} is not here`

const CONTENT = new TextEncoder().encode('who signed this?')
const OTHER_TYPE = '2.23.136.1.1.2'
const KEYS = makeKeys()
const RSA_KEYS = makeRsaKeys()
const CERTIFICATE = certificateOf('Signer', KEYS)
const RSA_CERTIFICATE = certificateOf('RSA signer', RSA_KEYS)
const OTHER_KEYS = makeKeys()
const OTHER_CERTIFICATE = certificateOf('Other signer', OTHER_KEYS)
const SIGNER: CmsSignerSpec = { certificate: CERTIFICATE, key: KEYS.privateKey }
const OTHER: CmsSignerSpec = { certificate: OTHER_CERTIFICATE, key: OTHER_KEYS.privateKey }

/** As platforms that have SHA-256 alone. */
const poor: CryptoPort = {
  prepareKey: webCrypto.prepareKey,
  sha256: webCrypto.sha256,
}

describe('a signed message is read', () => {
  test('with what it says of itself', () => {
    const cms = readCmsSignedData(cmsOf({ certificates: [CERTIFICATE] }))
    assert.equal(cms.contentType, DATA)
    assert.deepEqual(cms.content, CONTENT)
    assert.deepEqual(cms.certificates, [CERTIFICATE])
    assert.equal(cms.signerInfos.length, 1)
    assert.equal(cms.signerInfos[0]?.digest, 'SHA-256')
    assert.equal(cms.signerInfos[0]?.attributes?.signingTime, SIGNED_AT)
  })

  test('a bundle has certificates and no signer', () => {
    const bundle = makeCms({ isDetached: true, certificates: [CERTIFICATE, OTHER_CERTIFICATE] })
    assert.deepEqual(readPkcs7Certificates(bundle), [CERTIFICATE, OTHER_CERTIFICATE])
    assert.equal(isCmsSignedData(bundle), true)
    assert.equal(isCmsSignedData(CERTIFICATE), false)
    assert.equal(isCmsSignedData(Uint8Array.of()), false)
  })

  test('not with an indefinite length, of another type, or with more than is known', () => {
    const der = cmsOf()
    const [type, wrapped] = readDer(der).children()
    assert.ok(type && wrapped)
    const broken = [
      Uint8Array.of(0x30, 0x80, ...type.whole, ...wrapped.whole, 0, 0),
      encodeDer(SEQUENCE, type.whole),
      encodeDer(SEQUENCE, type.whole, wrapped.whole, type.whole),
      encodeDer(SEQUENCE, encodeDer(0x06, Uint8Array.of(0x2a, 0x03)), wrapped.whole),
      Uint8Array.of(...der, 0),
      CERTIFICATE,
    ]
    for (const bytes of broken) assert.throws(() => readCmsSignedData(bytes), isFormatError)
  })

  test('not with attributes twice, of several values, or without digest', () => {
    const good = makeAttributes(CONTENT)
    const [type, time, digest] = good
    assert.ok(type && time && digest)
    const bad = [
      [],
      [type],
      [digest],
      [...good, digest],
      [type, attribute(MESSAGE_DIGEST)],
      [
        type,
        attribute(MESSAGE_DIGEST, ...Array(2).fill(encodeDer(OCTET_STRING, new Uint8Array(32)))),
      ],
      [attribute(CONTENT_TYPE, encodeDer(OCTET_STRING)), digest],
    ]
    for (const attributes of bad) {
      const der = cmsOf({ signers: [{ ...SIGNER, attributes }] })
      assert.throws(() => readCmsSignedData(der), isFormatError)
    }
  })

  test('not with more signers than anybody reads', () => {
    assert.throws(
      () => readCmsSignedData(cmsOf({ signers: Array(17).fill(SIGNER) })),
      isFormatError,
    )
  })

  test('or is refused in one way, whatever the bytes', async () => {
    const der = cmsOf({ certificates: [CERTIFICATE] })
    const counts = { passed: 0, failed: 0, indeterminate: 0, refused: 0 }
    const tryChanged = async (at: number, bits: number): Promise<void> => {
      const bytes = der.slice()
      bytes[at] = (bytes[at] ?? 0) ^ bits
      const result = await tryVerify(bytes)
      counts[result?.status ?? 'refused']++
      // The certificate in it, the version and the digests beside the signers are not signed.
      if (result?.status === 'passed') assert.deepEqual(result.content, CONTENT)
    }
    for (const at of der.keys()) await tryChanged(at, 1 << (at % 8))
    const { passed, failed, refused } = counts
    assert.ok(passed > 0 && failed > 0 && refused > 0, JSON.stringify(counts))
    const bits = fc.integer({ min: 1, max: 255 })
    await fc.assert(fc.asyncProperty(fc.nat(der.length - 1), bits, tryChanged), RUNS)
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        assert.notEqual((await tryVerify(new Uint8Array(bytes)))?.status, 'passed')
      }),
      RUNS,
    )
  })
})

describe('a signature is good', () => {
  const rsa = { certificate: RSA_CERTIFICATE, key: RSA_KEYS.privateKey }
  const cases: readonly { digest: Digest; signedWith: SignedWith; signer: CmsSignerSpec }[] = [
    { digest: 'sha256', signedWith: 'ecdsa-sha256', signer: SIGNER },
    { digest: 'sha384', signedWith: 'ecdsa-sha384', signer: SIGNER },
    { digest: 'sha512', signedWith: 'ecdsa-sha512', signer: SIGNER },
    { digest: 'sha256', signedWith: 'rsa-sha256', signer: rsa },
    { digest: 'sha384', signedWith: 'rsa-sha384', signer: rsa },
    { digest: 'sha512', signedWith: 'rsa-sha512', signer: rsa },
    { digest: 'sha256', signedWith: 'rsa-pss-sha256', signer: rsa },
    { digest: 'sha512', signedWith: 'rsa-pss-sha512', signer: rsa },
  ]
  for (const { digest, signedWith, signer } of cases) {
    test(`${signedWith} over a digest of ${digest}`, async () => {
      const der = cmsOf({ signers: [{ ...signer, digest, signedWith }] })
      assert.deepEqual(await verify(der, signer.certificate), {
        status: 'passed',
        content: CONTENT,
        signingTime: SIGNED_AT,
      })
      const without = await verify(der, signer.certificate, poor)
      assert.equal(without.status, digest === 'sha256' ? 'passed' : 'indeterminate')
    })
  }

  test('by key identifier, by a bare key, and among others', async () => {
    const byKeyId = cmsOf({ signers: [{ ...SIGNER, byKeyId: true }] })
    assert.equal((await verify(byKeyId)).status, 'passed')
    assert.equal((await verify(byKeyId, OTHER_CERTIFICATE)).status, 'failed')
    const { publicKey } = readCertificate(CERTIFICATE)
    const cms = readCmsSignedData(cmsOf({ signers: [OTHER, SIGNER] }))
    assert.equal((await verifyCmsSignature(cms, { publicKey }, webCrypto)).status, 'passed')
    assert.equal((await verify(cmsOf({ signers: [OTHER, SIGNER] }))).status, 'passed')
  })

  test('over detached content, which must be given, and be the same', async () => {
    const cms = readCmsSignedData(cmsOf({ isDetached: true }))
    const signer = readCertificate(CERTIFICATE)
    const statusOf = async (content?: Bytes) =>
      (await verifyCmsSignature(cms, signer, webCrypto, content)).status
    assert.deepEqual(
      [await statusOf(CONTENT), await statusOf(), await statusOf(CERTIFICATE)],
      ['passed', 'failed', 'failed'],
    )
    const whole = readCmsSignedData(cmsOf())
    const other = await verifyCmsSignature(whole, signer, webCrypto, CERTIFICATE)
    assert.equal(other.status, 'failed')
  })

  test('without attributes, over data alone', async () => {
    const signers = [{ ...SIGNER, attributes: 'none' }] as const
    assert.equal((await verify(cmsOf({ signers }))).status, 'passed')
    assert.equal((await verify(cmsOf({ signers, contentType: OTHER_TYPE }))).status, 'failed')
  })
})

describe('a signature proves nothing', () => {
  test('of another key, or of nobody', async () => {
    const forged = cmsOf({ signers: [{ ...SIGNER, key: OTHER_KEYS.privateKey }] })
    assert.equal((await verify(forged)).status, 'failed')
    assert.equal((await verify(cmsOf({ signers: [OTHER] }))).status, 'failed')
    assert.equal((await verify(cmsOf({ signers: [] }))).status, 'failed')
  })

  test('of a key that is too short', async () => {
    const keys = makeRsaKeys(1024)
    const certificate = makeCertificate({ keys, signedWith: 'rsa-sha256' })
    const signer = { certificate, key: keys.privateKey, signedWith: 'rsa-sha256' } as const
    assert.equal((await verify(cmsOf({ signers: [signer] }), certificate)).status, 'failed')
  })

  test('over attributes of another content or type', async () => {
    const elsewhere = [makeAttributes(CERTIFICATE), makeAttributes(CONTENT, OTHER_TYPE)]
    for (const attributes of elsewhere) {
      const der = cmsOf({ signers: [{ ...SIGNER, attributes }] })
      assert.equal((await verify(der)).status, 'failed')
    }
  })

  test('over a digest that can be forged: that cannot be said', async () => {
    const der = cmsOf({ signers: [{ ...SIGNER, digest: 'sha1' }] })
    assert.equal((await verify(der)).status, 'indeterminate')
    const weak = cmsOf({ signers: [{ ...SIGNER, signedWith: 'ecdsa-sha1' }] })
    assert.equal((await verify(weak)).status, 'indeterminate')
  })

  test('over attributes that are passed off as the content', async () => {
    const content = encodeDer(SET, ...makeAttributes(CONTENT))
    const der = makeCms({ content, signers: [{ ...SIGNER, attributes: 'none' }] })
    assert.equal((await verify(der)).status, 'failed')
  })
})

describe('OpenSSL’s messages', { skip: noOpenssl }, () => {
  const options: readonly { readonly name: string; readonly args: readonly string[] }[] = [
    { name: 'as they are', args: [] },
    { name: 'by key identifier', args: ['-keyid'] },
    { name: 'without attributes', args: ['-noattr'] },
    { name: 'without certificates', args: ['-nocerts'] },
    { name: 'of a master list’s type', args: ['-econtent_type', OTHER_TYPE] },
    { name: 'with SHA-384', args: ['-md', 'sha384'] },
    { name: 'with SHA-512', args: ['-md', 'sha512'] },
  ]
  for (const { name, args } of options) {
    test(name, async () => {
      for (const [certificate, keys] of [
        [CERTIFICATE, KEYS],
        [RSA_CERTIFICATE, RSA_KEYS],
      ] as const) {
        const der = signWithOpenssl(certificate, keys.privateKey, ['-nodetach', ...args])
        const { status } = await verify(der, certificate)
        assert.equal(status, 'passed')
        assert.equal((await verify(der, OTHER_CERTIFICATE)).status, 'failed')
        const at = der.length - 1
        der[at] = (der[at] ?? 0) ^ 1
        assert.equal((await verify(der, certificate)).status, 'failed')
      }
    })
  }

  test('with RSA-PSS', async () => {
    const pss = ['-nodetach', '-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:32']
    const der = signWithOpenssl(RSA_CERTIFICATE, RSA_KEYS.privateKey, [...pss, '-md', 'sha256'])
    assert.equal((await verify(der, RSA_CERTIFICATE)).status, 'passed')
  })

  test('with content elsewhere', async () => {
    const cms = readCmsSignedData(signWithOpenssl(CERTIFICATE, KEYS.privateKey, []))
    assert.equal(cms.content, undefined)
    const result = await verifyCmsSignature(cms, readCertificate(CERTIFICATE), webCrypto, CONTENT)
    assert.equal(result.status, 'passed')
  })

  test('OpenSSL takes ours', () => {
    inFolder((path) => {
      writeFileSync(path('made'), cmsOf({ certificates: [CERTIFICATE] }))
      writeFileSync(path('ca'), toPem(CERTIFICATE))
      const args = ['-inform', 'DER', '-in', path('made'), '-noverify', '-out', path('out')]
      execFileSync(OPENSSL, ['cms', '-verify', ...args], { stdio: 'pipe' })
      assert.deepEqual(new Uint8Array(readFileSync(path('out'))), CONTENT)
    })
  })
})

function signWithOpenssl(
  certificate: Bytes,
  key: CmsSignerSpec['key'],
  args: readonly string[],
): Bytes {
  return inFolder((path) => {
    writeFileSync(path('content'), CONTENT)
    writeFileSync(path('certificate'), toPem(certificate))
    writeFileSync(path('key'), key.export({ type: 'pkcs8', format: 'pem' }))
    const own = ['-signer', path('certificate'), '-inkey', path('key'), '-in', path('content')]
    const form = ['-binary', '-outform', 'DER', '-out', path('signed')]
    execFileSync(OPENSSL, ['cms', '-sign', ...own, ...form, ...args], { stdio: 'pipe' })
    return new Uint8Array(readFileSync(path('signed')))
  })
}

function inFolder<T>(use: (path: (name: string) => string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-cms-'))
  try {
    return use((name) => join(folder, name))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function cmsOf(spec: Partial<CmsSpec> = {}): Bytes {
  return makeCms({ content: CONTENT, signers: [SIGNER], ...spec })
}

function certificateOf(name: string, keys: typeof KEYS): Bytes {
  const id = Buffer.from(name).toString('hex')
  const signedWith = keys === RSA_KEYS ? 'rsa-sha256' : 'ecdsa-sha256'
  const subject = [[COMMON_NAME, name]] as const
  return makeCertificate({ keys, signedWith, subject, extensions: [subjectKeyId(id)] })
}

function verify(der: Bytes, certificate = CERTIFICATE, crypto = webCrypto): Promise<CmsResult> {
  return verifyCmsSignature(readCmsSignedData(der), readCertificate(certificate), crypto)
}

async function tryVerify(der: Bytes): Promise<CmsResult | undefined> {
  try {
    return await verify(der)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

function isFormatError(error: unknown): boolean {
  return error instanceof FormatError
}
