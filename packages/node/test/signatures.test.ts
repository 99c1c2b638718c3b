/**
 * Signatures at the edge, and keys that do not fit them, through the whole verification, by node:crypto
 * and by WebCrypto.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { type CborValue, encodeCbor, encodeHc1, sigStructure } from 'pratique/codecs'
import { euDcc } from 'pratique/eu-dcc'
import { createTrustStore, FITTING_ALGORITHMS, readSpki, type TrustRecord } from 'pratique/trust'
import { type Algorithm, createVerifier, type Verification, webCrypto } from 'pratique/verify'
import { nodeCrypto } from '../src/crypto.ts'
import { type Bytes, flip, join, OTHER_S, otherSignatures } from './mutate.ts'

const NUMBERS: Readonly<Record<Algorithm, number>> = {
  ES256: -7,
  ES384: -35,
  ES512: -36,
  PS256: -37,
  PS384: -38,
  PS512: -39,
  RS256: -257,
  RS384: -258,
  RS512: -259,
  EdDSA: -8,
}
const ALGORITHMS: readonly Algorithm[] = ['ES256', 'ES384', 'ES512', 'PS256', 'EdDSA']
const NOW = 1622505600
const KID: Bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)

type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
type Sign = (data: Bytes) => Uint8Array

const P256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const P384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const P521 = generateKeyPairSync('ec', { namedCurve: 'P-521' })
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ED25519 = generateKeyPairSync('ed25519')

const ECDSA: readonly (readonly [Algorithm, string, Pair])[] = [
  ['ES256', 'sha256', P256],
  // What Spain signs with.
  ['ES256', 'sha256', P384],
  ['ES384', 'sha384', P384],
  ['ES512', 'sha512', P521],
]

for (const [algorithm, digest, pair] of ECDSA) {
  const curve = pair.publicKey.asymmetricKeyDetails?.namedCurve
  describe(`${algorithm} on ${curve}`, () => {
    const good = ecdsa(pair, digest)

    it('is good as signed', async () => {
      assertGenuine(await verify(algorithm, pair, good))
    })

    it('is good with n − s, and with no other form, length or number', async () => {
      let others = 0
      for (const [name, of] of otherSignatures(new Uint8Array(good(new Uint8Array()))).entries()) {
        const other: Sign = (data) => otherSignatures(new Uint8Array(good(data)))[name]?.[1] ?? data
        const verification = await verify(algorithm, pair, other)
        if (of[0] === OTHER_S) assertGenuine(verification)
        else assertInvalid(verification, of[0])
        others++
      }
      assert.ok(others > 20)
    })

    it('is good however short its numbers are', async () => {
      const key = await nodeCrypto.prepareKey(toRecord(pair).key)
      const half = good(new Uint8Array()).length / 2
      const seen = new Set<number>()
      for (let n = 0; n < 2000 && seen.size < 2; n++) {
        const data = Uint8Array.of(n >> 8, n)
        const signature = new Uint8Array(good(data))
        for (const at of [0, half]) {
          if (signature[at] !== 0) continue
          seen.add(at)
          assert.equal(await key.verify(algorithm, signature, data), true)
        }
      }
      assert.equal(seen.size, 2)
    })

    it('is not good with another digest, or of another key', async () => {
      for (const other of ['sha1', 'sha256', 'sha384', 'sha512', 'sha3-256']) {
        if (other !== digest)
          assertInvalid(await verify(algorithm, pair, ecdsa(pair, other)), other)
      }
      const stranger = generateKeyPairSync('ec', { namedCurve: curve ?? '' })
      assertInvalid(await verify(algorithm, pair, ecdsa(stranger, digest)), 'of another key')
    })
  })
}

describe('PS256', () => {
  it('is good with a salt of 32 bytes, and with no other (RFC 7518 §3.5)', async () => {
    assertGenuine(await verify('PS256', RSA, pss(RSA, 32)))
    for (const saltLength of [0, 1, 20, 31, 33, 64, 222]) {
      assertInvalid(await verify('PS256', RSA, pss(RSA, saltLength)), `salt of ${saltLength}`)
    }
  })

  it('is not good with other padding, other digests, other lengths', async () => {
    assertInvalid(await verify('PS256', RSA, (data) => sign('sha256', data, RSA.privateKey)), '')
    for (const digest of ['sha1', 'sha384', 'sha512']) {
      assertInvalid(await verify('PS256', RSA, pss(RSA, 32, digest)), digest)
    }
    for (const [name, other] of otherSignatures(new Uint8Array(256).fill(1))) {
      assertInvalid(await verify('PS256', RSA, () => other), name)
    }
    const longer: Sign = (data) => join(Uint8Array.of(0), pss(RSA, 32)(data))
    assertInvalid(await verify('PS256', RSA, longer), 'a zero before')
  })

  it('under 2,048 bits is never genuine, however good', async () => {
    for (const modulusLength of [1024, 1536, 2047]) {
      const pair = generateKeyPairSync('rsa', { modulusLength })
      const { verdict, code } = await verify('PS256', pair, pss(pair, 32))
      assert.deepEqual([verdict, code], ['not-genuine', 'key-usage.weak-key'])
    }
  })
})

describe('EdDSA', () => {
  const good: Sign = (data) => sign(null, data, ED25519.privateKey)

  it('is good as signed, and with no bit changed', async () => {
    assertGenuine(await verify('EdDSA', ED25519, good))
    for (let bit = 0; bit < 512; bit += 7) {
      const flipped: Sign = (data) => flip(new Uint8Array(good(data)), bit)
      assertInvalid(await verify('EdDSA', ED25519, flipped), `bit ${bit}`)
    }
  })

  it('has one S: S + L is refused (RFC 8032 §5.1.7)', async () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const moved: Sign = (data) => {
      const signature = good(data)
      const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`)
      const hex = (s + order).toString(16).padStart(64, '0')
      return join(signature.subarray(0, 32), Buffer.from(hex, 'hex').reverse())
    }
    assertInvalid(await verify('EdDSA', ED25519, moved), 'S + L')
  })

  it('is not good in other forms and lengths', async () => {
    for (const [name, other] of otherSignatures(new Uint8Array(64).fill(3))) {
      assertInvalid(await verify('EdDSA', ED25519, () => other), name)
    }
  })
})

describe('an algorithm that does not fit the key', () => {
  const pairs: readonly (readonly [string, Pair, readonly Algorithm[]])[] = [
    ['P-256', P256, ['ES256']],
    ['P-384', P384, ['ES384', 'ES256']],
    ['P-521', P521, ['ES512']],
    ['RSA', RSA, ['PS256']],
    ['Ed25519', ED25519, ['EdDSA']],
  ]
  for (const [name, pair, fitting] of pairs) {
    it(`is refused, whatever was signed: ${name}`, async () => {
      const signings: readonly Sign[] = [natural(pair), () => new Uint8Array(64).fill(1)]
      for (const algorithm of ALGORITHMS) {
        if (fitting.includes(algorithm)) continue
        for (const signing of signings) {
          const { verdict, code } = await verify(algorithm, pair, signing)
          assert.deepEqual([verdict, code], ['not-genuine', 'signature.algorithm'], algorithm)
        }
      }
    })
  }

  it('is refused too if the record allows less than the key', async () => {
    const record = { ...toRecord(P384), algorithms: ['ES384'] as const }
    const { code } = await verify('ES256', P384, ecdsa(P384, 'sha256'), [record])
    assert.equal(code, 'signature.algorithm')
    assertGenuine(await verify('ES384', P384, ecdsa(P384, 'sha384'), [record]))
  })
})

describe('keys', () => {
  it('several of one identifier are all tried, in any order', async () => {
    const records = [toRecord(RSA), toRecord(ED25519), toRecord(P384), toRecord(P256)]
    for (const all of [records, records.toReversed()]) {
      assertGenuine(await verify('ES256', P256, ecdsa(P256, 'sha256'), all))
      assertGenuine(await verify('PS256', RSA, pss(RSA, 32), all))
      const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      assertInvalid(await verify('ES256', P256, ecdsa(stranger, 'sha256'), all), 'of nobody')
    }
  })

  it('that cannot be used leave the signature in doubt, beside bad ones too', async () => {
    const curve = generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
    const signing = ecdsa(curve, 'sha256')
    for (const records of [[toRecord(curve)], [toRecord(curve), toRecord(P256)]]) {
      const { verdict, code } = await verify('ES256', curve, signing, records)
      assert.deepEqual([verdict, code], ['undecided', 'signature.unsupported-key'])
    }
  })

  it('found by one identifier or another tell the same: the identifier may be unsigned', async () => {
    const own = toRecord(P256)
    const other: TrustRecord = {
      ...own,
      keyId: 'ff',
      issuer: 'XE',
      name: 'Examplia',
      evidence: 'anchored',
      usages: ['recovery', 'test'],
      notBefore: NOW - 10,
      remarks: [{ code: 'key-usage.variant-oid' }],
    }
    const signing = ecdsa(P256, 'sha256')
    for (const records of [
      [own, other],
      [other, own],
    ]) {
      const texts = [KID, Uint8Array.of(0xff)].map((kid) => makeText('ES256', signing, kid))
      const verifier = createVerifier({
        formats: [euDcc],
        trust: createTrustStore({ records }),
        crypto: nodeCrypto,
      })
      const [first, second] = await Promise.all(
        texts.map(async (text) => verifier.verify(await text, { now: NOW })),
      )
      assert.ok(first && second)
      assertGenuine(first)
      assert.deepEqual(second, first)
    }
  })

  it('withdrawn under another name is withdrawn', async () => {
    const other = { ...toRecord(P256), keyId: 'ff', issuer: 'XE', status: 'withdrawn' as const }
    const records = [toRecord(P256), other]
    const { code } = await verify('ES256', P256, ecdsa(P256, 'sha256'), records)
    assert.equal(code, 'key-usage.withdrawn')
  })
})

/** Verifies by both ports, which must agree. */
async function verify(
  algorithm: Algorithm,
  pair: Pair,
  signWith: Sign,
  records: readonly TrustRecord[] = [toRecord(pair)],
): Promise<Verification> {
  const text = await makeText(algorithm, signWith)
  const told: Verification[] = []
  for (const crypto of [nodeCrypto, webCrypto]) {
    const trust = createTrustStore({ records })
    const verifier = createVerifier({ formats: [euDcc], trust, crypto })
    told.push(await verifier.verify(text, { now: NOW }))
  }
  const [first, second] = told
  assert.ok(first && second)
  assert.deepEqual(first, second)
  return first
}

