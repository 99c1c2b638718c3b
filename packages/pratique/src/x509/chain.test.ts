import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, verify as verifySignature } from 'node:crypto'
import { describe, test } from 'node:test'
import {
  basicConstraints,
  type CertificateSpec,
  COMMON_NAME,
  extension,
  hex,
  type KeyPair,
  keyUsage,
  makeCertificate,
  makeKeys,
  type NameSpec,
  NOT_AFTER,
  NOT_BEFORE,
  type SignedWith,
} from '../../test/make-certificate.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { INTEGER, SEQUENCE } from '../der/tags.ts'
import { encodeDer } from '../der/write.ts'
import { UnavailableError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { verifyCertificateSignature, verifyChain } from './chain.ts'

const NOW = 1640995200

const P256 = makeKeys()
const P384 = makeKeys('P-384')
const P521 = makeKeys('P-521')
const ED25519 = generateKeyPairSync('ed25519')
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })

describe('the signature of one certificate', () => {
  const pairs: readonly (readonly [KeyPair, SignedWith])[] = [
    [P256, 'ecdsa-sha256'],
    [P256, 'ecdsa-sha512'],
    [P384, 'ecdsa-sha256'],
    [P384, 'ecdsa-sha384'],
    [P521, 'ecdsa-sha256'],
    [P521, 'ecdsa-sha512'],
    [P256, 'ecdsa-sha256-null'],
    [P384, 'ecdsa-sha384-null'],
    [RSA, 'rsa-sha256'],
    [RSA, 'rsa-sha384'],
    [RSA, 'rsa-sha512'],
    [RSA, 'rsa-pss-sha256'],
    [RSA, 'rsa-pss-sha384'],
    [RSA, 'rsa-pss-sha512'],
    [ED25519, 'ed25519'],
  ]
  for (const [at, [keys, signedWith]] of pairs.entries()) {
    test(`${at + 1}: ${signedWith} is good with its key and bad with any change`, async () => {
      const own = readCertificate(makeCertificate({ keys, signedWith }))
      assert.equal(await verify(own, own), true)
      const changed = { ...own, tbs: own.tbs.map((byte, i) => (i === 20 ? byte ^ 1 : byte)) }
      assert.equal(await verify(changed, own), false)
    })
  }

  test('on curves of Brainpool, where the platform has them', async () => {
    for (const [curve, signedWith] of [
      ['brainpoolP256r1', 'ecdsa-sha256'],
      ['brainpoolP320r1', 'ecdsa-sha384'],
      ['brainpoolP384r1', 'ecdsa-sha384-null'],
      ['brainpoolP512r1', 'ecdsa-sha512'],
    ] as const) {
      const own = selfSigned(makeKeys(curve), signedWith)
      assert.equal(await verifyCertificateSignature(own, own.publicKey, opensslPort), true)
      const other = selfSigned(makeKeys(curve), signedWith)
      assert.equal(await verifyCertificateSignature(own, other.publicKey, opensslPort), false)
    }
  })

  test('is not good with a key of another kind or another key', async () => {
    const own = selfSigned(P256, 'ecdsa-sha256')
    for (const keys of [makeKeys(), P384]) {
      assert.equal(await verify(own, selfSigned(keys, 'ecdsa-sha256')), false)
    }
    assert.equal(await verify(own, selfSigned(RSA, 'rsa-pss-sha256')), false)
    assert.equal(await verify(selfSigned(RSA, 'rsa-pss-sha256'), own), false)
    assert.equal(await verify(selfSigned(ED25519, 'ed25519'), own), false)
  })

  test('cannot be judged where the port has no algorithm or the platform no key', async () => {
    const own = selfSigned(P256, 'ecdsa-sha256')
    const forgeable = selfSigned(RSA, 'rsa-sha1')
    assert.equal(await verify(forgeable, forgeable), undefined)
    const alsoForgeable = selfSigned(P256, 'ecdsa-sha1')
    assert.equal(await verify(alsoForgeable, alsoForgeable), undefined)
    const brainpool = selfSigned(makeKeys('brainpoolP256r1'), 'ecdsa-sha256')
    assert.equal(await verify(brainpool, brainpool), undefined)
    const secp256k1 = selfSigned(makeKeys('secp256k1'), 'ecdsa-sha256')
    assert.equal(await verify(secp256k1, secp256k1), undefined)
    const poor: CryptoPort = {
      ...webCrypto,
      prepareKey() {
        throw new UnavailableError('unavailable.algorithm', 'nothing works here')
      },
    }
    assert.equal(await verifyCertificateSignature(own, own.publicKey, poor), undefined)
  })

  test('a bug of the platform is no forgery', async () => {
    const own = selfSigned(P256, 'ecdsa-sha256')
    const broken: CryptoPort = {
      ...webCrypto,
      prepareKey: () => Promise.reject(new TypeError('a bug')),
    }
    await assert.rejects(verifyCertificateSignature(own, own.publicKey, broken), TypeError)
  })

  test('r and s: two positive integers of the curve’s length, in DER and nothing else', async () => {
    const one = encodeDer(INTEGER, Uint8Array.of(1))
    const bad: readonly Bytes[] = [
      new Uint8Array(),
      new Uint8Array(64),
      encodeDer(SEQUENCE),
      encodeDer(SEQUENCE, one),
      encodeDer(SEQUENCE, one, one, one),
      encodeDer(SEQUENCE, one, encodeDer(INTEGER, Uint8Array.of(0))),
      encodeDer(SEQUENCE, one, encodeDer(INTEGER, Uint8Array.of(0xff))),
      encodeDer(SEQUENCE, encodeDer(INTEGER, Uint8Array.of(0, 1)), one),
      encodeDer(SEQUENCE, encodeDer(INTEGER, hex(`01${'00'.repeat(32)}`)), one),
      encodeDer(0x31, one, one),
    ]
    const own = selfSigned(P256, 'ecdsa-sha256')
    for (const value of bad) {
      const certificate = { ...own, signature: { ...own.signature, value } }
      assert.equal(await verify(certificate, own), false)
    }
  })

  test('an r that is shorter than the curve’s length is padded', async () => {
    // One signature in 256 has such an r.
    for (let i = 0; i < 10_000; i++) {
      const own = selfSigned(P256, 'ecdsa-sha256')
      // SEQUENCE { INTEGER … }: the fourth byte is the length of r.
      if ((own.signature.value[3] ?? 0) >= 32) continue
      assert.equal(await verify(own, own), true)
      return
    }
    assert.fail('no short r among the signatures')
  })
})

