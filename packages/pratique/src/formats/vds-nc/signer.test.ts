/**
 * Who may sign seals (ICAO Doc 9303-13): authorities, pinned signers, usages, countries, dates.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testCrypto } from '../../../test/made-messages.ts'
import {
  basicConstraints,
  documentTypes,
  extendedKeyUsage,
  extension,
  keyUsage,
  makeKeys,
  makeRsaKeys,
  NOT_AFTER,
  NOT_BEFORE,
  spkiOf,
} from '../../../test/make-certificate.ts'
import {
  type Authority,
  makeAuthority,
  makeSealSigner,
  makeSealVerifier,
  partOf,
  type SignerSpec,
  sealText,
  signSeal,
  unknownExtension,
  VDS_NC_SIGNER,
  vaccinationSeal,
} from '../../../test/make-seal.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { encodeHex } from '../../bytes/hex.ts'
import { readSpki } from '../../keys/spki.ts'
import { webCrypto } from '../../keys/web-crypto.ts'
import type { RevocationList } from '../../revocation/list.ts'
import type { TrustRecord } from '../../trust/record.ts'
import { createTrustStore } from '../../trust/store.ts'
import { findVouchedSigner } from '../../verify/find-vouched-signer.ts'
import { createSignerCache } from '../../verify/signer-cache.ts'
import { readCertificate } from '../../x509/certificate.ts'
import { seal } from './carrier.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z') / 1000
const authority = makeAuthority()
const data = vaccinationSeal()

async function codeOf(
  text: string,
  records: readonly TrustRecord[] = [authority.record],
  now = NOW,
): Promise<string> {
  const { verdict, code } = await makeSealVerifier(records).verify(text, { now })
  return code ?? verdict
}

const codeOfSigner = (spec: SignerSpec, by: Authority = authority) =>
  codeOf(sealText(makeSealSigner(by, spec), data), [by.record])

describe('who vouches for a signer', () => {
  test('its authority, by signature', async () => {
    assert.equal(await codeOfSigner({}), 'genuine')
  })

  test('nobody: one that only copies country and key identifier is refused', async () => {
    assert.equal(await codeOfSigner({ issuingKeys: makeKeys() }), 'signer.not-issued')
    assert.equal(await codeOfSigner({ issuingKeys: makeRsaKeys() }), 'signer.not-issued')
    const keys = makeKeys()
    assert.equal(await codeOfSigner({ keys, issuingKeys: keys }), 'signer.not-issued')
  })

  test('nobody that is known', async () => {
    assert.equal(await codeOfSigner({ authorityKeyId: 'aabb' }), 'signer.unknown')
    const text = sealText(makeSealSigner(authority), data)
    assert.equal(await codeOf(text, []), 'signer.unknown')
    const without = makeSealVerifier([], { trust: emptyStore() })
    assert.equal((await without.verify(text, { now: NOW })).code, 'signer.list-missing')
  })

  test('any of several authorities with one key identifier', async () => {
    const others = [1, 2].map(() => makeAuthority('UT', authority.record.keyId).record)
    const text = sealText(makeSealSigner(authority), data)
    for (const records of [
      [...others, authority.record],
      [authority.record, ...others],
    ]) {
      assert.equal(await codeOf(text, records), 'genuine')
    }
    assert.equal(await codeOf(text, others), 'signer.not-issued')
  })

  test('an authority with RSA-4096, P-384 or P-521 keys', async () => {
    for (const keys of [makeRsaKeys(4096), makeKeys('P-384'), makeKeys('P-521')]) {
      const { record, ...other } = makeAuthority('UT', undefined, keys)
      const verifier = makeSealVerifier([record], { crypto: webCrypto })
      const text = sealText(makeSealSigner({ record, ...other }), data)
      const { code, verdict } = await verifier.verify(text, { now: NOW })
      assert.equal(code ?? verdict, 'genuine')
    }
  })

  test('an authority whose key cannot be used leaves it open', async () => {
    const unusable: TrustRecord = {
      ...authority.record,
      key: { ...authority.record.key, kind: 'unknown' },
    }
    const text = sealText(makeSealSigner(authority), data)
    assert.equal(await codeOf(text, [unusable]), 'signer.unsupported-authority')
  })

  test('an authority of another framework, or a signer in its place, does not', async () => {
    const text = sealText(makeSealSigner(authority), data)
    assert.equal(
      await codeOf(text, [{ ...authority.record, framework: 'hcert' }]),
      'signer.unknown',
    )
    const { role: _, ...asSigner } = authority.record
    assert.equal(await codeOf(text, [{ ...asSigner, algorithms: ['ES256'] }]), 'signer.unknown')
  })

  test('whoever has pinned the signer itself', async () => {
    const signer = makeSealSigner(authority)
    const { role: _, ...common } = authority.record
    const pinned: TrustRecord = {
      ...common,
      keyId: '00',
      key: readSpki(spkiOf(signer.keys)),
      algorithms: ['ES256'],
      notBefore: NOT_BEFORE,
      notAfter: NOT_AFTER,
    }
    const text = sealText(signer, data)
    assert.equal(await codeOf(text, [pinned]), 'genuine')
    assert.equal(await codeOf(text, [pinned], NOT_AFTER + 1), 'validity.key-expired')
    assert.equal(await codeOf(text, [{ ...pinned, issuer: 'FR' }]), 'key-usage.country')
    assert.equal(
      await codeOf(text, [{ ...pinned, status: 'withdrawn' }, authority.record]),
      'key-usage.withdrawn',
    )
  })

  test('a withdrawn authority withdraws its signers; a specimen makes specimens', async () => {
    const text = sealText(makeSealSigner(authority), data)
    const withdrawn: TrustRecord = { ...authority.record, status: 'withdrawn' }
    assert.equal(await codeOf(text, [withdrawn]), 'key-usage.withdrawn')
    assert.equal(await codeOf(text, [{ ...authority.record, environment: 'test' }]), 'specimen')
  })
})

describe('what a certificate must say of its key', () => {
  const own = [extendedKeyUsage(VDS_NC_SIGNER), documentTypes('NV'), keyUsage(0)]
  const usage = extendedKeyUsage(VDS_NC_SIGNER)
  const ALLOWED: readonly (readonly [string, readonly Bytes[]])[] = [
    ['all that the standard asks for', own],
    ['no document types and no key usage', [usage]],
    ['other purposes beside', [extendedKeyUsage('1.3.6.1.5.5.7.3.2', VDS_NC_SIGNER)]],
    ['several document types', [usage, documentTypes('NS', 'NV')]],
    ['that it is no CA', [...own, basicConstraints(false)]],
    ['something unknown, not critical', [...own, unknownExtension(false)]],
    ['critical document types', [usage, criticalTypes()]],
  ]
  for (const [name, extensions] of ALLOWED) {
    test(`${name}: may sign`, async () => {
      assert.equal(await codeOfSigner({ extensions }), 'genuine')
    })
  }

  const REFUSED: readonly (readonly [string, readonly Bytes[]])[] = [
    ['nothing', []],
    ['no extended key usage', [documentTypes('NV'), keyUsage(0)]],
    ['the purpose of constrained seals', [extendedKeyUsage('2.23.136.1.1.14.1')]],
    ['the purpose of passports lists', [extendedKeyUsage('2.23.136.1.1.3')]],
    ['another document type', [usage, documentTypes('P')]],
    ['no document type at all', [usage, documentTypes()]],
    ['a document type in small letters', [usage, documentTypes('nv')]],
    ['that it is a CA', [...own, basicConstraints(true)]],
    ['a key usage without signatures', [usage, keyUsage(5, 6)]],
    ['a key usage of nothing', [usage, keyUsage()]],
    ['something unknown that is critical', [...own, unknownExtension(true)]],
  ]
  for (const [name, extensions] of REFUSED) {
    test(`${name}: may not`, async () => {
      assert.equal(await codeOfSigner({ extensions }), 'key-usage.not-allowed')
    })
  }

  test('document types that cannot be read: no certificate', async () => {
    const broken = extension('2.23.136.1.1.6.2', Uint8Array.of(5, 0))
    assert.equal(await codeOfSigner({ extensions: [usage, broken] }), 'format.certificate')
  })
})

describe('the curve decides the algorithm', () => {
  for (const curve of ['P-256', 'P-384', 'P-521']) {
    test(`${curve}`, async () => {
      const signer = makeSealSigner(authority, { curve })
      assert.equal(await codeOf(sealText(signer, data)), 'genuine')
      for (const algorithm of ['ES256', 'ES384', 'ES512']) {
        if (algorithm === signer.algorithm) continue
        const text = sealText({ ...signer, algorithm, hash: `sha${algorithm.slice(2)}` }, data)
        assert.equal(await codeOf(text), 'signature.algorithm')
      }
    })
  }

  test('secp256k1 is of no use', async () => {
    const signer = makeSealSigner(authority, { keys: makeKeys('secp256k1') })
    assert.equal(await codeOf(sealText(signer, data)), 'signature.unsupported-key')
  })
})

describe('hdr.is, the certificate and its authority name one country', () => {
  test('in letters of any size', async () => {
    assert.equal(await codeOfSigner({ country: 'ut' }), 'genuine')
    assert.equal(await codeOfSigner({ country: null }), 'key-usage.country')
  })

  test('another one in any of the three places is refused', async () => {
    assert.equal(await codeOfSigner({ country: 'AU' }), 'key-usage.country')
    assert.equal(await codeOfSigner({}, makeAuthority('AU')), 'key-usage.country')
    const signer = makeSealSigner(authority)
    const other = sealText(signer, vaccinationSeal({}, { is: 'AUS' }))
    assert.equal(await codeOf(other), 'key-usage.country')
    const german = makeAuthority('DE')
    const text = sealText(
      makeSealSigner(german, { country: 'DE' }),
      vaccinationSeal({}, { is: 'D' }),
    )
    assert.equal(await codeOf(text, [german.record]), 'genuine')
  })
})

describe('in time, and not revoked', () => {
  test('the signer lives from its first second to its last', async () => {
    const text = sealText(
      makeSealSigner(authority, { notBefore: NOW - 10, notAfter: NOW + 10 }),
      data,
    )
    const at = (now: number) => codeOf(text, [authority.record], now)
    assert.equal(await at(NOW - 11), 'validity.key-not-yet')
    assert.equal(await at(NOW - 10), 'genuine')
    assert.equal(await at(NOW + 10), 'genuine')
    assert.equal(await at(NOW + 11), 'validity.key-expired')
  })

  test("the authority's own life does not end its signers'", async () => {
    const lapsed = { ...authority.record, notBefore: 0, notAfter: NOT_BEFORE + 1000 }
    assert.equal(await codeOf(sealText(makeSealSigner(authority), data), [lapsed]), 'genuine')
    const ended = { ...lapsed, notAfter: NOT_BEFORE - 1 }
    const late = await codeOf(sealText(makeSealSigner(authority), data), [ended])
    assert.equal(late, 'signer.not-issued')
  })

  test('a signer on its authority’s list is revoked, whatever the order of verifications', async () => {
    const list: RevocationList = {
      framework: 'vds-nc',
      issuer: 'UT',
      keyId: authority.record.keyId,
      isComplete: true,
      isRevoked: (serialNumber) => serialNumber === '0a0b',
    }
    const records: TrustRecord[] = [{ ...authority.record, revocation: 'x509-crl' }]
    const verifier = makeSealVerifier(records, { revocation: [list] })
    const good = sealText(makeSealSigner(authority, { serialNumber: '0a' }), data)
    const bad = sealText(makeSealSigner(authority, { serialNumber: '0a0b' }), data)
    for (const text of [good, bad, good, bad]) {
      const { code, verdict } = await verifier.verify(text, { now: NOW })
      assert.equal(code ?? verdict, text === good ? 'genuine' : 'revocation.revoked')
    }
    const missing = makeSealVerifier(records)
    assert.equal((await missing.verify(good, { now: NOW })).code, 'revocation.list-missing')
  })
})

describe('what an authority may', () => {
  test('its signers may not more', async () => {
    const text = sealText(makeSealSigner(authority), data)
    const codeWith = (usages: TrustRecord['usages']) =>
      codeOf(text, [{ ...authority.record, ...(usages && { usages }) }])
    assert.equal(await codeWith(['vaccination']), 'genuine')
    for (const usages of [[], ['test']] as const) {
      assert.equal(await codeWith(usages), 'key-usage.not-allowed')
    }
  })

  test('under a key that can be broken nobody may sign anything', async () => {
    for (const bits of [1024, 2047, 2048]) {
      const own = makeAuthority('UT', undefined, makeRsaKeys(bits))
      const verifier = makeSealVerifier([own.record], { crypto: webCrypto })
      const text = sealText(makeSealSigner(own), data)
      const { code, verdict } = await verifier.verify(text, { now: NOW })
      const expected = bits === 2048 ? 'genuine' : 'key-usage.not-allowed'
      assert.equal(code ?? verdict, expected, `${bits} bits`)
    }
  })
})

describe('a signer on record', () => {
  const keys = makeKeys()
  const { role: _, ...common } = authority.record
  const pinned: TrustRecord = { ...common, key: readSpki(spkiOf(keys)), algorithms: ['ES256'] }
  const revoking: RevocationList = {
    framework: 'vds-nc',
    issuer: 'UT',
    keyId: authority.record.keyId,
    isComplete: true,
    isRevoked: (serialNumber) => serialNumber === '05',
  }

  test('needs no authority', async () => {
    assert.equal(
      await codeOf(sealText(makeSealSigner(authority, { keys }), data), [pinned]),
      'genuine',
    )
  })

  test('does not escape its authority’s list by a certificate of its own', async () => {
    const verifier = makeSealVerifier([authority.record, pinned], { revocation: [revoking] })
    const codeOfSeal = async (spec: Parameters<typeof makeSealSigner>[1]) => {
      const text = sealText(makeSealSigner(authority, { keys, ...spec }), data)
      const { code, verdict } = await verifier.verify(text, { now: NOW })
      return code ?? verdict
    }
    assert.equal(await codeOfSeal({ serialNumber: '05' }), 'revocation.revoked')
    for (const authorityKeyId of [authority.record.keyId, 'ffff']) {
      const spec = { serialNumber: '77', issuingKeys: keys, authorityKeyId }
      assert.equal(await codeOfSeal(spec), 'signer.not-issued')
    }
  })
})

describe('a list of revoked signers is of its issuer’s name', () => {
  test('so that it counts for signers under an older key', async () => {
    const signer = makeSealSigner(authority, { serialNumber: '05' })
    const issuerName = encodeHex(readCertificate(signer.der).issuer.der)
    const ofNewKey = { framework: 'vds-nc', issuer: 'UT', keyId: 'ffff', isComplete: true } as const
    const isRevoked = (serialNumber: string) => serialNumber === '05'
    for (const [name, expected] of [
      [issuerName, 'revocation.revoked'],
      ['00', 'genuine'],
    ] as const) {
      const revocation = [{ ...ofNewKey, issuerName: name, isRevoked }]
      const verifier = makeSealVerifier([authority.record], { revocation })
      const { code, verdict } = await verifier.verify(sealText(signer, data), { now: NOW })
      assert.equal(code ?? verdict, expected)
    }
  })
})

describe('a certificate is looked at once', () => {
  test('whatever spelling of Base64 it has', async () => {
    let verified = 0
    const crypto = {
      ...testCrypto,
      prepareKey: (key: Parameters<typeof testCrypto.prepareKey>[0]) => {
        if (key === authority.record.key) verified++
        return testCrypto.prepareKey(key)
      },
    }
    const verifier = makeSealVerifier([authority.record], { crypto })
    const signer = makeSealSigner(authority)
    const signed = signSeal(signer, data)
    const standard = Buffer.from(signer.cer, 'base64url').toString('base64')
    const padded = standard.replaceAll('+', '-').replaceAll('/', '_')
    for (const cer of [signer.cer, standard, padded, signer.cer]) {
      const sig = { ...partOf(signed, 'sig'), cer }
      const { verdict } = await verifier.verify(JSON.stringify({ data, sig }), { now: NOW })
      assert.equal(verdict, 'genuine')
    }
    assert.equal(verified, 1)
  })

  test('and the cache never vouches for a message of another key', async () => {
    const verifier = makeSealVerifier([authority.record])
    const signer = makeSealSigner(authority)
    assert.equal((await verifier.verify(sealText(signer, data), { now: NOW })).verdict, 'genuine')
    const forged = sealText({ ...signer, keys: makeKeys() }, data)
    assert.equal((await verifier.verify(forged, { now: NOW })).code, 'signature.invalid')
  })
})

test('only what an authority has issued is kept: nobody else can fill the cache', async () => {
  const { role: _, ...common } = authority.record
  const keys = makeKeys()
  const key = readSpki(spkiOf(keys))
  const pinned: TrustRecord = { ...common, keyId: 'ffff', key, algorithms: ['ES256'] }
  let kept = 0
  const keep = () => void kept++
  const signers = { ...createSignerCache(), keep }
  const trust = createTrustStore({ records: [authority.record, pinned] })
  for (const [spec, count] of [
    [{ issuingKeys: keys, authorityKeyId: 'ffff' }, 0],
    [{}, 1],
  ] as const) {
    const carried = seal.decode(sealText(makeSealSigner(authority, { keys, ...spec }), data)).signer
    assert.ok(carried)
    const context = { trust, crypto: testCrypto, signers, now: NOW }
    const found = await findVouchedSigner(carried, carried.open(), 'vds-nc', context)
    assert.equal(found.kind, 'vouched')
    assert.equal(kept, count)
  }
})

test('the Union and the United Nations issue seals too', async () => {
  for (const [is, country] of [
    ['EUE', 'EU'],
    ['UNO', 'UN'],
  ] as const) {
    const own = makeAuthority(country)
    const text = sealText(makeSealSigner(own, { country }), vaccinationSeal({}, { is }))
    assert.equal(await codeOf(text, [own.record]), 'genuine')
  }
})

function criticalTypes(): Bytes {
  // SEQUENCE { 0, SET { "NV" } }
  const list = Uint8Array.of(0x30, 9, 2, 1, 0, 0x31, 4, 0x13, 2, 0x4e, 0x56)
  return extension('2.23.136.1.1.6.2', list, true)
}

function emptyStore() {
  return {
    findKeys: () => [],
    findAuthorities: () => [],
    findRevokers: () => [],
    hasRevoker: () => false,
    findRecords: () => [],
    isDenied: () => false,
    findLists: () => [],
  }
}
