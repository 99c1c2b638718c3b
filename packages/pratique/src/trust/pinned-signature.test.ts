import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { makeCertificate, makeKeys } from '../../test/make-certificate.ts'
import { UnavailableError } from '../errors.ts'
import { webCrypto as crypto } from '../keys/web-crypto.ts'
import { type PinnedSignature, verifyPinnedSignature } from './pinned-signature.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const ECDSA_SHA512 = { oid: '1.2.840.10045.4.3.4', algorithm: 'ES512' } as const
const REFUSED = { code: 'usage.trust-file' }

const FILE = new TextEncoder().encode('a file, as it stands')
const KEYS = makeKeys('P-521')
const CERTIFICATE = makeCertificate({ keys: KEYS, signedWith: 'ecdsa-sha512' })
const OTHER = makeCertificate({ keys: makeKeys('P-521'), signedWith: 'ecdsa-sha512' })
const SIGNED: PinnedSignature = {
  signature: new Uint8Array(sign('sha512', FILE, KEYS.privateKey)),
  certificate: CERTIFICATE,
  fingerprint: fingerprintOf(CERTIFICATE),
  crypto,
}

describe('a signature under a pinned certificate', () => {
  test('is good, whether the certificate is DER or PEM', async () => {
    for (const certificate of [CERTIFICATE, pemOf(CERTIFICATE)]) {
      const signer = await verifyPinnedSignature(FILE, { ...SIGNED, certificate }, ECDSA_SHA512)
      assert.deepEqual(signer.der, CERTIFICATE)
    }
  })

  test('takes the pin as people write it', async () => {
    const fingerprint = SIGNED.fingerprint.toUpperCase().replace(/..(?=.)/g, '$&:')
    await verifyPinnedSignature(FILE, { ...SIGNED, fingerprint }, ECDSA_SHA512)
  })
})

describe('refused is', () => {
  const sha256 = new Uint8Array(sign('sha256', FILE, KEYS.privateKey))
  const raw = sign('sha512', FILE, { key: KEYS.privateKey, dsaEncoding: 'ieee-p1363' })
  const cases: Readonly<Record<string, Partial<PinnedSignature>>> = {
    'another certificate': { certificate: OTHER },
    'another certificate that is pinned': { certificate: OTHER, fingerprint: fingerprintOf(OTHER) },
    'another pin': { fingerprint: fingerprintOf(OTHER) },
    'no pin': { fingerprint: '' },
    'a part of the pin': { fingerprint: SIGNED.fingerprint.slice(0, 16) },
    'no certificate': { certificate: new Uint8Array() },
    'text that holds none': { certificate: new TextEncoder().encode('none') },
    'two certificates': {
      certificate: new Uint8Array([...pemOf(CERTIFICATE), ...pemOf(OTHER)]),
    },
    'a certificate with a byte after it': { certificate: new Uint8Array([...CERTIFICATE, 0]) },
    'another hash': { signature: sha256 },
    'a signature in two halves': { signature: new Uint8Array(raw) },
    'no signature': { signature: new Uint8Array() },
  }
  for (const [name, change] of Object.entries(cases)) {
    test(name, async () => {
      const changed = { ...SIGNED, ...change }
      await assert.rejects(verifyPinnedSignature(FILE, changed, ECDSA_SHA512), REFUSED)
    })
  }

  test('any change of one bit of file, signature or certificate', async () => {
    const fields = fc.constantFrom('file', 'signature', 'certificate')
    await fc.assert(
      fc.asyncProperty(fields, fc.nat(), fc.nat(7), async (field, at, bit) => {
        const parts = { file: FILE, signature: SIGNED.signature, certificate: CERTIFICATE }
        const part = new Uint8Array(parts[field])
        const place = at % part.length
        part[place] = (part[place] ?? 0) ^ (1 << bit)
        const { file, ...changed } = { ...parts, [field]: part }
        const options = { ...SIGNED, ...changed }
        await assert.rejects(verifyPinnedSignature(file, options, ECDSA_SHA512), REFUSED)
      }),
      { numRuns: Math.min(RUNS.numRuns, 2000) },
    )
  })
})

test('a platform that cannot use the key says so', async () => {
  const without = {
    ...crypto,
    prepareKey: () => {
      throw new UnavailableError('unavailable.algorithm', 'no P-521 here')
    },
  }
  await assert.rejects(verifyPinnedSignature(FILE, { ...SIGNED, crypto: without }, ECDSA_SHA512), {
    code: 'unavailable.algorithm',
  })
})

function fingerprintOf(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex')
}

function pemOf(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const base64 = Buffer.from(der).toString('base64')
  return new TextEncoder().encode(
    `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  )
}