/** @param unsignedKid stands in the unprotected header, in the place of the protected one */
async function makeText(
  algorithm: Algorithm,
  signWith: Sign,
  unsignedKid?: Bytes,
): Promise<string> {
  const alg = [1, NUMBERS[algorithm]] as const
  const header = new Map<number, CborValue>(unsignedKid ? [alg] : [alg, [4, KID]])
  const unsigned = {
    protected: encodeCbor(header),
    unprotected: new Map<number, CborValue>(unsignedKid ? [[4, unsignedKid]] : []),
    payload: encodeCbor(CLAIMS),
    signature: new Uint8Array(),
  }
  const signature = new Uint8Array(signWith(sigStructure(unsigned)))
  return encodeHc1({ ...unsigned, signature })
}

const ENTRY = new Map<string, CborValue>([
  ['tg', '840539006'],
  ['fr', '2021-02-01'],
  ['co', 'UT'],
  ['is', 'Ministry of Utopia'],
  ['df', '2021-02-12'],
  ['du', '2021-07-30'],
  ['ci', 'URN:UVCI:01:UT:1'],
])

const DCC = new Map<string, CborValue>([
  ['ver', '1.3.0'],
  ['nam', new Map([['fnt', 'HYTHLODAY']])],
  ['dob', '1990-01-01'],
  ['r', [ENTRY]],
])