describe('RFC 5280 §6.1: a chain', () => {
  const root = ca('Root', P521, { signedWith: 'ecdsa-sha256' })
  const middle = issued('Middle', P384, 'Root', P521, 'ecdsa-sha512', basicConstraints(true, 0))
  const leaf = issued('Leaf', P256, 'Middle', P384, 'ecdsa-sha384')

  test('of three, of two and of one holds', async () => {
    assert.deepEqual(await verifyChain([leaf, middle, root], NOW, webCrypto), { status: 'passed' })
    assert.deepEqual(await verifyChain([leaf, middle], NOW, webCrypto), { status: 'passed' })
    assert.deepEqual(await verifyChain([leaf], NOW, webCrypto), { status: 'passed' })
  })

  test('dates are inclusive, for every certificate', async () => {
    for (const now of [NOT_BEFORE, NOT_AFTER]) await holds([leaf, middle, root], now)
    await breaks([leaf, middle, root], 0, NOT_BEFORE - 1)
    await breaks([leaf, middle, root], 0, NOT_AFTER + 1)
    const old = ca('Root', P521, { signedWith: 'ecdsa-sha256', notAfter: NOW - 1 })
    await breaks([leaf, middle, old], 2)
  })

  test('breaks at a wrong order, a gap, and a foreign key of the same name', async () => {
    await breaks([], undefined)
    await breaks([leaf, root, middle], 0)
    await breaks([leaf, root], 0)
    await breaks([leaf, ca('Middle', makeKeys('P-384')), root], 0)
  })

  test('breaks at what may not be a CA', async () => {
    const noCa = issued('Middle', P384, 'Root', P521, 'ecdsa-sha512', keyUsage(0))
    await breaks([leaf, noCa, root], 1)
    const noSigner = issued(
      'Middle',
      P384,
      'Root',
      P521,
      'ecdsa-sha512',
      basicConstraints(true),
      keyUsage(0, 6),
    )
    await breaks([leaf, noSigner, root], 1)
    const signer = issued(
      'Middle',
      P384,
      'Root',
      P521,
      'ecdsa-sha512',
      basicConstraints(true),
      keyUsage(5),
    )
    await holds([leaf, signer, root])
  })

  test('breaks at a path length', async () => {
    const short = ca('Root', P521, { extensions: [basicConstraints(true, 0)] })
    await breaks([leaf, middle, short], 2)
    await holds([middle, short])
  })

  test('breaks at a critical extension that is not read', async () => {
    const limited = issued(
      'Leaf',
      P256,
      'Middle',
      P384,
      'ecdsa-sha384',
      extension('2.5.29.30', hex('3000'), true),
    )
    await breaks([limited, middle, root], 0)
  })

  test('stays in doubt where one signature cannot be judged, unless another thing is wrong', async () => {
    const rsaRoot = ca('Root', RSA, { signedWith: 'rsa-sha1' })
    const byRsa = issued('Middle', P384, 'Root', RSA, 'rsa-sha1', basicConstraints(true))
    const { status, at } = await verifyChain([leaf, byRsa, rsaRoot], NOW, webCrypto)
    assert.deepEqual([status, at], ['indeterminate', 1])
    const notCa = readCertificate(makeCertificate({ keys: RSA, subject: [[COMMON_NAME, 'Root']] }))
    await breaks([leaf, byRsa, notCa], 2)
  })
})

