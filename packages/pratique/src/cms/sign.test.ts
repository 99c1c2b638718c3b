import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeCertificate, makeKeys } from '../../test/make-certificate.ts'
import { makeSigner, toSigner } from '../../test/make-signer.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { webCrypto as crypto } from '../keys/web-crypto.ts'
import { readCertificate } from '../x509/certificate.ts'
import { signCms } from './sign.ts'
import { readCmsSignedData } from './signed-data.ts'
import { verifyCmsSignature } from './verify.ts'

const OPENSSL = '/usr/bin/openssl'
const noOpenssl: false | string = existsSync(OPENSSL) ? false : `${OPENSSL} is not here`

const KEYS = makeKeys()
const CERTIFICATE = readCertificate(makeCertificate({ keys: KEYS, serialNumber: '00c0ffee' }))
const SIGNED_AT = 1_767_323_045
const SIGNING = { signer: toSigner(KEYS), certificate: CERTIFICATE, signedAt: SIGNED_AT }
const CONTENT = new TextEncoder().encode('{"who":"signed this"}')

test('any content, at any time, is read back as it was signed', async () => {
  const content = fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes))
  await fc.assert(
    fc.asyncProperty(content, fc.nat(4_000_000_000), async (bytes, signedAt) => {
      const cms = readCmsSignedData(await signCms(bytes, { ...SIGNING, signedAt }))
      const result = await verifyCmsSignature(cms, CERTIFICATE, crypto)
      assert.deepEqual(result, { status: 'passed', content: bytes, signingTime: signedAt })
      assert.deepEqual(cms.certificates, [CERTIFICATE.der])
    }),
    { numRuns: 50 },
  )
})

test('no bit of it may change', async () => {
  const der = await signCms(CONTENT, SIGNING)
  const message = readCmsSignedData(der)
  const other = { ...message, content: CONTENT.map((byte) => byte ^ 1) }
  assert.equal((await verifyCmsSignature(other, CERTIFICATE, crypto)).status, 'failed')
  const last = der.map((byte, at) => (at === der.length - 1 ? byte ^ 1 : byte))
  const changed = readCmsSignedData(last)
  assert.equal((await verifyCmsSignature(changed, CERTIFICATE, crypto)).status, 'failed')
})

test('openssl verifies it', { skip: noOpenssl }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-cms-'))
  const path = join(folder, 'message.der')
  const verify = (der: Bytes) => {
    writeFileSync(path, der)
    const options = ['-verify', '-noverify', '-binary', '-inform', 'DER', '-in', path]
    return execFileSync(OPENSSL, ['cms', ...options], { stdio: ['ignore', 'pipe', 'ignore'] })
  }
  try {
    const der = await signCms(CONTENT, SIGNING)
    assert.deepEqual(new Uint8Array(verify(der)), CONTENT)
    assert.throws(() => verify(der.map((byte, at) => (at === der.length - 1 ? byte ^ 1 : byte))))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('only with the key of the certificate, and only ES256', async () => {
  const refused = { code: 'usage.key-file' }
  const [signer, key] = [makeSigner(), toSigner(KEYS)]
  await assert.rejects(signCms(CONTENT, { ...SIGNING, signer }), refused)
  await assert.rejects(
    signCms(CONTENT, { ...SIGNING, signer: { ...key, algorithm: 'EdDSA' } }),
    refused,
  )
  await assert.rejects(signCms(CONTENT, { ...SIGNING, signedAt: 0.5 }), { code: 'usage.argument' })
})