const CLAIMS = new Map<number, CborValue>([
  [1, 'UT'],
  [4, NOW + 1000],
  [6, NOW - 1000],
  [-260, new Map([[1, DCC]])],
])

function toRecord({ publicKey }: Pair): TrustRecord {
  const key = readSpki(new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })))
  return {
    framework: 'hcert',
    environment: 'production',
    issuer: 'UT',
    keyId: Buffer.from(KID).toString('hex'),
    key,
    algorithms: FITTING_ALGORITHMS[key.kind],
    status: 'live',
    evidence: 'local',
    revocation: 'none',
    remarks: [],
  }
}

function ecdsa({ privateKey }: Pair, digest: string): Sign {
  return (data) => sign(digest, data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
}

function pss({ privateKey: key }: Pair, saltLength: number, digest = 'sha256'): Sign {
  return (data) => sign(digest, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })
}

/** As the key itself would sign. */
function natural(pair: Pair): Sign {
  const { privateKey } = pair
  if (privateKey.asymmetricKeyType === 'ec') return ecdsa(pair, 'sha256')
  return privateKey.asymmetricKeyType === 'rsa'
    ? pss(pair, 32)
    : (data) => sign(null, data, privateKey)
}

function assertGenuine({ verdict, code }: Verification): void {
  assert.deepEqual([verdict, code], ['genuine', undefined])
}

function assertInvalid({ verdict, code }: Verification, what: string): void {
  assert.deepEqual([verdict, code], ['not-genuine', 'signature.invalid'], what)
}