/** ECDSA as Node has it, on any curve. */
const opensslPort: CryptoPort = {
  ...webCrypto,
  prepareKey({ spki }) {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    return {
      verify: (algorithm, signature, data) =>
        verifySignature(
          algorithm.replace('ES', 'sha'),
          data,
          { key, dsaEncoding: 'ieee-p1363' },
          signature,
        ),
    }
  },
}

function verify(child: Certificate, { publicKey }: Certificate): Promise<boolean | undefined> {
  return verifyCertificateSignature(child, publicKey, webCrypto)
}

function selfSigned(keys: KeyPair, signedWith: SignedWith): Certificate {
  return readCertificate(makeCertificate({ keys, signedWith }))
}

function ca(name: string, keys: KeyPair, spec: Partial<CertificateSpec> = {}): Certificate {
  const subject: NameSpec = [[COMMON_NAME, name]]
  const extensions = [basicConstraints(true)]
  return readCertificate(makeCertificate({ keys, subject, extensions, ...spec }))
}

function issued(
  name: string,
  keys: KeyPair,
  issuerName: string,
  { privateKey }: KeyPair,
  signedWith: SignedWith,
  ...extensions: readonly Bytes[]
): Certificate {
  return readCertificate(
    makeCertificate({
      keys,
      subject: [[COMMON_NAME, name]],
      issuer: [[COMMON_NAME, issuerName]],
      signer: privateKey,
      signedWith,
      extensions,
    }),
  )
}

async function holds(chain: readonly Certificate[], now = NOW): Promise<void> {
  assert.deepEqual(await verifyChain(chain, now, webCrypto), { status: 'passed' })
}

async function breaks(
  chain: readonly Certificate[],
  where: number | undefined,
  now = NOW,
): Promise<void> {
  const { status, at } = await verifyChain(chain, now, webCrypto)
  assert.deepEqual([status, at], ['failed', where])
}
